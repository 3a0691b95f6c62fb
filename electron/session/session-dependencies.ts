import type { CallInput, CallRecord } from '../contract/call-record.ts';
import type { Outcome } from '../contract/failure.ts';
import type { LibraryOptions, RunPlace } from '../contract/generation.ts';
import type { BuildChange, HistoryEntry } from '../contract/history-entry.ts';
import type { PinnedCall } from '../contract/kept-calls.ts';
import type { ReaderClient } from '../contract/reader-protocol.ts';
import type { HeaderFile } from '../contract/session-state.ts';
import type { StateChoices } from '../contract/variables.ts';
import type { Runner } from '../processes/runner.ts';
import type { Clock } from '../watch/clock.ts';
import type { FileAccess } from '../watch/file-access.ts';
import type { WatchLibrary } from '../watch/library-watcher.ts';
import type { CopyStore } from './copy-store.ts';
import type { LoaderEnvironment } from './loader-environment.ts';

/** Gives runners; an isolated one is a process of its own, started beforehand where possible. */
export interface RunnerSource {
  acquire(place: RunPlace): Promise<Outcome<Runner>>;
}

/** Everything a session needs from outside; no Electron in it. */
export interface SessionDependencies {
  readonly reader: ReaderClient;
  readonly runners: RunnerSource;
  readonly copies: CopyStore;
  readonly watch: WatchLibrary;
  readonly files: FileAccess;
  /** That of the runners. */
  readonly loader: LoaderEnvironment;
  readonly clock: Clock;
  /** An id never given before in this program. */
  readonly newId: () => string;
  readonly recordHistory: (entry: HistoryEntry) => void;
  /** Takes the place of an entry of the same id that was recorded before: more is known of it. */
  readonly amendHistory: (entry: HistoryEntry) => void;
  readonly recordCall: (record: CallRecord) => void;
  /** All pinned calls ran with the generation that was just loaded. */
  readonly pinnedRan?: (generation: number) => void;
  /** The whole content of a file that the user chose for an argument of this library; others are refused. */
  readonly readFile: (path: string) => Outcome<Uint8Array>;
}

/** Bounds that tests and the command line change; defaults in `session-limits.ts`. */
export interface SessionLimits {
  /** A constructor that runs longer is ended, in milliseconds. */
  readonly loadTimeoutMs: number;
  /** A destructor that runs longer is ended, in milliseconds. */
  readonly unloadTimeoutMs: number;
  /** A pinned call that runs longer after a reload is ended, in milliseconds. */
  readonly pinnedTimeoutMs: number;
  /** A hook of a reload that runs longer is ended, in milliseconds. */
  readonly hookTimeoutMs: number;
  /** How long destructors may take when the library is closed, in milliseconds. */
  readonly closeTimeoutMs: number;
  /** True when reloads by themselves are paused after three builds that crashed while loading; false where nobody could go on from there. */
  readonly pausesAfterCrashes: boolean;
  /** How many calls the log keeps. */
  readonly callLogLength: number;
  /** How many builds are kept to go back to, beside those in use. */
  readonly keptBuilds: number;
  /** How many bytes their copies may take; less where the disk is nearly full. */
  readonly keptBytes: number;
}

/** What was remembered of the library, or the defaults. */
export interface SessionStart {
  readonly id: string;
  /** Absolute, as the user opened it. */
  readonly path: string;
  /** The first number that was never used for this library; 1 at its first opening. */
  readonly nextGeneration: number;
  readonly options: LibraryOptions;
  /** Restored pinned calls; results of earlier generations stay to compare with. */
  readonly pinned?: readonly PinnedCall[];
  readonly drafts?: Readonly<Record<string, CallInput>>;
  readonly selectedSymbol?: string | null;
  readonly headers?: readonly HeaderFile[];
  readonly stateChoices?: StateChoices;
  /** The call log as it was kept, newest first. */
  readonly calls?: readonly CallRecord[];
  /** Content hashes of builds that crashed while loading: never loaded again by themselves. */
  readonly crashedBuilds?: readonly string[];
  /** The build that was loaded last, by an earlier run of the program. */
  readonly lastBuild?: BuildChange | null;
  readonly limits?: Partial<SessionLimits>;
}
