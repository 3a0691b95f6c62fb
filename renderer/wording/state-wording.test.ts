import { expect, test } from 'vitest';
import type { VariableChange } from '../../electron/contract/variables.ts';
import { stateWords } from './state-wording.ts';

function change(
  name: string,
  fate: VariableChange['fate'],
  before: string,
  after: string | null,
): VariableChange {
  return { name, key: name, fate, before, after, note: '' };
}

test('names the variables that were reset, and counts the others', () => {
  const variables = [
    change('place', 'not-carried', '{x: 1}', '{x: 0}'),
    change('counter', 'reset', '5', '0'),
    change('old', 'reset', '7', null),
    change('total', 'carried', '9', '9'),
  ];
  expect(stateWords({ variables, resetCount: 2, carriedCount: 1, notCompared: 0 })).toBe(
    '2 variables were reset: counter 5 → 0, old 7 → gone. 1 variable was carried. 1 variable was not carried.',
  );
});

test('says that there are more than it names', () => {
  const variables = ['a', 'b', 'c', 'd'].map((name) => change(name, 'reset', '1', '0'));
  expect(stateWords({ variables, resetCount: 4, carriedCount: 0, notCompared: 0 })).toBe(
    '4 variables were reset: a 1 → 0, b 1 → 0, c 1 → 0, ….',
  );
  expect(stateWords({ variables: [], resetCount: 0, carriedCount: 0, notCompared: 2 })).toBe('');
});
