import type { PinnedCall } from '../../electron/contract/session-state.ts';
import type { Sign } from '../wording/tone.ts';

/** What a pinned call says about the running build. */
export type PinnedKind = 'stale' | 'waiting' | 'failed' | 'changed' | 'same' | 'first';

/** The state of a pinned call against the running generation. */
export function pinnedKind(call: PinnedCall): PinnedKind {
  if (call.stale !== null) return 'stale';
  if (call.latest === null) return 'waiting';
  if (call.latest.outcome.kind !== 'returned') return 'failed';
  if (call.previous === null) return 'first';
  const { outcome } = call.previous;
  return outcome.kind === 'returned' && outcome.text === call.latest.outcome.text ? 'same' : 'changed';
}

export const pinnedSigns: Readonly<Record<PinnedKind, Sign>> = {
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
  waiting: {
    tone: 'quiet',
    shape: 'ring',
    label: 'not run yet',
    meaning: 'It runs with the next build, or now.',
  },
};
