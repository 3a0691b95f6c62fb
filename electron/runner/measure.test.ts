import { describe, expect, it } from 'vitest';
import type { Measure } from '../contract/runner-protocol.ts';
import { measureCalls } from './measure.ts';

/** Measures a function that only counts how often it is called. */
function measureCounter(measure: Measure) {
  let calls = 0;
  const measured = (count: number) => {
    for (let done = 0; done < count; done++) calls += 1;
    return calls;
  };
  let callsAfterwards = 0;
  const { timing, result } = measureCalls({ measured, empty: null }, measure, () => {
    callsAfterwards = calls;
  });
  return { timing, result, calls, callsAfterwards };
}

describe('a measurement', () => {
  it.each([1, 2, 3, 1000, 123_457])('makes exactly %i runs when asked to', (runs) => {
    const { timing, calls, result, callsAfterwards } = measureCounter({ runs, ms: null });
    expect([timing.runs, calls, result, callsAfterwards]).toEqual([runs, runs, runs, runs]);
    expect(timing.batch).toBeLessThanOrEqual(runs);
    const counted = timing.histogram.reduce((sum, { count }) => sum + count, 0);
    expect(counted * timing.batch).toBeLessThanOrEqual(runs);
  });

  it('ends when its time is over, after one run at least', () => {
    const once = measureCounter({ runs: null, ms: 0 });
    expect(once.timing.runs).toBe(1);
    const startedAt = performance.now();
    const { timing } = measureCounter({ runs: null, ms: 20 });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(19);
    expect(timing.runs).toBeGreaterThan(1000);
  });

  it('makes a thousand runs when nobody says how many', () => {
    expect(measureCounter({ runs: null, ms: null }).timing.runs).toBe(1000);
  });

  it('names what an empty function costs', () => {
    const wait = (count: number) => {
      const until = process.hrtime.bigint() + BigInt(count) * 100_000n;
      while (process.hrtime.bigint() < until);
      return count;
    };
    const { timing } = measureCalls(
      { measured: wait, empty: () => 0 },
      { runs: 20, ms: null },
      () => undefined,
    );
    expect(timing).toMatchObject({ batch: 1, runs: 20 });
    expect(timing.minimumNs).toBeGreaterThanOrEqual(100_000);
    expect(timing.overheadNs).toBeLessThan(timing.medianNs);
  });
});
