import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { HistoryRow } from '../../electron/contract/history-row.ts';
import { Hint } from '../ui/hint.tsx';
import { useToday } from '../ui/use-today.ts';
import { formatMilliseconds } from '../wording/quantity.ts';
import { TimelineMark } from './timeline-mark.tsx';
import {
  durationScale,
  markAfterKey,
  markOfEntry,
  markWords,
  rowOfMark,
  scrollAfterChange,
} from './timeline-marks.ts';
import './timeline.css';

const markWidth = 10;

/** The mark that is pointed at or focused, and where its words begin or end. */
interface Told {
  readonly row: HistoryRow;
  readonly place: { readonly left: number } | { readonly right: number };
}

/** One mark for each attempt, the newest at the right; only what is in view exists. One tab stop, arrow keys go on. */
export function Timeline({
  rows,
  onOpen,
}: {
  /** Newest first. */
  readonly rows: readonly HistoryRow[];
  readonly onOpen: (id: string) => void;
}): ReactNode {
  const today = useToday();
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => markWidth,
    initialOffset: rows.length * markWidth,
    overscan: 12,
  });
  const scale = useMemo(() => durationScale(rows), [rows]);
  useStayingView(frame, rows);
  const [current, setCurrent] = useState<string | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const focusNext = useRef(false);
  const items = virtualizer.getVirtualItems();
  const currentMark = markOfEntry(rows, current);
  const inView = items.some(({ index }) => index === currentMark);
  const tabStop = inView ? currentMark : (items.at(-1)?.index ?? -1);
  // The mark that a key led to may exist only after the frame has scrolled.
  useEffect(() => {
    if (!focusNext.current || !inView) return;
    focusNext.current = false;
    frame.current?.querySelector<HTMLElement>(`[data-mark="${currentMark}"]`)?.focus({ preventScroll: true });
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((frame.current?.clientWidth ?? 0) / markWidth) - 1);
    const next = markAfterKey(event.key, { mark: tabStop, count: rows.length, page });
    const row = next === null ? undefined : rowOfMark(rows, next);
    if (next === null || row === undefined) return;
    event.preventDefault();
    focusNext.current = true;
    setCurrent(row.id);
    virtualizer.scrollToIndex(next, { align: 'auto' });
  };
  const tell = useCallback((row: HistoryRow, mark: HTMLElement) => {
    const strip = frame.current?.parentElement?.getBoundingClientRect();
    if (strip === undefined) return;
    const { left, right } = mark.getBoundingClientRect();
    const isInLeftHalf = left - strip.left < strip.width / 2;
    setTold({ row, place: isInLeftHalf ? { left: left - strip.left } : { right: strip.right - right } });
  }, []);
  const open = useCallback(
    (id: string) => {
      setCurrent(id);
      onOpen(id);
    },
    [onOpen],
  );
  return (
    <div className="timeline">
      <Hint
        text={`Each mark is one attempt, in the order of time: its shape and colour are the verdict's, its height is how long it took. The scale is logarithmic, its top is ${formatMilliseconds(scale.topMs)}.`}
      >
        <span className="timeline-scale">
          <span>{formatMilliseconds(scale.topMs)}</span>
          <span>0</span>
        </span>
      </Hint>
      <div
        className="timeline-frame"
        ref={frame}
        tabIndex={-1}
        onScroll={() => setTold(null)}
        onWheel={({ currentTarget, deltaX, deltaY }) => {
          // A wheel turns up and down, and the strip goes left and right alone.
          if (deltaX === 0) currentTarget.scrollLeft += deltaY;
        }}
      >
        <div
          className="timeline-marks"
          role="toolbar"
          aria-label="Timeline of attempts"
          style={{ width: virtualizer.getTotalSize() }}
          onKeyDown={onKeyDown}
          onPointerLeave={() => setTold(null)}
          onBlur={() => setTold(null)}
        >
          {items.map((item) => {
            const row = rowOfMark(rows, item.index);
            return row === undefined ? null : (
              <TimelineMark
                key={row.id}
                row={row}
                mark={item.index}
                left={item.start}
                share={scale.share(row.durationMs)}
                isTabStop={item.index === tabStop}
                onTell={tell}
                onOpen={open}
              />
            );
          })}
        </div>
      </div>
      {told === null ? null : (
        <span className="hint timeline-told" aria-hidden="true" style={told.place}>
          {markWords(told.row, today)}
        </span>
      )}
    </div>
  );
}

/** Keeps what is in view where it is when marks come in at either end; at the right end the newest one comes into view. */
function useStayingView(
  frame: { readonly current: HTMLDivElement | null },
  rows: readonly HistoryRow[],
): void {
  const before = useRef({ rows: [] as readonly HistoryRow[], atEnd: true });
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const note = () => {
      before.current.atEnd = element.scrollLeft + element.clientWidth >= element.scrollWidth - markWidth;
    };
    const observer = new ResizeObserver(() => {
      if (before.current.atEnd) element.scrollLeft = element.scrollWidth;
    });
    element.addEventListener('scroll', note, { passive: true });
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', note);
      observer.disconnect();
    };
  }, [frame]);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const { toEnd, marks } = scrollAfterChange(before.current, rows);
    before.current.rows = rows;
    if (toEnd) element.scrollLeft = element.scrollWidth;
    else element.scrollLeft += marks * markWidth;
  }, [frame, rows]);
}
