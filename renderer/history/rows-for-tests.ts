import { type HistoryRow, historyRow } from '../../electron/contract/history-row.ts';
import type { HistoryEntry } from '../../electron/contract/session-state.ts';

/** The row of an attempt that loaded the build `number`, but for what the test says. */
export function rowForTests(number: number, change: Partial<HistoryEntry> = {}): HistoryRow {
  return historyRow({
    id: `h${number}`,
    library: '/lib/a.so',
    atMs: number * 60_000,
    generation: number,
    answering: number,
    verdict: 'loaded',
    trigger: 'watch',
    durationMs: 12,
    place: 'isolated',
    strategy: 'swap',
    before: null,
    after: null,
    symbolCount: 3,
    compared: false,
    added: [],
    removed: [],
    changed: [],
    addedCount: 0,
    removedCount: 0,
    changedCount: 0,
    failure: null,
    fault: null,
    needed: [],
    state: null,
    pinned: null,
    replaced: null,
    changes: null,
    proof: null,
    notes: [],
    ...change,
  });
}

/** Newest first: the builds from `count` down to 1. */
export function rowsForTests(count: number): readonly HistoryRow[] {
  return Array.from({ length: count }, (_, index) => rowForTests(count - index));
}
