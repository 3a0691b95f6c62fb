import type { Fault } from './fault.ts';
import type { BuildKey, FileIdentity } from './identity.ts';

/** A build of which a private copy is kept while the library is open: it can be made current again. */
export interface KeptBuild {
  /** Numbers of the generations that were this build, newest first; never empty. */
  readonly generations: readonly number[];
  readonly build: BuildKey;
  readonly identity: FileIdentity;
  /** When it was loaded last. */
  readonly loadedAtMs: number;
  /** True when it ended its process at the last try to load it. */
  readonly crashed: boolean;
}

/** An earlier build that is open in a process of its own, so that a call can be made on it and on the running one. */
export interface BesideBuild {
  /** The generation that was this build; it keeps its number. */
  readonly generation: number;
  readonly build: BuildKey;
  readonly identity: FileIdentity;
  readonly pid: number;
  readonly openedAtMs: number;
  /** How its process ended; the next call starts another one. */
  readonly fault: Fault | null;
}
