import { checkState } from '../../electron/checks/check-state.ts';
import { sameOutcome } from '../../electron/checks/same-outcome.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import type { Sign } from '../wording/tone.ts';

/** What a pinned call says about the running build. */
export type PinnedKind =
  | 'stale'
  | 'running'
  | 'in-turn'
  | 'waiting'
  | 'red'
  | 'green'
  | 'failed'
  | 'changed'
  | 'same'
  | 'first';

/** The function that is at work, and the generation that runs. */
export interface OpenCall {
  readonly symbol: string | null;
  readonly generation: number;
}

/** The states of the pinned calls in their order, in which they run one after the other; `open` is null while no call is under way. */
export function pinnedKinds(pinned: readonly PinnedCall[], open: OpenCall | null): readonly PinnedKind[] {
  const behind = pinned.filter((call) => call.stale === null && isBehind(call, open));
  const atWork = behind.find(({ input }) => input.symbol === open?.symbol);
  return pinned.map((call) => {
    if (call === atWork) return 'running';
    return behind.includes(call) ? 'in-turn' : pinnedKind(call);
  });
}

function isBehind({ latest }: PinnedCall, open: OpenCall | null): boolean {
  return open !== null && latest !== null && latest.generation < open.generation;
}

/** The two results to set side by side: of a call that did not run with this build all that is there is old. */
export function comparedResults(
  { previous, latest }: PinnedCall,
  kind: PinnedKind,
): Pick<PinnedCall, 'previous' | 'latest'> {
  const didNotRun = kind === 'stale' || kind === 'running' || kind === 'in-turn';
  return didNotRun ? { previous: latest, latest: null } : { previous, latest };
}

/** The state of a pinned call against the running generation while no call is under way. */
export function pinnedKind(call: PinnedCall): PinnedKind {
  if (call.stale !== null) return 'stale';
  if (call.latest === null) return 'waiting';
  const check = checkState(call);
  if (check === 'passed') return 'green';
  if (check === 'failed') return 'red';
  if (call.latest.outcome.kind !== 'returned') return 'failed';
  if (call.previous === null) return 'first';
  return isChanged(call) ? 'changed' : 'same';
}

/** True when the newest result is another one than that of the build before. */
export function isChanged({ previous, latest }: PinnedCall): boolean {
  return previous !== null && latest !== null && !sameOutcome(previous.outcome, latest.outcome);
}

export const pinnedSigns: Readonly<Record<PinnedKind, Sign>> = {
  green: { tone: 'good', shape: 'dot', label: 'pass', meaning: 'The result is the expected one.' },
  red: {
    tone: 'bad',
    shape: 'cross',
    label: 'red',
    meaning: 'The result is not the expected one, or the call did not return.',
  },
  changed: {
    tone: 'warn',
    shape: 'diamond',
    label: 'changed',
    meaning: 'This build gives another result than the one before.',
  },
  same: { tone: 'good', shape: 'dot', label: 'same', meaning: 'Both builds give the same result.' },
  first: {
    tone: 'good',
    shape: 'dot',
    label: 'first result',
    meaning: 'There is no result of an earlier build to compare with yet.',
  },
  failed: {
    tone: 'bad',
    shape: 'cross',
    label: 'failed',
    meaning: 'The call did not return with this build.',
  },
  stale: {
    tone: 'warn',
    shape: 'triangle',
    label: 'stale',
    meaning: 'The call was not made with this build, because it may not fit any more.',
  },
  running: {
    tone: 'busy',
    shape: 'spinner',
    label: 'running',
    meaning: 'The call is being made with this build.',
  },
  'in-turn': {
    tone: 'busy',
    shape: 'ring',
    label: 'waits',
    meaning: 'It runs with this build once the call before it has ended.',
  },
  waiting: {
    tone: 'quiet',
    shape: 'ring',
    label: 'not run yet',
    meaning: 'It runs with the next build, or now.',
  },
};
