import { expect, test } from 'vitest';
import { barsOf, fullestBar } from './histogram-bars.ts';

const histogram = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ fromNs: index * 10, toNs: index * 10 + 10, count: index }));

test('few bars stay as they are', () => {
  expect(barsOf(histogram(3))).toEqual(histogram(3));
  expect(barsOf([])).toEqual([]);
});

test('many bars are joined without losing a run', () => {
  const bars = barsOf(histogram(64));
  expect(bars.length).toBe(32);
  expect(bars[0]).toEqual({ fromNs: 0, toNs: 20, count: 1 });
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe((63 * 64) / 2);
});

test('the fullest bar', () => {
  expect(fullestBar(barsOf(histogram(5)))?.fromNs).toBe(40);
  expect(fullestBar([])).toBeNull();
});
