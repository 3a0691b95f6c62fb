import { expect, test } from 'vitest';
import {
  countOf,
  dayOf,
  formatBytes,
  formatMilliseconds,
  formatMoment,
  formatNanoseconds,
  formatShortMoment,
  shortenFolder,
} from './quantity.ts';

test('bytes', () => {
  expect([0n, 1023n, 16486n, 117n * 1024n * 1024n, 1024n ** 3n - 1n].map(formatBytes)).toEqual([
    '0 B',
    '1023 B',
    '16.1 KB',
    '117 MB',
    '1.0 GB',
  ]);
});

test('durations', () => {
  expect([41.4, 1240, 18_200_000, 3.42e9].map(formatNanoseconds)).toEqual([
    '41 ns',
    '1.2 µs',
    '18 ms',
    '3.4 s',
  ]);
  expect([0, 0.054, 9.04, 1500].map(formatMilliseconds)).toEqual(['0 ms', '54 µs', '9.0 ms', '1.5 s']);
});

test('counts', () => {
  expect([countOf(1, 'export'), countOf(46013, 'export'), countOf(0, 'entry', 'entries')]).toEqual([
    '1 export',
    '46,013 exports',
    '0 entries',
  ]);
});

test('the clock today, the date on other days', () => {
  const noon = new Date(2026, 2, 4, 12, 30, 5).getTime();
  expect(formatMoment(noon, dayOf(noon))).toBe('12:30:05');
  expect(formatMoment(noon, dayOf(noon + 86_400_000))).toBe('2026-03-04 12:30:05');
});

test('in a narrow column the clock today, then the day, then the year', () => {
  const noon = new Date(2026, 2, 4, 12, 30, 5).getTime();
  const on = (year: number, month: number, day: number) => dayOf(new Date(year, month, day).getTime());
  expect(formatShortMoment(noon, on(2026, 2, 4))).toBe('12:30:05');
  expect(formatShortMoment(noon, on(2026, 2, 5))).toBe('03-04 12:30');
  expect(formatShortMoment(noon, on(2027, 0, 1))).toBe('2026-03-04');
});

test('folders under home', () => {
  expect(shortenFolder('/home/ada/build', '/home/ada')).toBe('~/build');
  expect(shortenFolder('/home/adam/build', '/home/ada')).toBe('/home/adam/build');
  expect(shortenFolder('/home/ada', '/home/ada')).toBe('~');
  expect(shortenFolder('/x', undefined)).toBe('/x');
});
