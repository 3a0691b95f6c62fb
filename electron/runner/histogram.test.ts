import fc from 'fast-check';
import { expect, it } from 'vitest';
import { histogramOf } from './histogram.ts';

it('counts every duration once, in ascending buckets without gaps', () => {
  const durations = fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(durations, (values) => {
      const sorted = Float64Array.from(values).sort();
      const buckets = histogramOf(sorted);
      expect(buckets.length).toBeLessThanOrEqual(40);
      expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
      expect(buckets[0]?.fromNs).toBe(sorted[0]);
      expect(buckets.at(-1)?.toNs).toBe(sorted.at(-1));
      for (const [index, bucket] of buckets.entries()) {
        expect(bucket.toNs).toBeGreaterThanOrEqual(bucket.fromNs);
        if (index > 0) expect(bucket.fromNs).toBe(buckets[index - 1]?.toNs);
      }
    }),
  );
});

it('takes equal steps, and one bucket for the slowest', () => {
  const sorted = Float64Array.from([...Array(200).keys()].map((index) => 100 + index).concat(5000));
  const buckets = histogramOf(sorted);
  const [first, second] = buckets;
  expect((second?.toNs ?? 0) - (second?.fromNs ?? 0)).toBeCloseTo((first?.toNs ?? 0) - (first?.fromNs ?? 0));
  expect(buckets.at(-1)).toMatchObject({ toNs: 5000 });
  expect(buckets.at(-1)?.count).toBeLessThanOrEqual(3);
});

it('takes equal ratios when the durations span more', () => {
  const sorted = Float64Array.from([...Array(1000).keys()].map((index) => 10 * 1.01 ** index));
  const [first, second] = histogramOf(sorted);
  const ratio = (bucket: { fromNs: number; toNs: number } | undefined) =>
    (bucket?.toNs ?? 0) / (bucket?.fromNs ?? 1);
  expect(ratio(second)).toBeCloseTo(ratio(first));
});
