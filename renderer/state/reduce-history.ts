import type { AppSnapshot, RestoredHistory } from '../../electron/contract/app-snapshot.ts';
import type { HistoryEntry } from '../../electron/contract/history-entry.ts';
import { entriesKept, historyRow } from '../../electron/contract/history-row.ts';
import type { HistoryPage } from './page-state.ts';
import { withNewest } from './with-newest.ts';

/** The snapshot with the newest entry of a library. */
export function withEntry(snapshot: AppSnapshot, libraryId: string, entry: HistoryEntry): AppSnapshot {
  const history = withNewest(snapshot.history, libraryId, historyRow(entry));
  if (history === snapshot.history) return snapshot;
  const { lastLoaded } = snapshot;
  const rows = history[libraryId] ?? [];
  return {
    ...snapshot,
    // What main drops is dropped here as well.
    history: rows.length > entriesKept ? { ...history, [libraryId]: rows.slice(0, entriesKept) } : history,
    lastLoaded: entry.verdict === 'loaded' ? { ...lastLoaded, [libraryId]: entry } : lastLoaded,
  };
}

/** The snapshot with an entry that is known better now; rows of the others stay the objects that they are. */
export function withAmended(snapshot: AppSnapshot, libraryId: string, entry: HistoryEntry): AppSnapshot {
  const rows = snapshot.history[libraryId] ?? [];
  const index = rows.findIndex(({ id }) => id === entry.id);
  if (index === -1) return snapshot;
  const { lastLoaded } = snapshot;
  return {
    ...snapshot,
    history: { ...snapshot.history, [libraryId]: rows.with(index, historyRow(entry)) },
    lastLoaded: lastLoaded[libraryId]?.id === entry.id ? { ...lastLoaded, [libraryId]: entry } : lastLoaded,
  };
}

/** The snapshot with another beginning of a library's history. */
export function withHistory(snapshot: AppSnapshot, restored: RestoredHistory): AppSnapshot {
  const { libraryId, rows, olderEntries, lastLoaded } = restored;
  return {
    ...snapshot,
    history: { ...snapshot.history, [libraryId]: rows },
    olderEntries: { ...snapshot.olderEntries, [libraryId]: olderEntries },
    lastLoaded: { ...snapshot.lastLoaded, [libraryId]: lastLoaded },
  };
}

/** The snapshot with older entries behind those that it has; a page that follows another entry comes too late. */
export function withOlder(snapshot: AppSnapshot, libraryId: string, page: HistoryPage): AppSnapshot {
  const rows = snapshot.history[libraryId];
  if (rows === undefined || rows.at(-1)?.id !== page.before) return snapshot;
  return {
    ...snapshot,
    history: { ...snapshot.history, [libraryId]: [...rows, ...page.rows] },
    olderEntries: { ...snapshot.olderEntries, [libraryId]: page.olderEntries },
  };
}
