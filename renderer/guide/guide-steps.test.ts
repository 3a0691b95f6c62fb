import { expect, test } from 'vitest';
import type { CallRecord } from '../../electron/contract/call-record.ts';
import { pinnedCall } from '../../electron/contract/testing/pinned.ts';
import { recordFor, returnedFor } from '../call/records-for-tests.ts';
import { doneSteps } from './guide-steps.ts';

const tail = { text: '', droppedBytes: 0 };
const add = (text: string): CallRecord => recordFor(1, returnedFor(text), { id: text });

test('nothing is done at the start', () => {
  expect([...doneSteps({ calls: [], history: [], pinned: [] })]).toEqual([]);
});

test('steps are told by what happened', () => {
  const pinned = [pinnedCall({ input: add('7').input })];
  expect([...doneSteps({ calls: [add('7')], history: [], pinned })]).toEqual(['call', 'pin']);
  expect([...doneSteps({ calls: [add('12'), add('7')], history: [], pinned })]).toEqual([
    'call',
    'pin',
    'see',
  ]);
});

test('a crash counts as breaking it', () => {
  const crash: CallRecord = {
    ...add('7'),
    outcome: {
      kind: 'fault',
      fault: { kind: 'signal', signal: 'SIGSEGV', during: 'call', stderrTail: '' },
      stdout: tail,
      stderr: tail,
    },
  };
  expect(doneSteps({ calls: [crash], history: [], pinned: [] }).has('break')).toBe(true);
});
