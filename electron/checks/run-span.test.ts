import { describe, expect, test } from 'vitest';
import { returned } from '../contract/testing/returned.ts';
import { timesSlower, withRun } from './run-span.ts';

function span(...durationsNs: readonly number[]) {
  return durationsNs.reduce<ReturnType<typeof withRun>>(
    (before, durationNs) => withRun(before, returned('7', { durationNs })),
    null,
  );
}

test('a span holds the fastest and the slowest run', () => {
  expect(span(30, 10, 20)).toEqual({ runs: 3, fastestNs: 10, slowestNs: 30 });
  const failure = { code: 'dlsym-failed', message: '' } as const;
  expect(withRun(span(30), { kind: 'failed', failure })).toEqual(span(30));
});

describe('a build is slower', () => {
  test('only when its fastest run is far from the slowest one before', () => {
    const slow = span(300_000, 310_000, 320_000);
    expect(timesSlower(span(100_000), slow)).toBe(3);
    expect(timesSlower(span(100_000, 200_000), slow)).toBeNull();
    expect(timesSlower(span(100_000), span(300_000, 310_000, 110_000))).toBeNull();
  });

  test('and not within the noise of short or interrupted calls', () => {
    expect(timesSlower(span(1000), span(49_000, 49_000, 49_000))).toBeNull();
    expect(timesSlower(span(1_000_000), span(1_900_000, 1_900_000, 1_900_000))).toBeNull();
    expect(timesSlower(span(1000), span(9_000_000))).toBeNull();
    expect(timesSlower(span(1_000_000), span(30_000_000))).toBe(30);
    expect(timesSlower(null, span(1_000_000))).toBeNull();
  });
});
