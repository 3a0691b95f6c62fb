import { expect, test } from 'vitest';
import { readList, withItem, withoutItem, writeList } from './list-form.ts';
import { char, int, point, pointer } from './types-for-tests.ts';

test('elements go back and forth', () => {
  expect(readList(int, '[1, 0xff]')).toEqual(['1', '0xff']);
  expect(writeList(int, ['1', '2'])).toBe('[1, 2]');
  expect(readList(pointer(char, true), '["a", ""]')).toEqual(['a', '']);
  expect(writeList(pointer(char, true), ['a', '', 'NULL'])).toBe('["a", "", null]');
});

test('an element left empty is zero', () => {
  expect(writeList(int, ['', '2'])).toBe('[0, 2]');
  expect(writeList(point, ['', '{"x": 1}'])).toBe('[{}, {"x": 1}]');
});

test('no elements are no text', () => {
  expect(writeList(int, [])).toBe('');
  expect(readList(int, '')).toEqual([]);
  expect(readList(int, '{"a": 1}')).toBeNull();
});

test('one element is replaced or goes', () => {
  expect(withItem(['a', 'b'], 1, 'c')).toEqual(['a', 'c']);
  expect(withoutItem(['a', 'b', 'c'], 1)).toEqual(['a', 'c']);
});
