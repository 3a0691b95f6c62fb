import { describe, expect, test } from 'vitest';
import { tableOf } from './columns-for-tests.ts';
import { findRow, rowAt } from './symbol-table.ts';

describe('findRow', () => {
  const table = tableOf([
    { name: 'f', version: 'V1' },
    { name: 'ff' },
    { name: 'f', version: 'V2', defaultVersion: true },
    { name: 'F' },
    { name: '' },
  ]);

  test('takes the version asked for, else the default one', () => {
    expect(findRow(table, 'f', 'V1')).toBe(0);
    expect(findRow(table, 'f', null)).toBe(2);
    expect(findRow(table, 'f', 'V9')).toBe(2);
  });

  test('knows upper from lower case, and whole names from parts', () => {
    expect(findRow(table, 'F', null)).toBe(3);
    expect(findRow(table, 'ff', null)).toBe(1);
    expect(findRow(table, 'fff', null)).toBe(-1);
    expect(findRow(table, '', null)).toBe(-1);
  });

  test('reads a row', () => {
    expect(rowAt(table, 2)).toMatchObject({
      name: 'f',
      version: 'V2',
      defaultVersion: true,
      section: '.text',
    });
  });
});
