import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { HistoryRow } from '../../electron/contract/history-row.ts';

/** Keeps the rows that are in view where they are when new ones come in front; at the top the new ones are shown. */
export function useKeptPlace(
  frame: RefObject<HTMLDivElement | null>,
  rows: readonly HistoryRow[],
  rowHeight: number,
): void {
  const before = useRef(rows);
  useLayoutEffect(() => {
    const first = before.current[0];
    before.current = rows;
    const element = frame.current;
    if (first === undefined || element === null || element.scrollTop === 0) return;
    const inFront = rows.findIndex(({ id }) => id === first.id);
    if (inFront > 0) element.scrollTop += inFront * rowHeight;
  }, [frame, rows, rowHeight]);
}
