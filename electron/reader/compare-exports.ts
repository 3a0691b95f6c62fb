import { type BuildChangeFact, boundChanges } from '../contract/build-changes.ts';
import { type BuildComparison, changeNameLimit, type ExportChanges } from '../contract/reader-protocol.ts';
import { type ElfFile, readCompilers } from '../elf/elf-file.ts';
import { writableData } from '../elf/writable-data.ts';
import { bytesText, makeFact } from './changes/change-words.ts';
import { attributeChanges, nounOf } from './changes/export-attributes.ts';
import { ExportSide } from './changes/export-side.ts';
import { fileChanges } from './changes/file-changes.ts';
import { type ExportPair, type PairedExports, pairExports } from './changes/paired-exports.ts';
import { type ExportSides, matchRenamed } from './changes/renamed-exports.ts';
import { matchVersions } from './changes/version-changes.ts';
import { virtualTableChanges } from './changes/virtual-tables.ts';
import type { ComparedBuild } from './compared-build.ts';
import { contentChanges } from './content-changes.ts';

/** STB_WEAK. */
const weak = 2;

/**
 * What changed between two builds, as far as the files and their exports tell; exports are matched by name and version.
 * The lists of names are those of `ExportChanges`: demangled, with `@@V` or `@V` where the symbol has a version, sorted
 * by code units and cut at `changeNameLimit`. Changes that touch a symbol of `kept` are in the list, whatever its limits.
 */
export function compareExports(
  before: ComparedBuild,
  after: ComparedBuild,
  kept: readonly string[] = [],
): BuildComparison {
  const sides = { before: new ExportSide(before.columns), after: new ExportSide(after.columns) };
  const paired = pairExports(before.columns, after.columns);
  const writable = { before: writableData(before.file), after: writableData(after.file) };
  const told = [
    ...comingAndGoing(sides, paired, after.file),
    ...paired.pairs.flatMap((pair) => attributeChanges(sides, pair, writable)),
    ...virtualTableChanges({ before, after }, sides, paired),
  ];
  const content = contentChanges({ before, after }, sides, paired, told);
  const compilers = { before: readCompilers(before.file), after: readCompilers(after.file) };
  const facts = [...fileChanges(before.facts, after.facts, compilers), ...told, ...content.facts];
  return { ...namesOf(sides, paired, content.changed), ...boundChanges(facts, new Set(kept)) };
}

function namesOf(
  { before, after }: ExportSides,
  { added, removed }: PairedExports,
  changed: readonly ExportPair[],
): ExportChanges {
  return {
    added: firstNames(added.map((row) => after.title(row))),
    removed: firstNames(removed.map((row) => before.title(row))),
    changed: firstNames(changed.map((pair) => after.title(pair.after))),
    addedCount: added.length,
    removedCount: removed.length,
    changedCount: changed.length,
  };
}

function firstNames(names: string[]): readonly string[] {
  return names.sort().slice(0, changeNameLimit);
}

function comingAndGoing(
  sides: ExportSides,
  paired: PairedExports,
  after: ElfFile,
): readonly BuildChangeFact[] {
  const versions = matchVersions(sides, paired.removed, paired.added, after);
  const renamed = matchRenamed(sides, versions.removed, versions.added);
  return [
    ...versions.facts,
    ...renamed.facts,
    ...renamed.removed
      .filter((row) => !isVersionNode(sides.before, row))
      .map((row) => removedFact(sides, row)),
    ...renamed.added.filter((row) => !isVersionNode(sides.after, row)).map((row) => addedFact(sides, row)),
  ];
}

/** GNU ld defines an absolute symbol for each version, which nobody asks for. */
function isVersionNode({ columns }: ExportSide, row: number): boolean {
  const { section, sectionNames, size, value } = columns;
  return sectionNames[section[row] ?? 0] === 'ABS' && size[row] === 0n && value[row] === 0n;
}

/** Programs bring their own copies of weak C++ functions, which are templates and inline ones. */
function removedFact({ before }: ExportSides, row: number): BuildChangeFact {
  const name = before.name(row);
  const isInline = before.columns.bind[row] === weak && name.startsWith('_Z') && before.isFunction(row);
  const sentence = isInline
    ? `The inline function or template ${before.quoted(row)} is gone; programs mostly have their own copy of it.`
    : `The ${nounOf(before.type(row))} ${before.quoted(row)} is gone.`;
  return makeFact('export-removed', isInline ? 'risky' : 'breaking', sentence, {
    subject: before.title(row),
    symbols: [name],
    sides: { before: describedExport(before, row), after: '' },
  });
}

function addedFact({ after }: ExportSides, row: number): BuildChangeFact {
  return makeFact(
    'export-added',
    'compatible',
    `The ${nounOf(after.type(row))} ${after.quoted(row)} is new.`,
    {
      subject: after.title(row),
      symbols: [after.name(row)],
      sides: { before: '', after: describedExport(after, row) },
    },
  );
}

function describedExport(side: ExportSide, row: number): string {
  return `${nounOf(side.type(row))}, ${bytesText(side.columns.size[row] ?? 0n)}`;
}
