import type { CallRecord } from '../contract/call-record.ts';
import type { Failure } from '../contract/failure.ts';
import type { Generation } from '../contract/generation.ts';
import { faultSentence } from '../processes/fault-text.ts';
import type { CallDocument } from './call-document.ts';
import { outputFields } from './captured-output.ts';
import { aboutGeneration, rounded, type WatchEvent } from './watch-event.ts';

/** The event that tells how a call of `--call` ended: `result` with the fields of `call --json`, else `fault`. */
export function eventOfCall(
  record: CallRecord,
  document: CallDocument | null,
  generation: Generation | null,
): WatchEvent {
  const about = { ...aboutGeneration(generation), at: new Date(record.atMs).toISOString() };
  const { outcome } = record;
  if (outcome.kind === 'failed')
    return { event: 'fault', ...about, durationMs: 0, ...reasonOf(outcome.failure) };
  if (outcome.kind === 'fault') {
    return {
      event: 'fault',
      ...about,
      durationMs: 0,
      reason: faultSentence(outcome.fault),
      ...outputFields(outcome),
    };
  }
  return { event: 'result', ...about, durationMs: rounded(outcome.durationNs / 1e6), ...document };
}

/** The event for a call that never reached the library. */
export function eventOfRefusedCall(failure: Failure, generation: Generation | null): WatchEvent {
  return {
    event: 'fault',
    ...aboutGeneration(generation),
    at: new Date().toISOString(),
    durationMs: 0,
    ...reasonOf(failure),
  };
}

function reasonOf(failure: Failure): Pick<WatchEvent, 'reason' | 'dlerror'> {
  const isLoader = failure.code === 'dlsym-failed' || failure.code === 'dlopen-failed';
  return {
    reason: failure.message,
    ...(isLoader && failure.detail !== undefined && { dlerror: failure.detail }),
  };
}
