import type { BuildChangeFact, ChangeSeverity } from '../../contract/build-changes.ts';
import { DT_VERDEF, DT_VERSYM } from '../../elf/dynamic.ts';
import type { ElfFile } from '../../elf/elf-file.ts';
import { makeFact, shortened, sideText } from './change-words.ts';
import type { ExportPair } from './paired-exports.ts';
import type { ExportSides, MatchedExports } from './renamed-exports.ts';

/** Matches removed and added exports of one name, whose versions differ (LSB, symbol versioning). */
export function matchVersions(
  sides: ExportSides,
  removed: readonly number[],
  added: readonly number[],
  after: ElfFile,
): MatchedExports {
  const oldRows = new Map(removed.map((row) => [sides.before.name(row), row]));
  const matches = new Map<number, number>();
  for (const row of added) {
    const oldRow = oldRows.get(sides.after.name(row));
    if (oldRow !== undefined && !matches.has(oldRow)) matches.set(oldRow, row);
  }
  const matched = new Set(matches.values());
  return {
    facts: [...matches].map(([old, now]) => movedFact(sides, { before: old, after: now }, after)),
    removed: removed.filter((row) => !matches.has(row)),
    added: added.filter((row) => !matched.has(row)),
  };
}

function movedFact({ before, after }: ExportSides, rows: ExportPair, file: ElfFile): BuildChangeFact {
  const [old, now] = [before.version(rows.before), after.version(rows.after)];
  const title = `\`${shortened(after.demangled(rows.after))}\``;
  const { severity, reason } = meaningOf(old, now, file);
  const sentence = `${title} has ${versionText(now)} now, was ${versionText(old)}: ${reason}.`;
  return makeFact('version-changed', severity, sentence, {
    subject: after.title(rows.after),
    symbols: [after.name(rows.after)],
    sides: { before: sideText(old), after: sideText(now) },
  });
}

function meaningOf(
  old: string,
  now: string,
  { dynamic }: ElfFile,
): { readonly severity: ChangeSeverity; readonly reason: string } {
  if (old === '') {
    return {
      severity: 'compatible',
      reason: 'programs linked before, which ask for no version, still find it',
    };
  }
  // A file that defines versions is asked for each that is needed of it, and ld.so asserts that a needed one has DT_VERSYM.
  const isRefused = dynamic.values.has(DT_VERDEF) || !dynamic.values.has(DT_VERSYM);
  if (now === '' && !isRefused) {
    return { severity: 'risky', reason: 'the loader warns programs that ask for the version' };
  }
  return { severity: 'breaking', reason: `programs that ask for ${shortened(old)} no longer find it` };
}

function versionText(version: string): string {
  return version === '' ? 'no version' : `the version ${shortened(version)}`;
}
