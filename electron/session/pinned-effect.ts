import { sameOutcome } from '../checks/same-outcome.ts';
import type { CallInput, CallOutcome } from '../contract/call-record.ts';
import type { PinnedCall } from '../contract/kept-calls.ts';
import { effectExamples, type PinnedEffect, type PinnedExample } from '../contract/pinned-effect.ts';
import { shortArgument } from '../ctypes/short-argument.ts';
import { faultSentence } from '../processes/fault-text.ts';

const longestText = 200;

/** What the pinned calls, as they are now, tell of the generation; null when none of them has to do with it. */
export function pinnedEffect(pinned: readonly PinnedCall[], generation: number): PinnedEffect | null {
  const ran = pinned.filter(({ latest, stale }) => stale === null && latest?.generation === generation);
  const stale = pinned.filter((call) => call.stale !== null);
  const broken = pinned.filter((call) => call.brokenBy?.generation === generation);
  if (ran.length + stale.length === 0) return null;
  const changed = ran.filter(isChanged);
  const shown = [...broken, ...changed.filter((call) => !broken.includes(call))];
  return {
    ran: ran.length,
    failed: ran.filter(({ latest }) => latest?.outcome.kind !== 'returned').length,
    stale: stale.length,
    changed: changed.length,
    broken: broken.length,
    examples: shown.slice(0, effectExamples).map((call) => exampleOf(call, broken.includes(call))),
  };
}

function isChanged({ previous, latest }: PinnedCall): boolean {
  if (previous === null || latest?.outcome.kind !== 'returned') return false;
  return !sameOutcome(previous.outcome, latest.outcome);
}

function exampleOf({ input, previous, latest, stale }: PinnedCall, broken: boolean): PinnedExample {
  const [before, after] = stale === null ? [previous, latest] : [latest, null];
  return {
    call: callText(input),
    before: before && outcomeText(before.outcome),
    after: after && outcomeText(after.outcome),
    broken,
  };
}

function callText({ symbol, arguments: texts }: CallInput): string {
  return clipped(`${symbol}(${texts.map(shortArgument).join(', ')})`);
}

function outcomeText(outcome: CallOutcome): string {
  if (outcome.kind === 'returned') return clipped(outcome.text === '' ? outcome.type : outcome.text);
  return clipped(outcome.kind === 'fault' ? faultSentence(outcome.fault) : outcome.failure.message);
}

function clipped(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}
