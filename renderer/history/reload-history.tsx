import { type ReactNode, useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { allEntries, historyFilterOf, openedEntriesOf } from '../state/page-state.ts';
import { dispatch, useSelector } from '../state/store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { filterHistory, isFiltering } from './filter-history.ts';
import { HistoryTable } from './history-table.tsx';
import { HistoryToolbar } from './history-toolbar.tsx';
import { useOlderEntries } from './load-older.ts';
import { Timeline } from './timeline.tsx';
import type { Revealed } from './use-row-focus.ts';
import './history.css';

const none = [] as const;

/** Every build that was seen and what became of it: as marks in time, and as a table, newest first. */
export function ReloadHistory({ libraryId }: { readonly libraryId: string }): ReactNode {
  const rows = useSelector((state) => state.snapshot?.history[libraryId] ?? none);
  const pinned = useSelector(
    (state) => state.snapshot?.libraries.find(({ id }) => id === libraryId)?.pinned ?? none,
  );
  const filter = useSelector((state) => historyFilterOf(state, libraryId));
  const showsTimeline = useSelector((state) => state.snapshot?.settings.historyTimeline ?? true);
  const older = useOlderEntries(libraryId);
  // Typing stays ahead of the table.
  const deferred = useDeferredValue(filter);
  const filtered = useMemo(() => filterHistory(rows, deferred), [rows, deferred]);
  const occurring = useMemo(() => new Set(rows.map(({ verdict }) => verdict)), [rows]);
  const opened = useSelector((state) => openedEntriesOf(state, libraryId));
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const toggle = useCallback(
    (entryId: string) => dispatch({ type: 'page:entry-toggled', libraryId, entryId }),
    [libraryId],
  );
  const reveal = useCallback(
    (entryId: string) => {
      dispatch({ type: 'page:entry-opened', libraryId, entryId });
      setRevealed((before) => ({ id: entryId, wish: (before?.wish ?? 0) + 1 }));
    },
    [libraryId],
  );
  const wanted = useSelector(({ wantedEntry }) =>
    wantedEntry?.libraryId === libraryId ? wantedEntry.entryId : null,
  );
  useEffect(() => {
    // Until the filter has let go of it, the table has no such row.
    if (wanted === null || !filtered.rows.some(({ id }) => id === wanted)) return;
    reveal(wanted);
    dispatch({ type: 'page:entry-shown' });
  }, [wanted, filtered, reveal]);
  if (rows.length === 0) {
    return (
      <EmptyState title="No build seen yet">
        Each time the file is rebuilt, a line appears here: loaded, unchanged, or rejected and why.
      </EmptyState>
    );
  }
  return (
    <div className="history-panel">
      <HistoryToolbar
        libraryId={libraryId}
        rows={rows}
        older={older}
        filter={filter}
        filtered={filtered}
        occurring={occurring}
      />
      {showsTimeline && filtered.rows.length > 0 ? <Timeline rows={filtered.rows} onOpen={reveal} /> : null}
      {filtered.rows.length === 0 && isFiltering(deferred) ? (
        <NoEntry libraryId={libraryId} />
      ) : (
        <HistoryTable
          libraryId={libraryId}
          rows={filtered.rows}
          pinned={pinned}
          opened={opened}
          revealed={revealed}
          onToggle={toggle}
        />
      )}
    </div>
  );
}

/** The filter leaves nothing. */
function NoEntry({ libraryId }: { readonly libraryId: string }): ReactNode {
  return (
    <EmptyState title="No entry matches">
      <p>Every word must occur in the entry, and its verdict must be one of those that are pressed.</p>
      <div className="empty-actions">
        <button
          type="button"
          className="button small"
          onClick={() => dispatch({ type: 'page:history-filtered', libraryId, filter: allEntries })}
        >
          Clear filter
        </button>
      </div>
    </EmptyState>
  );
}
