import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useMemo, useRef } from 'react';
import { countOf } from '../wording/quantity.ts';
import { hexDump } from './dump-lines.ts';

const lineHeight = 18;

/** Bytes as a dump: address, hexadecimal, ASCII. Only what is in view exists in the page. */
export function HexDump({
  hex,
  address,
  more,
}: {
  readonly hex: string;
  readonly address: string;
  readonly more: number;
}): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => hexDump(hex, address), [hex, address]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => lineHeight,
    overscan: 20,
  });
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section ref={frame} className="hex-dump" aria-label="Hex dump" tabIndex={0}>
        <div className="value-rows" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const line = lines[item.index];
            return line === undefined ? null : (
              <div
                key={line.address}
                className="hex-line"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <span className="faint">{line.address}</span>
                <span className="hex-bytes">{line.hex}</span>
                <span className="hex-ascii">{line.ascii}</span>
              </div>
            );
          })}
        </div>
      </section>
      {more > 0 ? <p className="faint">{countOf(more, 'further byte')} not shown.</p> : null}
    </>
  );
}
