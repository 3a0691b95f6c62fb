import type { BuildChangeFact, ChangeSeverity } from '../../contract/build-changes.ts';
import { makeFact, shortened, sideText } from './change-words.ts';
import type { ExportPair } from './paired-exports.ts';
import type { ExportSides, MatchedExports } from './renamed-exports.ts';

/** Matches removed and added exports of one name, whose versions differ (LSB, symbol versioning). */
export function matchVersions(
  sides: ExportSides,
  removed: readonly number[],
  added: readonly number[],
): MatchedExports {
  const oldRows = new Map(removed.map((row) => [sides.before.name(row), row]));
  const matches = new Map<number, number>();
  for (const row of added) {
    const oldRow = oldRows.get(sides.after.name(row));
    if (oldRow !== undefined && !matches.has(oldRow)) matches.set(oldRow, row);
  }
  const matched = new Set(matches.values());
  return {
    facts: [...matches].map(([before, after]) => movedFact(sides, { before, after })),
    removed: removed.filter((row) => !matches.has(row)),
    added: added.filter((row) => !matched.has(row)),
  };
}

function movedFact({ before, after }: ExportSides, rows: ExportPair): BuildChangeFact {
  const [old, now] = [before.version(rows.before), after.version(rows.after)];
  const title = `\`${shortened(after.demangled(rows.after))}\``;
  const { severity, reason } = meaningOf(old, now);
  const sentence = `${title} has ${versionText(now)} now, was ${versionText(old)}: ${reason}.`;
  return makeFact('version-changed', severity, sentence, {
    subject: after.title(rows.after),
    symbols: [after.name(rows.after)],
    sides: { before: sideText(old), after: sideText(now) },
  });
}

function meaningOf(old: string, now: string): { readonly severity: ChangeSeverity; readonly reason: string } {
  if (old === '') {
    return {
      severity: 'compatible',
      reason: 'programs linked before, which ask for no version, still find it',
    };
  }
  if (now === '') return { severity: 'risky', reason: 'the loader warns programs that ask for the version' };
  return { severity: 'breaking', reason: `programs that ask for ${shortened(old)} no longer find it` };
}

function versionText(version: string): string {
  return version === '' ? 'no version' : `the version ${shortened(version)}`;
}
