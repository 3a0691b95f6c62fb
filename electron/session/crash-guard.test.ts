import { describe, expect, it } from 'vitest';
import { createCrashGuard } from './crash-guard.ts';

const minuteMs = 60_000;

describe('the guard against crashes', () => {
  it('knows the builds of earlier runs, and forgives', () => {
    const guard = createCrashGuard(['one']);
    expect(guard.crashedBefore('one')).toBe(true);
    expect(guard.crashedBefore('two')).toBe(false);
    guard.forgive('one');
    expect(guard.crashedBefore('one')).toBe(false);
  });

  it('counts three crashes within five minutes, and then begins anew', () => {
    const guard = createCrashGuard([]);
    const times = [0, 1, 2, 3, 4, 5].map((minute) => guard.noteLoadCrash('one', minute * minuteMs));
    expect(times).toEqual([false, false, true, false, false, true]);
  });

  it('does not count crashes that lie further apart', () => {
    const guard = createCrashGuard([]);
    const times = [0, 3, 6, 9].map((minute) => guard.noteLoadCrash('one', minute * minuteMs));
    expect(times).toEqual([false, false, false, false]);
  });

  it('lets a process come back three times within a minute', () => {
    const guard = createCrashGuard([]);
    const allowed = [0, 1, 2, 3, 59_999, 60_000].map((ms) => guard.mayRespawn(ms));
    expect(allowed).toEqual([true, true, true, false, false, true]);
  });
});
