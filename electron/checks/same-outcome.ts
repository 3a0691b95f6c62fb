import type { CallOutcome } from '../contract/call-record.ts';
import type { Fault } from '../contract/fault.ts';
import { resultAsExpected } from './result-as-expected.ts';

/** True when both calls ended the same way; an address that differs from process to process is no difference. */
export function sameOutcome(a: CallOutcome, b: CallOutcome): boolean {
  if (a.kind === 'fault' && b.kind === 'fault') return endOf(a.fault) === endOf(b.fault);
  if (a.kind !== 'returned' || b.kind !== 'returned') return false;
  return a.text === b.text || (resultAsExpected(a) ?? a.text) === (resultAsExpected(b) ?? b.text);
}

function endOf(fault: Fault): string {
  const { stderrTail: _, ...end } = fault;
  return JSON.stringify(end);
}
