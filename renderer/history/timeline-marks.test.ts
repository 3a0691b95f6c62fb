import { describe, expect, test } from 'vitest';
import { dayOf } from '../wording/quantity.ts';
import { rowForTests, rowsForTests } from './rows-for-tests.ts';
import {
  durationScale,
  markAfterKey,
  markOfEntry,
  markWords,
  rowOfMark,
  scrollAfterChange,
} from './timeline-marks.ts';

describe('the height of a mark', () => {
  test.each([
    [[], 10],
    [[0], 10],
    [[3], 10],
    [[10], 10],
    [[31, 240], 1000],
    [[12_000], 100_000],
  ])('of attempts that took %j ms has its top at %i ms', (durations, topMs) => {
    expect(durationScale(durations.map((durationMs) => ({ durationMs }))).topMs).toBe(topMs);
  });

  test('grows with the duration from nothing to the top', () => {
    const { share } = durationScale([{ durationMs: 240 }]);
    const shares = [0, 0.5, 1, 31, 240, 1000].map(share);
    expect(shares).toEqual([...shares].sort((one, other) => one - other));
    expect([shares[0], shares.at(-1), share(5000)]).toEqual([0, 1, 1]);
  });
});

describe('marks', () => {
  const rows = rowsForTests(5);

  test('run from the oldest at the left to the newest at the right', () => {
    expect([0, 1, 2, 3, 4].map((mark) => rowOfMark(rows, mark)?.generation)).toEqual([1, 2, 3, 4, 5]);
    expect(rowOfMark(rows, 5)).toBeUndefined();
    for (const [index, { id }] of rows.entries()) expect(markOfEntry(rows, id)).toBe(4 - index);
    expect([markOfEntry(rows, 'gone'), markOfEntry(rows, null)]).toEqual([-1, -1]);
  });

  test('say generation, verdict, duration and moment', () => {
    const atMs = new Date(2026, 2, 4, 12, 30, 5).getTime();
    const today = dayOf(atMs);
    const loaded = rowForTests(12, { durationMs: 31, atMs });
    expect(markWords(loaded, today)).toBe('#12 loaded, 31 ms, 12:30:05');
    expect(markWords(loaded, dayOf(atMs + 86_400_000))).toBe('#12 loaded, 31 ms, 2026-03-04 12:30:05');
    const failed = rowForTests(1, { verdict: 'rolled-back', generation: null, atMs });
    expect(markWords(failed, today)).toMatch(/^rolled back, 12 ms, /);
  });

  test.each([
    ['ArrowLeft', 2, 1],
    ['ArrowLeft', 0, 0],
    ['ArrowRight', 4, 4],
    ['PageUp', 4, 1],
    ['PageDown', 0, 3],
    ['Home', 3, 0],
    ['End', 1, 4],
    ['x', 1, null],
  ])('%s leads from %i to %s', (key, mark, expected) => {
    expect(markAfterKey(key, { mark, count: 5, page: 3 })).toBe(expected);
  });

  test('an empty strip has no keys', () => {
    expect(markAfterKey('Home', { mark: -1, count: 0, page: 3 })).toBeNull();
  });
});

describe('the view of the strip', () => {
  const rows = rowsForTests(5);

  test('at its right end follows the newest mark', () => {
    expect(scrollAfterChange({ rows, atEnd: true }, rowsForTests(6))).toEqual({ toEnd: true, marks: 0 });
    expect(scrollAfterChange({ rows: [], atEnd: false }, rows).toEnd).toBe(true);
  });

  test('elsewhere stays where it is: older marks come in at the left, newer ones at the right', () => {
    const newer = [rowForTests(6), ...rows];
    const older = [...rows, rowForTests(0), rowForTests(-1)];
    expect(scrollAfterChange({ rows, atEnd: false }, newer).marks).toBe(0);
    expect(scrollAfterChange({ rows, atEnd: false }, older).marks).toBe(2);
    expect(scrollAfterChange({ rows, atEnd: false }, rowsForTests(3)).marks).toBe(0);
  });
});
