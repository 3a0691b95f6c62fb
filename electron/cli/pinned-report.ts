import { checkState } from '../checks/check-state.ts';
import type { PinnedCall, PinnedDefinition } from '../contract/kept-calls.ts';
import { shortArgument } from '../ctypes/short-argument.ts';
import { faultSentence } from '../processes/fault-text.ts';
import { type CallDocument, outcomeDocument } from './call-document.ts';
import { outputFields } from './captured-output.ts';

/** `ran` has no expected result; `fault` did not return, `stale` could not be made since it does not fit this build, and `not-run` was not tried. */
export type PinnedRunState = 'pass' | 'fail' | 'fault' | 'stale' | 'ran' | 'not-run';

/** One pinned call after its run, as scripts read it; one that returned has the fields of `call --json` too. */
export interface PinnedReport extends Partial<CallDocument> {
  /** Its name, else the call in short. */
  readonly name: string;
  readonly symbol: string;
  readonly prototype: string;
  readonly arguments: readonly string[];
  readonly expected: string | null;
  readonly state: PinnedRunState;
  /** Why it is not as expected, one sentence. */
  readonly reason?: string;
}

/** What became of a pinned call. */
export function pinnedReport(call: PinnedCall): PinnedReport {
  const { latest } = call;
  const state = stateOf(call);
  const reason = reasonOf(call, state);
  const outcome = state === 'stale' || state === 'not-run' ? undefined : latest?.outcome;
  return {
    ...definedReport(call),
    state,
    ...(reason !== null && { reason }),
    ...(outcome?.kind === 'returned' && outcomeDocument(outcome)),
    ...(outcome?.kind === 'fault' && outputFields(outcome)),
  };
}

/** What a report says of a call before it ran. */
export function definedReport({
  name,
  input,
  expected,
}: PinnedDefinition): Pick<PinnedReport, 'name' | 'symbol' | 'prototype' | 'arguments' | 'expected'> {
  const { symbol, prototype, arguments: texts } = input;
  const called = `${symbol}(${texts.map(shortArgument).join(', ')})`;
  return { name: name ?? called, symbol, prototype, arguments: texts, expected };
}

function stateOf(call: PinnedCall): PinnedRunState {
  if (call.stale !== null) return 'stale';
  if (call.latest?.outcome.kind === 'fault') return 'fault';
  if (call.latest === null) return 'not-run';
  const check = checkState(call);
  if (check === 'none') return 'ran';
  return check === 'passed' ? 'pass' : 'fail';
}

function reasonOf({ stale, latest, verdict }: PinnedCall, state: PinnedRunState): string | null {
  if (state === 'stale') return stale;
  if (latest?.outcome.kind === 'fault') return faultSentence(latest.outcome.fault);
  return verdict?.kind === 'failed' ? verdict.reason : null;
}

/** True for what a script must hear of: a check that does not pass, and a call that did not return or could not be made. */
export function isBad({ state }: PinnedReport): boolean {
  return state === 'fail' || state === 'fault' || state === 'stale';
}

/** How many of each there are. */
export interface PinnedCounts {
  readonly passed: number;
  readonly failed: number;
  readonly faults: number;
  readonly stale: number;
  /** Without an expected result. */
  readonly ran: number;
  /** Not tried yet. */
  readonly notRun: number;
}

export function countReports(reports: readonly PinnedReport[]): PinnedCounts {
  const count = (wanted: PinnedRunState) => reports.filter(({ state }) => state === wanted).length;
  return {
    passed: count('pass'),
    failed: count('fail'),
    faults: count('fault'),
    stale: count('stale'),
    ran: count('ran'),
    notRun: count('not-run'),
  };
}
