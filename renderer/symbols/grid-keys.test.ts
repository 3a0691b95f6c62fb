import { expect, test } from 'vitest';
import { positionAfterKey } from './grid-keys.ts';

const grid = { position: 5, count: 100, page: 10 };
const press = (key: string, at = grid) => positionAfterKey({ key, altKey: false, metaKey: false }, at);

test('moves by rows, pages and to both ends', () => {
  expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map((key) => press(key))).toEqual([
    6, 4, 15, 0, 0, 99,
  ]);
});

test('stays inside, and begins at the first row when nothing is chosen', () => {
  expect(press('ArrowDown', { ...grid, position: 99 })).toBe(99);
  expect(press('ArrowDown', { ...grid, position: -1 })).toBe(0);
  expect(press('ArrowDown', { ...grid, count: 0 })).toBeNull();
});

test('leaves other keys alone', () => {
  expect(press('a')).toBeNull();
});
