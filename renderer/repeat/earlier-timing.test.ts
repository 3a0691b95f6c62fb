import { expect, test } from 'vitest';
import type { CallRecord } from '../../electron/contract/call-record.ts';
import { recordFor, returnedFor } from '../call/records-for-tests.ts';
import { comparedWith, earlierTiming } from './earlier-timing.ts';

const timing = (medianNs: number) => ({
  runs: 1000,
  medianNs,
  p95Ns: medianNs,
  minimumNs: medianNs,
  maximumNs: medianNs,
  histogram: [],
  overheadNs: null,
  batch: 1,
});
const measured = (generation: number, medianNs: number): CallRecord =>
  recordFor(generation, returnedFor('7', { timing: timing(medianNs) }));

test('the newest measurement of an earlier build of the same call', () => {
  const now = measured(3, 40);
  const records = [now, measured(3, 41), recordFor(2, returnedFor('7')), measured(2, 50), measured(1, 60)];
  expect(earlierTiming(records, now)).toMatchObject({ generation: 2, timing: { medianNs: 50 } });
  expect(earlierTiming([now], now)).toBeNull();
});

test('other arguments are another call', () => {
  const now = measured(2, 40);
  const other = { ...measured(1, 50), input: { ...now.input, arguments: ['9', '9'] } };
  expect(earlierTiming([now, other], now)).toBeNull();
});

test.each([
  [40, 40, 'about the same'],
  [30, 40, '25% faster'],
  [50, 40, '25% slower'],
  [80, 40, '2.0 times as slow'],
  [10, 40, '4.0 times as fast'],
  [10, 0, ''],
])('%i ns after %i ns is %s', (now, before, words) => {
  expect(comparedWith(now, before)).toBe(words);
});
