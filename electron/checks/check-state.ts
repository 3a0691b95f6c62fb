import type { BrokenBy } from '../contract/check.ts';
import type { PinnedCall } from '../contract/kept-calls.ts';

/** `none` without an expectation, `waiting` while it was not run; a check that is stale did not pass. */
export type CheckState = 'none' | 'waiting' | 'passed' | 'failed' | 'stale';

/** What a pinned call is as a check. */
export function checkState(call: Pick<PinnedCall, 'expected' | 'stale' | 'latest' | 'verdict'>): CheckState {
  if (call.expected === null) return 'none';
  if (call.stale !== null) return 'stale';
  return call.latest === null || call.verdict === null ? 'waiting' : call.verdict.kind;
}

/** The list in figures. */
export interface CheckCounts {
  readonly checks: number;
  readonly passed: number;
  readonly failed: number;
  readonly stale: number;
  /** What broke those that do not pass, the earliest first; one that never passed was broken by nothing. */
  readonly brokenBy: readonly BrokenBy[];
}

/** Counts the pinned calls that are checks. */
export function countChecks(calls: readonly PinnedCall[]): CheckCounts {
  const states = calls.map(checkState);
  const count = (wanted: CheckState) => states.filter((state) => state === wanted).length;
  const broken = calls
    .filter((_, index) => states[index] === 'failed' || states[index] === 'stale')
    .flatMap(({ brokenBy }) => (brokenBy === null ? [] : [brokenBy]))
    .sort((a, b) => a.generation - b.generation);
  return {
    checks: states.length - count('none'),
    passed: count('passed'),
    failed: count('failed'),
    stale: count('stale'),
    brokenBy: broken,
  };
}
