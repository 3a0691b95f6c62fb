import { expect, test } from 'vitest';
import type { SymbolColumnName } from '../state/page-state.ts';
import { tableOf } from './columns-for-tests.ts';
import { stringAt } from './haystack.ts';
import { sortRows } from './sort-rows.ts';

const table = tableOf([
  { name: 'delta', size: 8n, value: 2n ** 63n, type: 1 },
  { name: 'alpha', size: 2n ** 53n + 1n, value: 16n },
  { name: 'charlie', size: 8n, value: 2n ** 32n, version: 'V2' },
  { name: 'bravo', size: 2n ** 53n, value: 15n, version: 'V1' },
]);

const noMarkers = new Map();

function sorted(column: SymbolColumnName, descending = false): string {
  return [...sortRows(table, { column, descending }, noMarkers)]
    .map((row) => stringAt(table.columns.name, row)[0])
    .join('');
}

test('sorts by name both ways', () => {
  expect([sorted('name'), sorted('name', true)]).toEqual(['abcd', 'dcba']);
});

test('sorts 64-bit values exactly, equal ones by name', () => {
  expect([sorted('size'), sorted('size', true)]).toEqual(['cdba', 'abcd']);
  expect([sorted('address'), sorted('address', true)]).toEqual(['bacd', 'dcab']);
});

test('sorts by the words that the columns show', () => {
  expect(sorted('version')).toBe('adbc');
  expect(sorted('kind')).toBe('abcd');
  expect(sorted('kind', true)).toBe('dabc');
});

test('gives the same order object again', () => {
  const sort = { column: 'size', descending: true } as const;
  expect(sortRows(table, { ...sort }, noMarkers)).toBe(sortRows(table, sort, noMarkers));
});
