import type { VirtualItem, Virtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { HistoryRow } from '../../electron/contract/history-row.ts';
import { positionAfterKey } from '../symbols/grid-keys.ts';

/** An entry that something outside of the table asks to show. */
export interface Revealed {
  readonly id: string;
  /** Tells one wish from the next for the same entry. */
  readonly wish: number;
}

interface RowFocus {
  /** The one row whose triangle the Tab key reaches. */
  readonly tabStop: string | null;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (id: string) => void;
}

const rowHeightAboutPx = 28;

/** The rows of the table, and those that exist. */
interface ShownRows {
  readonly rows: readonly HistoryRow[];
  readonly items: readonly VirtualItem[];
  readonly revealed: Revealed | null;
  readonly scrollToIndex: Virtualizer<HTMLDivElement, Element>['scrollToIndex'];
}

/** The keyboard in a table of which only the rows in view exist: arrow keys, Page keys, Home and End go from row to row. */
export function useRowFocus(
  frame: RefObject<HTMLDivElement | null>,
  // Not the virtual list itself, which stays one object while what it says changes: hooks are drawn anew by what they are given.
  { rows, items, revealed, scrollToIndex }: ShownRows,
): RowFocus {
  const [current, setCurrent] = useState<string | null>(null);
  const focusNext = useRef(false);
  const inView = items.some(({ index }) => rows[index]?.id === current);
  const tabStop = inView ? current : (rows[items[0]?.index ?? 0]?.id ?? null);

  const goTo = (index: number, align: 'auto' | 'start') => {
    const row = rows[index];
    if (row === undefined) return;
    setCurrent(row.id);
    scrollToIndex(index, { align });
    // At once where that is possible: the next key may be pressed before the page is drawn again.
    focusNext.current = !focusRow(frame.current, row.id);
  };
  // The row may exist only after the frame has scrolled.
  useEffect(() => {
    if (!focusNext.current || !inView || current === null) return;
    focusNext.current = !focusRow(frame.current, current);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a wish is fulfilled once, whatever becomes of the rows.
  useEffect(() => {
    if (revealed !== null)
      goTo(
        rows.findIndex(({ id }) => id === revealed.id),
        'start',
      );
  }, [revealed]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof Element) || !event.target.matches('.history-toggle')) return;
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / rowHeightAboutPx) - 2);
    const position = rows.findIndex(({ id }) => id === tabStop);
    const next = positionAfterKey(event, { position, count: rows.length, page });
    if (next === null) return;
    event.preventDefault();
    goTo(next, 'auto');
  };
  return { tabStop, onKeyDown, onFocus: setCurrent };
}

/** False when the row does not exist yet. */
function focusRow(frame: HTMLElement | null, id: string): boolean {
  const toggle = frame?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(id)}"] .history-toggle`);
  toggle?.focus({ preventScroll: true });
  return toggle !== null && toggle !== undefined;
}
