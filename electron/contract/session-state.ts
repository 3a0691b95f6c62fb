import type { LibraryBuild } from './build-command.ts';
import type { CallInput } from './call-record.ts';
import type { Failure } from './failure.ts';
import type { Fault } from './fault.ts';
import type { Generation, LibraryOptions } from './generation.ts';
import type { FileIdentity } from './identity.ts';
import type { BesideBuild, KeptBuild } from './kept-builds.ts';
import type { NamedCalls, PinnedCall } from './kept-calls.ts';
import type { ElfFacts } from './library-model.ts';
import type { SavedValue } from './shown-value.ts';
import type { StateChoices } from './variables.ts';

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

/** A header that the user chose for a library. */
export interface HeaderFile {
  readonly id: string;
  readonly name: string;
  /** Absolute, for display. */
  readonly path: string;
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
  /** Needed libraries that belong to the running build, since they lie beside the library or in its project: absolute. They are watched and reloaded with it. */
  readonly needed: readonly string[];
  /** Identity last seen on disk. */
  readonly onDisk: FileIdentity | null;
  /** Changes whenever the symbol tables to show changed; names them in `library:symbols`. */
  readonly symbolsVersion: number;
  readonly activity: Activity | null;
  readonly pinned: readonly PinnedCall[];
  /** Inputs as the user left them, by symbol name. */
  readonly drafts: Readonly<Record<string, CallInput>>;
  readonly selectedSymbol: string | null;
  /** Headers that the prototypes are read from, in the order in which they were added. */
  readonly headers: readonly HeaderFile[];
  /** Newest last. */
  readonly saved: readonly SavedValue[];
  readonly named: NamedCalls | null;
  /** The builds whose private copies are there, the running one among them; loaded last comes first. */
  readonly kept: readonly KeptBuild[];
  /** The earlier generation whose build the user went back to, while it runs and the file holds another one. */
  readonly wentBackTo: number | null;
  /** The build that is open beside the running one, or null. */
  readonly beside: BesideBuild | null;
  /** The command that builds it; null until main has looked for one. */
  readonly build: LibraryBuild | null;
  readonly stateChoices: StateChoices;
  /** Writable variables of the running build; null while they are not known. */
  readonly variableCount: number | null;
  /** How changes are noticed: events of the folder, or polling where the file system sends none. */
  readonly watchMethod: 'events' | 'polling' | 'off';
}
