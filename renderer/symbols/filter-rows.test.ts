import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tableOf } from './columns-for-tests.ts';
import { filterRows, filterWords } from './filter-rows.ts';
import { stringAt } from './haystack.ts';
import { sortRows } from './sort-rows.ts';
import type { SymbolTable } from './symbol-table.ts';

const byName = { column: 'name', descending: false } as const;

function namesAfter(table: SymbolTable, filter: string): readonly string[] {
  return [...filterRows(table, sortRows(table, byName, new Map()), filter)].map((row) =>
    stringAt(table.columns.demangled, row),
  );
}

describe('filterRows', () => {
  const table = tableOf([
    { name: 'add' },
    { name: 'Adder' },
    { name: '_ZN8geometry4areaEv', demangled: 'geometry::area()' },
    { name: 'naïve_ÄREA' },
    { name: 'dd' },
  ]);

  test('without words keeps every row and the order itself', () => {
    const order = sortRows(table, byName, new Map());
    expect(filterRows(table, order, '  ')).toBe(order);
  });

  test('finds a part of a name whatever its case', () => {
    expect(namesAfter(table, 'ADD')).toEqual(['add', 'Adder']);
  });

  test('finds the mangled and the demangled name, and letters beyond ASCII', () => {
    expect(namesAfter(table, '_ZN8')).toEqual(['geometry::area()']);
    expect(namesAfter(table, 'Geometry::')).toEqual(['geometry::area()']);
    expect(namesAfter(table, 'ärea')).toEqual(['naïve_ÄREA']);
  });

  test('wants all words, in any order', () => {
    expect(namesAfter(table, 'area geom')).toEqual(['geometry::area()']);
    expect(namesAfter(table, 'area geom nothing')).toEqual([]);
  });

  test('never matches across two neighbouring names', () => {
    expect(namesAfter(tableOf([{ name: 'ab' }, { name: 'ba' }, { name: 'xbb' }]), 'bb')).toEqual(['xbb']);
    expect(namesAfter(tableOf([{ name: 'ab' }, { name: 'cab' }]), 'bc')).toEqual([]);
  });

  test('puts the name that is the filter first, and keeps the order of the rest', () => {
    const cosines = tableOf(['acos', 'ccos', 'cos', 'cosf'].map((name) => ({ name })));
    expect(namesAfter(cosines, 'cos')).toEqual(['cos', 'acos', 'ccos', 'cosf']);
    expect(namesAfter(cosines, 'COSF')).toEqual(['cosf']);
  });

  test('agrees with a search of name after name', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'B', '_', 'é', '😀'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), text, (names, filter) => {
        const words = filterWords(filter);
        const expected = names.filter((name) => words.every((word) => name.toLowerCase().includes(word)));
        const found = namesAfter(tableOf(names.map((name) => ({ name }))), filter);
        expect([...found].sort()).toEqual(expected.sort());
      }),
    );
  });
});
