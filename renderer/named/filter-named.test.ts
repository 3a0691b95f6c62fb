import { expect, test } from 'vitest';
import { filterNamed } from './filter-named.ts';

const call = (name: string, ...texts: string[]) => ({
  name,
  input: {
    symbol: 'sqlite3_open',
    prototype: 'int sqlite3_open(const char *, sqlite3 **)',
    arguments: texts,
  },
});

test('every word must occur somewhere', () => {
  const calls = [call('open memory', ':memory:'), call('open file', '/tmp/a.db')];
  expect(filterNamed(calls, 'OPEN mem').map(({ name }) => name)).toEqual(['open memory']);
  expect(filterNamed(calls, 'a.db').map(({ name }) => name)).toEqual(['open file']);
  expect(filterNamed(calls, ' ')).toBe(calls);
});
