import { describe, expect, it } from 'vitest';
import type { CallOutcome } from '../../electron/contract/call-record.ts';
import { returnedFor } from '../call/records-for-tests.ts';
import { shown } from '../result/values-for-tests.ts';
import { differencesOf } from './compare-outcomes.ts';

const tail = (text: string) => ({ text, droppedBytes: 0 });
const fault = (signal: string): CallOutcome => ({
  kind: 'fault',
  fault: { kind: 'signal', signal, during: 'call', stderrTail: '' },
  stdout: tail(''),
  stderr: tail(''),
});
const pointer = (text: string) => shown(text, { type: 'struct point *' });
const point = (x: string, next: string) =>
  shown(`{x: ${x}, next: ${next}}`, {
    type: 'struct point',
    children: [shown(x, { name: 'x', type: 'int' }), shown(next, { name: 'next', type: 'struct point *' })],
  });

describe('two answers to one call', () => {
  it.each([
    ['the same number', returnedFor('7'), returnedFor('7', { durationNs: 900 }), []],
    ['another number', returnedFor('12'), returnedFor('7'), ['result']],
    ['another type', returnedFor('7'), returnedFor('7', { type: 'long' }), ['result']],
    [
      'output and errno',
      returnedFor('7', { stdout: tail('a') }),
      returnedFor('7', { errno: { code: 2, name: 'ENOENT', message: '' } }),
      ['errno', 'stdout'],
    ],
    [
      'addresses of two processes',
      returnedFor('0x10', { value: pointer('0x10') }),
      returnedFor('0x20', { value: pointer('0x20') }),
      [],
    ],
    [
      'an address and NULL',
      returnedFor('0x10', { value: pointer('0x10') }),
      returnedFor('NULL', { value: pointer('NULL') }),
      ['result'],
    ],
    [
      'a member',
      returnedFor('', { value: point('1', '0x10') }),
      returnedFor('', { value: point('2', '0x20') }),
      ['result'],
    ],
    [
      'a struct with a pointer',
      returnedFor('', { value: point('1', '0x10') }),
      returnedFor('', { value: point('1', '0x20') }),
      [],
    ],
    [
      'what an argument became',
      returnedFor('0', { out: [shown('1', { name: 'a' })] }),
      returnedFor('0', { out: [shown('2', { name: 'a' })] }),
      ['arguments after the call'],
    ],
    ['a crash and a value', fault('SIGSEGV'), returnedFor('7'), ['end of the call']],
    ['the same crash', fault('SIGSEGV'), fault('SIGSEGV'), []],
    ['two crashes', fault('SIGSEGV'), fault('SIGABRT'), ['end of the process']],
  ] as const)('%s', (_name, one, other, expected) => {
    expect(differencesOf(one, other)).toEqual(expected);
    expect(differencesOf(other, one)).toEqual(expected);
  });
});
