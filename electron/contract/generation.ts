import type { BuildKey, FileIdentity } from './identity.ts';
import type { ElfFacts } from './library-model.ts';
import type { Binding } from './runner-protocol.ts';

/** Where the library is loaded and called. */
export type RunPlace = 'isolated' | 'in-main';

/**
 * How a new build takes the place of the old one: `swap` opens it beside the old one in the same process and then closes
 * that, `fresh` opens it in a new process, `strict` closes the old one first. In main there is no other process to go
 * to, so it is always `strict` there.
 */
export type ReloadStrategy = 'swap' | 'fresh' | 'strict';

/** What `swap` does when the old image cannot leave the process: go on in a new one, or keep the state with a warning. */
export type WhenStuck = 'fresh' | 'keep';

/** What the user chose for one library; remembered. */
export interface LibraryOptions {
  readonly runIn: RunPlace;
  readonly strategy: ReloadStrategy;
  readonly whenStuck: WhenStuck;
  readonly binding: Binding;
  /** False while reloads by themselves are paused. */
  readonly watching: boolean;
}

/** One loaded build. Numbers start at 1 for each library and are never used again, also not after a restart of the program. */
export interface Generation {
  readonly number: number;
  readonly identity: FileIdentity;
  readonly build: BuildKey;
  readonly facts: ElfFacts;
  readonly place: RunPlace;
  readonly strategy: ReloadStrategy;
  /** The process that holds it. */
  readonly pid: number;
  readonly loadedAtMs: number;
  /** What of an older generation is still in use, or null. */
  readonly stale: StaleWarning | null;
}

/** `code`: calls run an older image. `statics`: calls run this build, and some of its variables are those of an older image. */
export interface StaleWarning {
  readonly kind: 'code' | 'statics';
  /** What it means and what helps, in sentences. */
  readonly warning: string;
}

/** Whether the image of a generation left its process when it was closed, and if not, why. */
export interface UnloadProof {
  readonly generation: number;
  readonly gone: boolean;
  /** Empty when it is gone. */
  readonly reasons: readonly StuckReason[];
}

export const stuckReasonKinds = [
  'unique',
  'nodelete',
  'opened-twice',
  'needed',
  'pointed-to',
  'thread-local',
  'thread',
  'signal-handler',
  'refused',
  'unknown',
] as const;

/** Why an image stays, from evidence of the process or, where that says nothing, from the file. */
export interface StuckReason {
  readonly kind: (typeof stuckReasonKinds)[number];
  /** One sentence. */
  readonly cause: string;
  /** What to change, one sentence; empty where nothing is known to help. */
  readonly cure: string;
  /** Symbols, demangled, or objects that the cause speaks of; the first ones. */
  readonly names: readonly string[];
}
