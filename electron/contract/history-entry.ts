import type { KeptChanges } from './build-changes.ts';
import type { Failure } from './failure.ts';
import type { Fault } from './fault.ts';
import type { ReloadStrategy, RunPlace, UnloadProof } from './generation.ts';
import type { BuildKey, FileIdentity } from './identity.ts';
import type { NeededChange } from './needed-build.ts';
import type { PinnedEffect } from './pinned-effect.ts';
import type { StateChange } from './variables.ts';

export const verdicts = [
  'loaded',
  'unchanged',
  'rejected',
  'crashed',
  'rolled-back',
  'missing',
  'fault',
  'released',
] as const;

/**
 * How one attempt ended: `crashed` while loading, `rolled-back` to the build before (strict), `missing` when the file
 * went away, `fault` when the process of a loaded generation ended by itself or in a call.
 */
export type Verdict = (typeof verdicts)[number];

/** `back`: the user made an earlier build current again. */
export type ReloadTrigger = 'open' | 'watch' | 'manual' | 'option' | 'recovery' | 'back';

export interface BuildChange {
  readonly identity: FileIdentity;
  readonly build: BuildKey | null;
  /** One hash for all needed libraries that belong to the build; absent when there are none. */
  readonly neededHash?: string;
}

/** One line of the reload history: kept across restarts. */
export interface HistoryEntry {
  readonly id: string;
  /** Path of the library as the user opened it. */
  readonly library: string;
  readonly atMs: number;
  /** Null for an attempt that made no generation. */
  readonly generation: number | null;
  /** The generation that answers calls after this attempt. */
  readonly answering: number | null;
  readonly verdict: Verdict;
  readonly trigger: ReloadTrigger;
  /** From the end of settling to callable (or refused). */
  readonly durationMs: number;
  readonly place: RunPlace;
  readonly strategy: ReloadStrategy;
  readonly before: BuildChange | null;
  readonly after: BuildChange | null;
  readonly symbolCount: number | null;
  /** True when both builds were there to be compared; else what was added, removed and changed is not known. */
  readonly compared: boolean;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Functions whose bytes differ. */
  readonly changed: readonly string[];
  readonly addedCount: number;
  readonly removedCount: number;
  readonly changedCount: number;
  readonly failure: Failure | null;
  readonly fault: Fault | null;
  /** The generation that answered before this one, while it was there to be compared with; null otherwise. */
  readonly replaced: number | null;
  /** What differs between the two builds; null when they were not compared. */
  readonly changes: KeptChanges | null;
  /** Needed libraries that belong to the build and are others than in the generation before. */
  readonly needed: readonly NeededChange[];
  /** What the pinned calls told of the build; null while they did not run with it. */
  readonly pinned: PinnedEffect | null;
  /** Of the generation before, when it was closed in its process. */
  readonly proof: UnloadProof | null;
  /** The function of a reload hook that failed, as dlsym knows it; null when none did. */
  readonly failedHook: string | null;
  /** What became of the library's variables; null when none is known to have lost its value. */
  readonly state: StateChange | null;
  /** Further sentences: an older image stayed mapped, a needed library was opened first, … */
  readonly notes: readonly string[];
}
