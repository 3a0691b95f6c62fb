import { describe, expect, test } from 'vitest';
import type { CallInput, CallRecord } from '../../electron/contract/call-record.ts';
import { recordFor, returnedFor } from './records-for-tests.ts';
import { shownResult } from './shown-result.ts';

const input = (...texts: string[]): CallInput => ({
  symbol: 'add',
  prototype: 'int add(int a, int b)',
  arguments: texts,
});
const returned = (text: string) => returnedFor(text);
const record = (generation: number, text: string, change: Partial<CallRecord> = {}): CallRecord =>
  recordFor(generation, returned(text), change);

describe('shownResult', () => {
  test('is nothing before the first call of this function', () => {
    expect(
      shownResult([record(1, '7', { input: { ...input(), symbol: 'other' } })], input('3', '4')),
    ).toBeNull();
  });

  test('shows 7 → 12 when the same call gave another result in an earlier build', () => {
    const shown = shownResult([record(2, '12'), record(2, '12'), record(1, '7')], input('3', '4'));
    expect([shown?.earlier?.outcome, shown?.record.outcome]).toEqual([returned('7'), returned('12')]);
  });

  test('shows no earlier result when it was the same, or of other arguments', () => {
    expect(shownResult([record(2, '7'), record(1, '7')], input())?.earlier).toBeNull();
    const other = record(1, '9', { input: input('4', '5') });
    expect(shownResult([record(2, '7'), other], input())?.earlier).toBeNull();
  });

  test('takes what a reload ran again only for the arguments in the form', () => {
    const pinned = record(2, '12', { trigger: 'pinned' });
    const mine = record(1, '7');
    expect(shownResult([pinned, mine], input('3', '4'))?.record).toBe(pinned);
    expect(shownResult([pinned, mine], input('9', '9'))?.record).toBe(mine);
    const changed = { ...input('3', '4'), prototype: 'double add(int a, int b)' };
    expect(shownResult([pinned, mine], changed)?.record).toBe(pinned);
  });
});
