import { type Failure, fail } from '../contract/failure.ts';
import type { Fault } from '../contract/fault.ts';
import type { Freshness } from '../contract/session-state.ts';

/** The file on disk against what runs, as the last look found it. */
export type DiskState =
  | { readonly kind: 'same' }
  /** Another version of the file that was not examined, because watching is off. */
  | { readonly kind: 'unread' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'missing' };

export interface FreshnessFacts {
  readonly released: boolean;
  readonly loaded: boolean;
  /** How the runner of the loaded generation ended when no other took its place. */
  readonly fault: Fault | null;
  readonly watching: boolean;
  readonly disk: DiskState;
}

/** Why the build on disk does not run although it could. */
export function wentBackFailure(to: number): Failure {
  const message = `You went back to the build of #${to}; the file on disk holds a newer one. Reload takes it.`;
  return fail('went-back', message).failure;
}

/** True when nothing but the user's choice keeps the build on disk from running. */
export function isWentBack(disk: DiskState): boolean {
  return disk.kind === 'refused' && disk.failure.code === 'went-back';
}

/** What to show while nothing is being done. */
export function restingFreshness(facts: FreshnessFacts): Freshness {
  const { disk } = facts;
  if (facts.released) return { kind: 'released' };
  if (facts.fault !== null) return { kind: 'crashed', fault: facts.fault };
  if (disk.kind === 'missing') return { kind: 'missing' };
  if (disk.kind === 'refused') {
    return facts.loaded
      ? { kind: 'older', failure: disk.failure }
      : { kind: 'not-loaded', failure: disk.failure };
  }
  if (!facts.watching) return { kind: 'paused', changed: disk.kind === 'unread' };
  return { kind: 'same' };
}
