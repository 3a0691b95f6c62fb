import { boundChanges } from '../contract/build-changes.ts';
import { type BuildComparison, changeNameLimit, type ExportChanges } from '../contract/reader-protocol.ts';
import { readCompilers } from '../elf/elf-file.ts';
import { writableData } from '../elf/writable-data.ts';
import { comingAndGoing } from './changes/coming-and-going.ts';
import { attributeChanges } from './changes/export-attributes.ts';
import { ExportSide } from './changes/export-side.ts';
import { fileChanges } from './changes/file-changes.ts';
import { mergeTwins } from './changes/merge-twins.ts';
import { type ExportPair, type PairedExports, pairExports } from './changes/paired-exports.ts';
import type { ExportSides } from './changes/renamed-exports.ts';
import { virtualTableChanges } from './changes/virtual-tables.ts';
import type { ComparedBuild } from './compared-build.ts';
import { contentChanges } from './content-changes.ts';

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
  return { ...namesOf(sides, paired, content.changed), ...boundChanges(mergeTwins(facts), new Set(kept)) };
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
