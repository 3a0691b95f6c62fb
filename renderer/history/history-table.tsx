import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import type { HistoryRow } from '../../electron/contract/history-row.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import { HistoryHeader } from './history-header.tsx';
import { HistoryTableRow } from './history-table-row.tsx';
import { useKeptPlace } from './use-kept-place.ts';
import { type Revealed, useRowFocus } from './use-row-focus.ts';

const rowHeight = 28;
const headerHeight = 28;
/** A list that is not longer is in the page as a whole, for screen readers and whoever searches the page. */
const shortList = 100;

/** The entries of which those in view exist, newest first; each opens to its details. */
export function HistoryTable({
  libraryId,
  rows,
  pinned,
  opened,
  revealed,
  onToggle,
}: {
  readonly libraryId: string;
  readonly rows: readonly HistoryRow[];
  readonly pinned: readonly PinnedCall[];
  readonly opened: ReadonlySet<string>;
  readonly revealed: Revealed | null;
  readonly onToggle: (id: string) => void;
}): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: rows.length <= shortList ? shortList : 12,
    // The sticky header takes this much of the frame away.
    scrollPaddingEnd: headerHeight,
  });
  useKeptPlace(frame, rows, rowHeight);
  const items = virtualizer.getVirtualItems();
  const { scrollToIndex } = virtualizer;
  const { tabStop, onKeyDown, onFocus } = useRowFocus(frame, { rows, items, revealed, scrollToIndex });
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div className="table-frame" ref={frame}>
      <table
        className="table history"
        aria-label="Reload history"
        aria-rowcount={rows.length}
        style={{ marginTop: above, marginBottom: below }}
        onKeyDown={onKeyDown}
      >
        <HistoryHeader />
        {items.map((item) => {
          const row = rows[item.index];
          return row === undefined ? null : (
            <HistoryTableRow
              key={row.id}
              libraryId={libraryId}
              row={row}
              index={item.index}
              pinned={pinned}
              open={opened.has(row.id)}
              isTabStop={row.id === tabStop}
              measure={virtualizer.measureElement}
              onToggle={onToggle}
              onFocus={onFocus}
            />
          );
        })}
      </table>
    </div>
  );
}
