import type { CallOutcome } from '../contract/call-record.ts';
import type { RunSpan } from '../contract/check.ts';

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

/**
 * What is less is within the noise. One call may be interrupted for as long as other programs have their turn, which is
 * milliseconds on a busy machine; that three calls in a row are is unlikely, and what is left is a cold cache.
 */
export const slowerAtLeast = { times: 2, moreNs: 50_000, fewRunsMoreNs: 20_000_000, manyRuns: 3 } as const;

/**
 * How many times slower a call is with a new build than with the one before; null while that is within the noise. A
 * few calls say little, so the fastest run with the new build has to be far from the slowest one with the old build.
 */
export function timesSlower(before: RunSpan | null, now: RunSpan | null): number | null {
  if (before === null || now === null) return null;
  const { times, moreNs, fewRunsMoreNs, manyRuns } = slowerAtLeast;
  const difference = now.fastestNs - before.slowestNs;
  const isFar =
    now.fastestNs >= before.slowestNs * times && difference >= (now.runs < manyRuns ? fewRunsMoreNs : moreNs);
  return isFar ? now.fastestNs / Math.max(before.slowestNs, 1) : null;
}
