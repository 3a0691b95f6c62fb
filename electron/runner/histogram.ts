import type { Timing } from '../contract/runner-protocol.ts';

const bucketCount = 39;
// Beyond this ratio equal steps would put nearly everything in the first bucket.
const logarithmicFrom = 20;
const overflowShare = 0.99;

/**
 * At most 40 buckets over sorted durations in nanoseconds: equal steps, or equal ratios where they span more than 1 : 20,
 * from the shortest up to the 99th percentile, then one for all longer ones. A duration lies in the bucket that begins with it or before.
 */
export function histogramOf(sorted: Float64Array): Timing['histogram'] {
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  const upTo = sorted[Math.floor((sorted.length - 1) * overflowShare)] ?? last;
  const edges = upTo > first ? edgesBetween(first, upTo) : [first];
  if (last > (edges.at(-1) ?? first) || edges.length === 1) edges.push(last);
  return countBetween(edges, sorted);
}

function edgesBetween(from: number, to: number): number[] {
  const logarithmic = from > 0 && to / from > logarithmicFrom;
  return Array.from({ length: bucketCount + 1 }, (_, index) => {
    if (index === 0) return from;
    if (index === bucketCount) return to;
    const share = index / bucketCount;
    const edge = logarithmic ? from * (to / from) ** share : from + (to - from) * share;
    return Math.min(to, Math.max(from, edge));
  });
}

function countBetween(edges: readonly number[], sorted: Float64Array): Timing['histogram'] {
  const buckets = edges.slice(1).map((toNs, index) => ({ fromNs: edges[index] ?? toNs, toNs, count: 0 }));
  let at = 0;
  for (const duration of sorted) {
    // The last bucket holds its end as well.
    while (at < buckets.length - 1 && duration >= (buckets[at]?.toNs ?? 0)) at += 1;
    const bucket = buckets[at];
    if (bucket) bucket.count += 1;
  }
  return buckets;
}
