import type { CallInput, CallRecord } from '../../electron/contract/call-record.ts';
import { sameArguments, sameInput } from './call-text.ts';

/** What the form shows as its result. */
export interface ShownResult {
  readonly record: CallRecord;
  /** The newest result of an earlier generation for the same call, when it was another one. */
  readonly earlier: CallRecord | null;
}

/** The newest answer of the build beside to the very call that is shown; records are newest first. */
export function besideRecord(
  records: readonly CallRecord[],
  shown: CallRecord,
  generation: number,
): CallRecord | null {
  return (
    records.find(
      (candidate) =>
        candidate.trigger === 'beside' &&
        candidate.generation === generation &&
        sameInput(candidate.input, shown.input),
    ) ?? null
  );
}

/**
 * The newest call of this function that the user made, or that a reload made again with the arguments in the form;
 * the prototype may be another one since.
 * Records are newest first.
 */
export function shownResult(records: readonly CallRecord[], input: CallInput): ShownResult | null {
  const record = records.find(
    (candidate) =>
      candidate.input.symbol === input.symbol &&
      candidate.trigger !== 'beside' &&
      (candidate.trigger === 'user' || sameArguments(candidate.input, input)),
  );
  if (record === undefined) return null;
  const earlier = records.find(
    (candidate) =>
      candidate.generation < record.generation &&
      candidate.outcome.kind === 'returned' &&
      sameInput(candidate.input, record.input),
  );
  return { record, earlier: earlier !== undefined && differs(earlier, record) ? earlier : null };
}

function differs(a: CallRecord, b: CallRecord): boolean {
  return a.outcome.kind !== 'returned' || b.outcome.kind !== 'returned' || a.outcome.text !== b.outcome.text;
}
