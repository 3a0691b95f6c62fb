import type { Failure } from './failure.ts';
import type { Fault, OutputTail } from './fault.ts';
import type { BuildKey, FileIdentity } from './identity.ts';
import type { ElfFacts } from './library-model.ts';
import type { Binding } from './runner-protocol.ts';

/** Where the library is loaded and called. */
export type RunPlace = 'isolated' | 'in-main';

/** How a new build takes the place of the old one. In main there is no other process to go to, so it is always `strict` there. */
export type ReloadStrategy = 'strict' | 'fresh';

/** What the user chose for one library; remembered. */
export interface LibraryOptions {
  readonly runIn: RunPlace;
  readonly strategy: ReloadStrategy;
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
  /** One sentence when the proof failed that the code of this generation is what runs (an older image stayed mapped). */
  readonly staleWarning: string | null;
}

/** The running build against the file on disk. */
export type Freshness =
  | { readonly kind: 'same' }
  /** The file is being written or waits to be looked at. */
  | { readonly kind: 'settling'; readonly sinceMs: number }
  /** The file on disk is another build than the one that runs, and this is why. */
  | { readonly kind: 'older'; readonly failure: Failure }
  | { readonly kind: 'missing' }
  /** Watching is off; `changed` tells whether the file differs from what runs. */
  | { readonly kind: 'paused'; readonly changed: boolean }
  /** The user released the file: nothing is loaded or watched. */
  | { readonly kind: 'released' }
  /** The process that held the library is gone and no new one took its place. */
  | { readonly kind: 'crashed'; readonly fault: Fault }
  /** Nothing could be loaded yet. */
  | { readonly kind: 'not-loaded'; readonly failure: Failure }
  | { readonly kind: 'loading'; readonly sinceMs: number };

/** What native code is at work right now. */
export interface Activity {
  readonly kind: 'load' | 'call' | 'unload';
  readonly symbol: string | null;
  readonly startedAtMs: number;
}

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

export type ReloadTrigger = 'open' | 'watch' | 'manual' | 'option' | 'recovery';

export interface BuildChange {
  readonly identity: FileIdentity;
  readonly build: BuildKey | null;
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
  /** Further sentences: an older image stayed mapped, a needed library was opened first, … */
  readonly notes: readonly string[];
}

/** How a call ended. Values are already text: exact, formatted once in main. */
export type CallOutcome =
  | {
      readonly kind: 'returned';
      /** `7`, `"hello"`, `0x7f…`; empty for void. */
      readonly text: string;
      readonly hex: string | null;
      readonly type: string;
      readonly durationNs: number;
      readonly errno: { readonly code: number; readonly name: string; readonly message: string } | null;
      readonly stdout: OutputTail;
      readonly stderr: OutputTail;
    }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | {
      readonly kind: 'fault';
      readonly fault: Fault;
      readonly stdout: OutputTail;
      readonly stderr: OutputTail;
    };

/** What to call: everything the user typed, kept as typed. */
export interface CallInput {
  /** The exact name given to dlsym. */
  readonly symbol: string;
  readonly prototype: string;
  readonly arguments: readonly string[];
}

export interface CallRecord {
  readonly id: string;
  readonly atMs: number;
  readonly generation: number;
  readonly input: CallInput;
  readonly outcome: CallOutcome;
  readonly trigger: 'user' | 'pinned';
}

export interface PinnedResult {
  readonly generation: number;
  readonly atMs: number;
  readonly outcome: CallOutcome;
}

export interface PinnedCall {
  readonly id: string;
  readonly input: CallInput;
  /** The newest result, of the generation it names. */
  readonly latest: PinnedResult | null;
  /** The result of an earlier generation, which `latest` is shown against. */
  readonly previous: PinnedResult | null;
  /** Why it was not run with the current generation, or null. */
  readonly stale: string | null;
}

/** Everything main knows of one open library, but for its symbol tables, history and call log, which travel apart. */
export interface LibraryState {
  readonly id: string;
  /** As the user opened it, absolute. */
  readonly path: string;
  /** After following links; null while the file is missing. */
  readonly realPath: string | null;
  readonly name: string;
  readonly directory: string;
  readonly options: LibraryOptions;
  readonly freshness: Freshness;
  readonly generation: Generation | null;
  /** Facts of the file on disk when nothing is loaded (static view); else null. */
  readonly fileFacts: ElfFacts | null;
  /** Identity last seen on disk. */
  readonly onDisk: FileIdentity | null;
  /** Changes whenever the symbol tables to show changed; names them in `library:symbols`. */
  readonly symbolsVersion: number;
  readonly activity: Activity | null;
  readonly pinned: readonly PinnedCall[];
  /** Inputs as the user left them, by symbol name. */
  readonly drafts: Readonly<Record<string, CallInput>>;
  readonly selectedSymbol: string | null;
  /** How changes are noticed: events of the folder, or polling where the file system sends none. */
  readonly watchMethod: 'events' | 'polling' | 'off';
}
