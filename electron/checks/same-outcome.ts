import type { CallOutcome } from '../contract/session-state.ts';
import { resultAsExpected } from './result-as-expected.ts';

/** True when both calls returned the same; an address that differs from process to process is no difference. */
export function sameOutcome(a: CallOutcome, b: CallOutcome): boolean {
  if (a.kind !== 'returned' || b.kind !== 'returned') return false;
  return a.text === b.text || (resultAsExpected(a) ?? a.text) === (resultAsExpected(b) ?? b.text);
}
