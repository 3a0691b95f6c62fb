import type { HistoryEntry } from '../../electron/contract/history-entry.ts';
import { type HistoryRow, historyRow } from '../../electron/contract/history-row.ts';
import { historyEntry } from '../../electron/contract/testing/history-entry.ts';

/** The row of an attempt that loaded the build `number`, but for what the test says. */
export function rowForTests(number: number, change: Partial<HistoryEntry> = {}): HistoryRow {
  return historyRow(
    historyEntry({
      id: `h${number}`,
      atMs: number * 60_000,
      generation: number,
      answering: number,
      durationMs: 12,
      symbolCount: 3,
      ...change,
    }),
  );
}

/** Newest first: the builds from `count` down to 1. */
export function rowsForTests(count: number): readonly HistoryRow[] {
  return Array.from({ length: count }, (_, index) => rowForTests(count - index));
}
