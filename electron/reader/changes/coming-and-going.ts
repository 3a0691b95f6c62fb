import type { BuildChangeFact } from '../../contract/build-changes.ts';
import type { ElfFile } from '../../elf/elf-file.ts';
import { bytesText, makeFact } from './change-words.ts';
import { nounOf } from './export-attributes.ts';
import type { ExportSide } from './export-side.ts';
import type { PairedExports } from './paired-exports.ts';
import { type ExportSides, matchRenamed } from './renamed-exports.ts';
import { matchVersions } from './version-changes.ts';

const STB_WEAK = 2;
const STB_GNU_UNIQUE = 10;
/** Mangled names of what is in `std` and `__gnu_cxx` (Itanium C++ ABI, 5.1.2, 5.1.9). */
const standardNames = /^_Z(?:GV|Z)?(?:N[VK]*)?(?:S[tabsiod]|9__gnu_cxx)/;
/** So many of the standard library are told of one by one. */
const toldOneByOne = 3;

/** The exports that are in one build alone, those that were renamed or have another version first. */
export function comingAndGoing(
  sides: ExportSides,
  paired: PairedExports,
  after: ElfFile,
): readonly BuildChangeFact[] {
  const versions = matchVersions(sides, paired.removed, paired.added, after);
  const renamed = matchRenamed(sides, versions.removed, versions.added);
  return [
    ...versions.facts,
    ...renamed.facts,
    ...summedUp(sides.before, renamed.removed, (row) => removedFact(sides, row), removedSum),
    ...summedUp(sides.after, renamed.added, (row) => addedFact(sides, row), addedSum),
  ];
}

/** Which templates of the standard library a compiler writes out depends on its optimisation. */
function summedUp(
  side: ExportSide,
  rows: readonly number[],
  factOf: (row: number) => BuildChangeFact,
  sumOf: (side: ExportSide, rows: readonly number[]) => BuildChangeFact,
): readonly BuildChangeFact[] {
  const known = rows.filter((row) => !isVersionNode(side, row));
  const standard = known.filter((row) => isInline(side, row) && standardNames.test(side.name(row)));
  if (standard.length <= toldOneByOne) return known.map(factOf);
  const summed = new Set(standard);
  return [...known.filter((row) => !summed.has(row)).map(factOf), sumOf(side, standard)];
}

function removedSum(before: ExportSide, rows: readonly number[]): BuildChangeFact {
  const sentence = `${rows.length} inline functions and templates of the standard library are gone; programs mostly have their own copies of them.`;
  return makeFact('export-removed', 'risky', sentence, { subject: 'std', symbols: rows.map(before.name) });
}

function addedSum(after: ExportSide, rows: readonly number[]): BuildChangeFact {
  const sentence = `${rows.length} inline functions and templates of the standard library are new.`;
  return makeFact('export-added', 'compatible', sentence, { subject: 'std', symbols: rows.map(after.name) });
}

/** Of vague linkage (Itanium C++ ABI, 5.2): whoever uses it has a copy of it. C has weak symbols too. */
function isInline(side: ExportSide, row: number): boolean {
  const isWeak = side.columns.bind[row] === STB_WEAK && side.name(row).startsWith('_Z');
  if (side.isFunction(row)) return isWeak;
  const isTable = /^_ZT[VTIS]/.test(side.name(row));
  return side.type(row) === 'OBJECT' && !isTable && (isWeak || side.columns.bind[row] === STB_GNU_UNIQUE);
}

/** GNU ld defines an absolute symbol for each version, which nobody asks for. */
function isVersionNode({ columns }: ExportSide, row: number): boolean {
  const { section, sectionNames, size, value } = columns;
  return sectionNames[section[row] ?? 0] === 'ABS' && size[row] === 0n && value[row] === 0n;
}

/** Programs bring their own copies of what is of vague linkage. */
function removedFact({ before }: ExportSides, row: number): BuildChangeFact {
  const name = before.name(row);
  const isVague = isInline(before, row);
  const noun = before.isFunction(row) ? 'inline function or template' : 'inline variable or template';
  const sentence = isVague
    ? `The ${noun} ${before.quoted(row)} is gone; programs mostly have their own copy of it.`
    : `The ${nounOf(before.type(row))} ${before.quoted(row)} is gone.`;
  return makeFact('export-removed', isVague ? 'risky' : 'breaking', sentence, {
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
