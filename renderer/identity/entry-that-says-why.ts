import type { Verdict } from '../../electron/contract/history-entry.ts';
import type { HistoryRow } from '../../electron/contract/history-row.ts';
import type { Freshness, LibraryState } from '../../electron/contract/session-state.ts';

const refused: readonly Verdict[] = ['rejected', 'crashed', 'rolled-back'];
const ended: readonly Verdict[] = ['fault', 'crashed'];

/** The newest entry that says why the freshness is what it is, else the newest of all; `rows` come newest first. */
export function entryThatSaysWhy(
  { freshness, generation }: Pick<LibraryState, 'freshness' | 'generation'>,
  rows: readonly HistoryRow[],
): HistoryRow | null {
  const number = generation?.number ?? null;
  return rows.find((row) => saysWhy(row, freshness, number)) ?? rows[0] ?? null;
}

function saysWhy(row: HistoryRow, freshness: Freshness, running: number | null): boolean {
  switch (freshness.kind) {
    case 'same':
      return isLoadOf(row, running);
    case 'older':
      return freshness.failure.code === 'went-back' ? isLoadOf(row, running) : refused.includes(row.verdict);
    case 'not-loaded':
      return refused.includes(row.verdict) || row.verdict === 'missing';
    case 'crashed':
      return ended.includes(row.verdict);
    case 'missing':
    case 'released':
      return row.verdict === freshness.kind;
    case 'settling':
    case 'paused':
    case 'loading':
      return false;
  }
}

function isLoadOf({ verdict, generation }: HistoryRow, running: number | null): boolean {
  return verdict === 'loaded' && generation === running;
}
