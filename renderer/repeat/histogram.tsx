import type { ReactNode } from 'react';
import type { Timing } from '../../electron/contract/runner-protocol.ts';
import { formatCount, formatNanoseconds } from '../wording/quantity.ts';
import { barsOf, fullestBar } from './histogram-bars.ts';

const width = 400;
const height = 56;
const gap = 1;

/** How the runs spread, as bars; the words for those who do not see them name the fullest bar and the ends. */
export function Histogram({ timing }: { readonly timing: Timing }): ReactNode {
  const bars = barsOf(timing.histogram);
  const fullest = fullestBar(bars);
  const last = bars.at(-1);
  if (fullest === null || last === undefined || fullest.count === 0) return null;
  const step = width / bars.length;
  const words = `Most runs, ${formatCount(fullest.count)}, took ${rangeText(fullest)}; all of them ${rangeText(
    {
      fromNs: bars[0]?.fromNs ?? 0,
      toNs: last.toNs,
    },
  )}.`;
  return (
    <figure className="histogram">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={words}>
        <title>{words}</title>
        {bars.map((bar, index) => {
          const tall = bar.count === 0 ? 0 : Math.max(1.5, (bar.count / fullest.count) * height);
          return (
            <rect
              key={bar.fromNs}
              x={index * step}
              y={height - tall}
              width={Math.max(step - gap, 0.5)}
              height={tall}
            />
          );
        })}
      </svg>
      <figcaption>
        <span>{formatNanoseconds(bars[0]?.fromNs ?? 0)}</span>
        <span>{formatNanoseconds(last.toNs)}</span>
      </figcaption>
    </figure>
  );
}

function rangeText({ fromNs, toNs }: { readonly fromNs: number; readonly toNs: number }): string {
  return `between ${formatNanoseconds(fromNs)} and ${formatNanoseconds(toNs)}`;
}
