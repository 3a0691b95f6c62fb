import { describe, expect, test } from 'vitest';
import { canBeSaved, openAtFirst, treeRows } from './tree-rows.ts';
import { shown } from './values-for-tests.ts';

const point = (name: string | null) =>
  shown('{x: 1, y: 2}', {
    name,
    type: 'struct point',
    children: [shown('1', { name: 'x', json: '1' }), shown('2', { name: 'y', json: '2' })],
  });
const line = shown('{…}', { type: 'struct line', children: [point('from'), point('to')] });

describe('treeRows', () => {
  test('a closed tree is one line', () => {
    expect(treeRows(line, new Set()).map(({ key, open }) => [key, open])).toEqual([['', false]]);
  });

  test('open nodes show their children in order, with the path that leads there', () => {
    const rows = treeRows(line, new Set(['', '1']));
    expect(rows.map(({ key, depth, value }) => [key, depth, value.name])).toEqual([
      ['', 0, null],
      ['0', 1, 'from'],
      ['1', 1, 'to'],
      ['1.0', 2, 'x'],
      ['1.1', 2, 'y'],
    ]);
    expect(rows.at(-1)?.path).toEqual([1, 1]);
  });

  test('what was left out at the end has a line of its own', () => {
    const list = shown('{1, …}', { type: 'int[900]', children: [shown('1', { name: '[0]' })], more: 899 });
    expect(treeRows(list, new Set([''])).map(({ leftOut }) => leftOut)).toEqual([0, 0, 899]);
  });
});

test('a small tree is open at first, a long one is not', () => {
  expect([...openAtFirst(line)]).toEqual(['', '0', '1']);
  const long = shown('{…}', { children: Array.from({ length: 100 }, (_, index) => shown(String(index))) });
  expect([...openAtFirst(long)]).toEqual([]);
});

test('leaves and pointers can be saved; trees, void and the unreadable cannot', () => {
  expect(canBeSaved(shown('7', { json: '7' }))).toBe(true);
  expect(canBeSaved(shown('0x7f', { type: 'void *', pointsTo: '0x7f' }))).toBe(true);
  expect([line, shown('', { type: 'void', json: 'null' }), shown('not readable')].map(canBeSaved)).toEqual([
    false,
    false,
    false,
  ]);
});
