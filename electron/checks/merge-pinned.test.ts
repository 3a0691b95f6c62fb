import { describe, expect, test } from 'vitest';
import type { PinnedDefinition } from '../contract/kept-calls.ts';
import { mergePinned, samePinned } from './merge-pinned.ts';

/** `f(1)=7`: the call f(1), which is expected to give 7; `f(1)` expects nothing. */
function pinned(...texts: readonly string[]): PinnedDefinition[] {
  return texts.map((text) => {
    const [, argument = '', expected] = /^f\((.*?)\)(?:=(.*))?$/.exec(text) ?? [];
    const input = { symbol: 'f', prototype: 'int f(int)', arguments: [argument] };
    return { name: null, input, expected: expected ?? null };
  });
}

function texts(list: readonly PinnedDefinition[]): string[] {
  return list.map(
    ({ input, expected }) => `f(${input.arguments[0]})${expected === null ? '' : `=${expected}`}`,
  );
}

describe('two lists of pinned calls become one', () => {
  test.each([
    { what: 'nothing changed', base: ['f(1)'], mine: ['f(1)'], theirs: ['f(1)'], result: ['f(1)'] },
    { what: 'both added', base: [], mine: ['f(1)'], theirs: ['f(2)'], result: ['f(1)', 'f(2)'] },
    {
      what: 'they removed one',
      base: ['f(1)', 'f(2)'],
      mine: ['f(1)', 'f(2)'],
      theirs: ['f(2)'],
      result: ['f(2)'],
    },
    {
      what: 'I removed one',
      base: ['f(1)', 'f(2)'],
      mine: ['f(2)'],
      theirs: ['f(1)', 'f(2)'],
      result: ['f(2)'],
    },
    { what: 'I expect something', base: ['f(1)'], mine: ['f(1)=7'], theirs: ['f(1)'], result: ['f(1)=7'] },
    { what: 'they expect something', base: ['f(1)'], mine: ['f(1)'], theirs: ['f(1)=7'], result: ['f(1)=7'] },
    { what: 'both changed it', base: ['f(1)=1'], mine: ['f(1)=2'], theirs: ['f(1)=3'], result: ['f(1)=2'] },
    { what: 'both added it', base: [], mine: ['f(1)=2'], theirs: ['f(1)=3'], result: ['f(1)=3'] },
    {
      what: 'I moved one, they added one',
      base: ['f(1)', 'f(2)'],
      mine: ['f(2)', 'f(1)'],
      theirs: ['f(1)', 'f(3)', 'f(2)'],
      result: ['f(2)', 'f(1)', 'f(3)'],
    },
    {
      what: 'they moved one, I added one',
      base: ['f(1)', 'f(2)'],
      mine: ['f(1)', 'f(2)', 'f(3)'],
      theirs: ['f(2)', 'f(1)'],
      result: ['f(2)', 'f(3)', 'f(1)'],
    },
    {
      what: 'one stands twice',
      base: ['f(1)'],
      mine: ['f(1)'],
      theirs: ['f(1)', 'f(1)=2'],
      result: ['f(1)', 'f(1)=2'],
    },
  ])('$what', ({ base, mine, theirs, result }) => {
    expect(texts(mergePinned(pinned(...base), pinned(...mine), pinned(...theirs)))).toEqual(result);
  });
});

test('lists are the same when calls, order and expectations are', () => {
  expect(samePinned(pinned('f(1)', 'f(2)'), pinned('f(1)', 'f(2)'))).toBe(true);
  expect(samePinned(pinned('f(1)', 'f(2)'), pinned('f(2)', 'f(1)'))).toBe(false);
  expect(samePinned(pinned('f(1)'), pinned('f(1)=1'))).toBe(false);
});
