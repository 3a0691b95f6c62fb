import { expect, test } from 'vitest';
import type { CallOutcome } from '../contract/call-record.ts';
import { returned } from '../contract/testing/returned.ts';
import { sameOutcome } from './same-outcome.ts';

const silence = { text: '', droppedBytes: 0 };

function crash(signal: string, stderrTail = ''): CallOutcome {
  const fault = { kind: 'signal', signal, during: 'call', stderrTail } as const;
  return { kind: 'fault', fault, stdout: silence, stderr: silence };
}

function address(text: string): CallOutcome {
  const { value } = returned(text);
  return returned(text, { type: 'void *', value: { ...value, type: 'void *', pointsTo: text } });
}

test('results are the same by what they say, and addresses by whether there is one', () => {
  expect(sameOutcome(returned('7'), returned('7', { durationNs: 9 }))).toBe(true);
  expect(sameOutcome(returned('7'), returned('12'))).toBe(false);
  expect(sameOutcome(address('0x5000'), address('0x7000'))).toBe(true);
  expect(sameOutcome(address('0x5000'), returned('NULL', { type: 'void *' }))).toBe(false);
});

test('crashes are the same by how the process ended', () => {
  expect(sameOutcome(crash('SIGSEGV'), crash('SIGSEGV', 'other words'))).toBe(true);
  expect(sameOutcome(crash('SIGSEGV'), crash('SIGABRT'))).toBe(false);
  expect(sameOutcome(crash('SIGSEGV'), returned('7'))).toBe(false);
});
