import type { RunSpan } from '../contract/check.ts';
import type { CallOutcome } from '../contract/session-state.ts';

/** The span of a generation's runs with one more; a run that did not return adds nothing. */
export function withRun(span: RunSpan | null, outcome: CallOutcome): RunSpan | null {
  if (outcome.kind !== 'returned') return span;
  const { durationNs } = outcome;
  if (span === null) return { runs: 1, fastestNs: durationNs, slowestNs: durationNs };
  return {
    runs: span.runs + 1,
    fastestNs: Math.min(span.fastestNs, durationNs),
    slowestNs: Math.max(span.slowestNs, durationNs),
  };
}

/** What is less is within the noise of one call: a page that is read in, another program that has its turn. */
export const slowerAtLeast = { times: 2, moreNs: 50_000 } as const;

/**
 * How many times slower a call is with a new build than with the one before; null while that is within the noise. A
 * few calls say little, so the fastest run with the new build has to be far from the slowest one with the old build.
 */
export function timesSlower(before: RunSpan | null, now: RunSpan | null): number | null {
  if (before === null || now === null) return null;
  const isFar =
    now.fastestNs >= before.slowestNs * slowerAtLeast.times &&
    now.fastestNs - before.slowestNs >= slowerAtLeast.moreNs;
  return isFar ? now.fastestNs / Math.max(before.slowestNs, 1) : null;
}
