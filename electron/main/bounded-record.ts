import type { CallOutcome, CallRecord } from '../contract/call-record.ts';
import type { Failure } from '../contract/failure.ts';
import type { OutputTail } from '../contract/fault.ts';
import type { ShownValue } from '../contract/shown-value.ts';
import { stringifyExact } from './exact-json.ts';

/** Of the input of one call, which is kept whole or not at all, and of its outcome. In characters of JSON. */
export const largestPart = 256 * 1024;
const longestText = 10_000;

/**
 * The line that keeps a call, or null for one whose input is too large. An outcome that is too large is kept without
 * what was written and without the members of its values, and says how much is missing.
 */
export function callLogLine(library: string, record: CallRecord): string | null {
  if (stringifyExact(record.input).length > largestPart) return null;
  for (const outcome of [record.outcome, withoutBulk(record.outcome)]) {
    if (stringifyExact(outcome).length <= largestPart) {
      return `${stringifyExact({ library, record: { ...record, outcome } })}\n`;
    }
  }
  return null;
}

function withoutBulk(outcome: CallOutcome): CallOutcome {
  if (outcome.kind === 'failed') return { kind: 'failed', failure: briefFailure(outcome.failure) };
  const written = { stdout: dropped(outcome.stdout), stderr: dropped(outcome.stderr) };
  if (outcome.kind === 'fault') return { ...outcome, ...written };
  return {
    ...outcome,
    ...written,
    text: clip(outcome.text),
    hex: shortOrNull(outcome.hex),
    value: withoutMembers(outcome.value),
    out: outcome.out.map(withoutMembers),
    callbacks: outcome.callbacks.map(({ label, total }) => ({ label, total, calls: [] })),
  };
}

function withoutMembers(value: ShownValue): ShownValue {
  return {
    ...value,
    text: clip(value.text),
    hex: shortOrNull(value.hex),
    children: [],
    more: value.more + value.children.length,
    json: shortOrNull(value.json),
  };
}

function dropped({ text, droppedBytes }: OutputTail): OutputTail {
  return { text: '', droppedBytes: droppedBytes + Buffer.byteLength(text) };
}

function briefFailure(failure: Failure): Failure {
  const { detail, message } = failure;
  return { ...failure, message: clip(message), ...(detail === undefined ? {} : { detail: clip(detail) }) };
}

function clip(text: string): string {
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText)}… (${text.length - longestText} characters more)`;
}

function shortOrNull(text: string | null): string | null {
  return text !== null && text.length > longestText ? null : text;
}
