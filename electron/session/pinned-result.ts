import { judge, type ResultTypes } from '../checks/expected-result.ts';
import { withRun } from '../checks/run-span.ts';
import type { CallRecord } from '../contract/call-record.ts';
import type { BrokenBy } from '../contract/check.ts';
import type { Failure, FailureCode } from '../contract/failure.ts';
import type { Generation } from '../contract/generation.ts';
import type { PinnedCall, PinnedDefinition, PinnedResult } from '../contract/kept-calls.ts';
import { outTypesOf } from '../ctypes/show-reply.ts';
import type { CheckedCall } from './check-call.ts';

/** Pins a call; the newest result of the same call, if there is one, is its first. */
export function pinnedFrom(
  id: string,
  record: CallRecord | undefined,
  definition: PinnedDefinition,
): PinnedCall {
  const latest = record === undefined ? null : resultOf(record, null);
  return { ...definition, id, latest, previous: null, stale: null, verdict: null, brokenBy: null };
}

function resultOf({ generation, atMs, outcome }: CallRecord, earlier: PinnedResult | null): PinnedResult {
  const span = earlier?.generation === generation ? earlier.span : null;
  return { generation, atMs, outcome, span: withRun(span, outcome) };
}

/** What the call gives back, for its expectation. */
export function typesOf({ prototype, values }: CheckedCall): ResultTypes {
  const { result, records } = prototype;
  return { result, out: outTypesOf(values), records };
}

/** Takes in a new result: what an earlier generation returned stays beside it, and the build that broke a check is noted. */
export function withResult(
  pinned: PinnedCall,
  record: CallRecord,
  how: { readonly types: ResultTypes; readonly by: BrokenBy },
): PinnedCall {
  const { generation, outcome } = record;
  if (outcome.kind === 'failed') return withStale(pinned, outcome.failure, how.by);
  const { latest } = pinned;
  const previous = latest !== null && latest.generation !== generation ? latest : pinned.previous;
  const taken = judged({ ...pinned, latest: resultOf(record, latest), previous, stale: null }, how.types);
  return { ...taken, brokenBy: taken.verdict?.kind === 'failed' ? brokenBy(pinned, how.by) : null };
}

// These say nothing of a build.
const failuresOfOurs: readonly FailureCode[] = [
  'busy',
  'stopped',
  'internal',
  'not-loaded',
  'reader-unavailable',
  'runner-unavailable',
];

/** Marks a call that was not made with the generation `by`: it does not fit any more, or could not be made at all. */
export function withStale(pinned: PinnedCall, failure: Failure, by: BrokenBy | null): PinnedCall {
  const breaker = failuresOfOurs.includes(failure.code) ? null : by;
  return { ...pinned, stale: failure.message, brokenBy: brokenBy(pinned, breaker) };
}

/** The build that broke a check for the first time since it passed. */
function brokenBy(before: PinnedCall, by: BrokenBy | null): BrokenBy | null {
  if (before.expected === null) return null;
  return before.brokenBy ?? (before.verdict?.kind === 'passed' ? by : null);
}

/** The call with the verdict on its newest result. */
export function judged(pinned: PinnedCall, types: ResultTypes): PinnedCall {
  const { expected, latest } = pinned;
  const verdict = expected === null || latest === null ? null : judge(types, expected, latest.outcome);
  return { ...pinned, verdict };
}

/** The generation as what may break a check. */
export function breakerOf(generation: Generation): BrokenBy {
  return { generation: generation.number, build: generation.build };
}
