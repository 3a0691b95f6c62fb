import type { HistoryEntry } from '../history-entry.ts';

/** The first build of `/lib/a.so`, loaded and with nothing to say of it, but for what the test says. */
export function historyEntry(change: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id: 'h1',
    library: '/lib/a.so',
    atMs: 0,
    generation: 1,
    answering: 1,
    verdict: 'loaded',
    trigger: 'watch',
    durationMs: 1,
    place: 'isolated',
    strategy: 'swap',
    before: null,
    after: null,
    symbolCount: null,
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
    replaced: null,
    changes: null,
    pinned: null,
    failedHook: null,
    state: null,
    proof: null,
    notes: [],
    ...change,
  };
}
