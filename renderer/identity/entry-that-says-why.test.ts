import { expect, test } from 'vitest';
import type { Generation } from '../../electron/contract/generation.ts';
import type { Freshness } from '../../electron/contract/session-state.ts';
import { rowForTests } from '../history/rows-for-tests.ts';
import { entryThatSaysWhy } from './entry-that-says-why.ts';

const failure = { code: 'dlopen-failed', message: 'The loader refused it.' } as const;
const rows = [
  rowForTests(6, { generation: null, verdict: 'unchanged' }),
  rowForTests(5, { generation: null, verdict: 'missing' }),
  rowForTests(4, { generation: null, verdict: 'rejected' }),
  rowForTests(3, { generation: null, verdict: 'fault' }),
  rowForTests(2),
  rowForTests(1),
];

function entryFor(freshness: Freshness): string | undefined {
  const generation = { number: 2 } as Generation;
  return entryThatSaysWhy({ freshness, generation }, rows)?.id;
}

test('is the load of the build that runs, or what was refused, ended or missing since', () => {
  expect(entryFor({ kind: 'same' })).toBe('h2');
  expect(entryFor({ kind: 'older', failure })).toBe('h4');
  expect(entryFor({ kind: 'older', failure: { code: 'went-back', message: '' } })).toBe('h2');
  expect(entryFor({ kind: 'missing' })).toBe('h5');
});

test('is the newest of all where no entry says it, and none without entries', () => {
  expect(entryFor({ kind: 'paused', changed: true })).toBe('h6');
  expect(entryFor({ kind: 'released' })).toBe('h6');
  expect(entryThatSaysWhy({ freshness: { kind: 'same' }, generation: null }, [])).toBeNull();
});
