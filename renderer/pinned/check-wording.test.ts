import { describe, expect, test } from 'vitest';
import { countChecks } from '../../electron/checks/check-state.ts';
import type { PinnedCall, PinnedResult } from '../../electron/contract/kept-calls.ts';
import { pinnedCall } from '../../electron/contract/testing/pinned.ts';
import { returned } from '../../electron/contract/testing/returned.ts';
import { sinceText, slowerText, summaryText, timeText } from './check-wording.ts';
import { comparedResults, pinnedKind, pinnedKinds } from './pinned-state.ts';

const by = { generation: 3, build: { buildId: '3fa2c1d0e5f60718', hash: 'h' } };
const passed = { kind: 'passed' } as const;
const failed = { kind: 'failed', reason: 'Expected 7, got 12.' } as const;

function result(generation: number, text: string, durationNs = 1000): PinnedResult {
  const span = { runs: 1, fastestNs: durationNs, slowestNs: durationNs };
  return { generation, atMs: 1, outcome: returned(text, { durationNs }), span };
}

const green = pinnedCall({ expected: '7', latest: result(3, '7'), verdict: passed });
const red = pinnedCall({
  expected: '7',
  previous: result(2, '7'),
  latest: result(3, '12'),
  verdict: failed,
  brokenBy: by,
});
const stale = pinnedCall({
  expected: '7',
  latest: result(2, '7'),
  verdict: passed,
  stale: 'There is no add.',
});

const summary = (calls: readonly PinnedCall[]) => summaryText(calls.length, countChecks(calls));

describe('the list in one line', () => {
  test.each([
    [[green], '1 of 1 check passes'],
    [[green, green, green, red], '3 of 4 checks pass · 1 red since #3 · build 3fa2c1d0'],
    [[green, stale], '1 of 2 checks pass · 1 stale'],
    [[{ ...stale, brokenBy: by }], '0 of 1 check pass · 1 stale, not passing since #3 · build 3fa2c1d0'],
    [[red, red], '0 of 2 checks pass · 2 red since #3 · build 3fa2c1d0'],
    [[red, stale, pinnedCall()], '0 of 2 checks pass · 1 red, 1 stale, 1 of them since #3 · build 3fa2c1d0'],
    [
      [{ ...red, brokenBy: { generation: 4, build: null } }, red],
      '0 of 2 checks pass · 2 red, the first since #3 · build 3fa2c1d0',
    ],
    [[green, pinnedCall({ expected: '7' })], '1 of 2 checks pass · 1 not run yet'],
    [[pinnedCall(), pinnedCall()], '2 pinned calls, none with an expected result'],
  ])('%#', (calls, text) => {
    expect(summary(calls)).toBe(text);
  });

  test('a build is named by its generation, and by its build where that is known', () => {
    expect(sinceText(by)).toBe('since #3 · build 3fa2c1d0');
    expect(sinceText({ generation: 4, build: null })).toBe('since #4');
  });
});

test('a check is red or green, and stale before all else', () => {
  expect([green, red, stale].map(pinnedKind)).toEqual(['green', 'red', 'stale']);
  expect(pinnedKind({ ...red, expected: null, verdict: null })).toBe('changed');
});

test('while a call is under way the first that it can be runs, and those after it wait', () => {
  const inOrder = [
    green,
    pinnedCall({ latest: result(2, '7') }),
    pinnedCall({ latest: result(2, '8') }),
    stale,
  ];
  const kinds = (symbol: string) => pinnedKinds(inOrder, { symbol, generation: 3 });
  expect(kinds('add')).toEqual(['green', 'running', 'in-turn', 'stale']);
  expect(kinds('spin')).toEqual(['green', 'in-turn', 'in-turn', 'stale']);
  expect(pinnedKinds(inOrder, null)).toEqual(['green', 'first', 'first', 'stale']);
});

test('what did not run with this build has no new result', () => {
  const results = { previous: result(1, '7'), latest: result(2, '12') };
  const call = pinnedCall(results);
  expect(comparedResults(call, 'changed')).toEqual(results);
  for (const kind of ['stale', 'running', 'in-turn'] as const) {
    expect(comparedResults(call, kind)).toEqual({ previous: results.latest, latest: null });
  }
});

test('durations stand beside each other, and slower is said with its measure', () => {
  const slow = pinnedCall({ previous: result(1, '7', 10_000_000), latest: result(2, '7', 32_000_000) });
  expect(timeText(slow)).toBe('10 ms → 32 ms');
  expect(slowerText(slow)).toBe('3.2×');
  expect(timeText(green)).toBe('1.0 µs');
  expect(slowerText(red)).toBeNull();
});
