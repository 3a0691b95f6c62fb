import type { Timing } from '../../electron/contract/runner-protocol.ts';

/** One bar of a histogram. */
export interface Bar {
  readonly fromNs: number;
  readonly toNs: number;
  readonly count: number;
}

export const barLimit = 40;

/** The histogram with at most forty bars: neighbours are joined, none is left out. */
export function barsOf(histogram: Timing['histogram']): readonly Bar[] {
  const together = Math.ceil(histogram.length / barLimit);
  const bars: Bar[] = [];
  for (let at = 0; at < histogram.length; at += together) {
    const part = histogram.slice(at, at + together);
    const [first] = part;
    const last = part.at(-1);
    if (first === undefined || last === undefined) continue;
    bars.push({
      fromNs: first.fromNs,
      toNs: last.toNs,
      count: part.reduce((sum, { count }) => sum + count, 0),
    });
  }
  return bars;
}

/** The highest bar, or null when there is none. */
export function fullestBar(bars: readonly Bar[]): Bar | null {
  return bars.reduce<Bar | null>((best, bar) => (best === null || bar.count > best.count ? bar : best), null);
}
