import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { takeSteps } from './error-steps.ts';
import { OutputLine } from './output-line.tsx';
import { nextError, type ShownOutput } from './output-rows.ts';

const rowHeight = 19;
/** So near to its end the list follows what comes. */
const nearEnd = 2 * rowHeight;

/** What the build wrote, of which only what is in view exists; follows the end while that is in view. */
export function OutputList({
  libraryId,
  output,
  failed,
}: {
  readonly libraryId: string;
  readonly output: ShownOutput;
  /** True once the build has ended badly. */
  readonly failed: boolean;
}): ReactNode {
  const { run, rows, hasGap } = output;
  const frame = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [current, setCurrent] = useState<number | null>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  });
  const step = useEffectEvent((direction: 1 | -1) => {
    const found = nextError(rows, current, direction);
    if (found === null) return;
    follows.current = false;
    setCurrent(found);
    virtualizer.scrollToIndex(found, { align: 'center' });
  });
  useEffect(() => takeSteps((direction) => step(direction)), []);
  useEffect(() => {
    if (run === 0) return;
    follows.current = true;
    setCurrent(null);
  }, [run]);
  // Before the next scroll event, which would find the end out of view and give up following it.
  useLayoutEffect(() => {
    if (follows.current && rows.length > 0) virtualizer.scrollToIndex(rows.length - 1, { align: 'end' });
  }, [rows.length, virtualizer]);
  const showFirstError = useEffectEvent(() => {
    const first = nextError(rows, null, 1);
    if (first !== null && follows.current) virtualizer.scrollToIndex(first, { align: 'center' });
  });
  // The first error of a flood may be among what is still to come.
  useEffect(() => {
    if (failed && !hasGap) showFirstError();
  }, [failed, hasGap]);
  const onScroll = () => {
    const element = frame.current;
    if (element === null) return;
    follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
  };
  return (
    <section
      ref={frame}
      className="build-output"
      aria-label="Build output"
      // A scrolled text must be reachable without a mouse.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls.
      tabIndex={0}
      onScroll={onScroll}
    >
      <div className="build-lines" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row === undefined ? null : (
            <OutputLine
              key={item.key}
              libraryId={libraryId}
              run={run}
              row={row}
              top={item.start}
              current={item.index === current}
            />
          );
        })}
      </div>
    </section>
  );
}
