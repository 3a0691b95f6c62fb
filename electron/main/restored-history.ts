import type { RestoredHistory } from '../contract/app-snapshot.ts';
import type { LibraryState } from '../contract/session-state.ts';
import type { HistoryStore } from './history-store.ts';

/** More than a window shows at once; the page asks for the rest when it is there. */
const rowsAtFirst = 100;

/** The history of a library as a page begins with it. */
export function restoredHistory(
  history: HistoryStore,
  { id, path }: Pick<LibraryState, 'id' | 'path'>,
): RestoredHistory {
  const { rows, older } = history.page(path, null, rowsAtFirst);
  return { libraryId: id, rows, olderEntries: older, lastLoaded: history.lastLoaded(path) };
}
