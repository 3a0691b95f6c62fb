import { expect, test } from 'vitest';
import type { CallInput } from '../contract/call-record.ts';
import { withDraft } from './drafts.ts';

const draft = (symbol: string, ...values: readonly string[]): CallInput => ({
  symbol,
  prototype: 'int f(int)',
  arguments: values,
});

test('the newest draft of a symbol stands last and takes the place of the older one', () => {
  const drafts = [draft('a', '1'), draft('b', '2'), draft('a', '3')].reduce(withDraft, {});
  expect(Object.keys(drafts)).toEqual(['b', 'a']);
  expect(drafts.a?.arguments).toEqual(['3']);
});

test('names of what every object has are names like others', () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const drafts = names.map((name) => draft(name, '7')).reduce(withDraft, {});
  expect(Object.keys(drafts)).toEqual(names);
  expect(Object.getPrototypeOf(drafts)).toBe(Object.prototype);
  expect(Object.hasOwn(withDraft({}, draft('a')), 'constructor')).toBe(false);
});

test('a page that saves without end keeps the newest two hundred', () => {
  let drafts: Readonly<Record<string, CallInput>> = {};
  for (let number = 0; number < 500; number += 1) drafts = withDraft(drafts, draft(`f${number}`));
  expect(Object.keys(drafts)).toHaveLength(200);
  expect(Object.keys(drafts).at(-1)).toBe('f499');
});

test('drafts of megabytes drop the oldest, never the newest', () => {
  const large = 'x'.repeat(20_000_000);
  const drafts = [draft('a', large), draft('b', large), draft('c', large, large)].reduce(withDraft, {});
  expect(Object.keys(drafts)).toEqual(['c']);
});
