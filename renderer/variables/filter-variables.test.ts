import { expect, test } from 'vitest';
import type { ShownVariable } from '../../electron/contract/state-view.ts';
import { filterVariables } from './filter-variables.ts';

function variable(name: string, more: Partial<ShownVariable> = {}): ShownVariable {
  return {
    key: name,
    name,
    kind: 'static',
    type: 'int',
    size: 4,
    location: { file: '/src/game.c', line: 3 },
    threadLocal: false,
    address: '0x1000',
    value: null,
    elsewhere: null,
    changed: null,
    fate: null,
    ...more,
  };
}

const all = [
  variable('score'),
  variable('place', { type: 'struct position', location: null }),
  variable('guard variable for score', { kind: 'guard', type: null }),
];
const names = (search: string, withGuards = false) =>
  filterVariables(all, search, withGuards).map(({ name }) => name);

test('finds every word in name, type or file, in any order and case', () => {
  expect(names('')).toEqual(['score', 'place']);
  expect(names('GAME score')).toEqual(['score']);
  expect(names('position')).toEqual(['place']);
  expect(names('score position')).toEqual([]);
});

test('shows guards on request alone', () => {
  expect(names('score', true)).toEqual(['score', 'guard variable for score']);
});
