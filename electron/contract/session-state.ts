import type { KeptChanges } from './build-changes.ts';
import type { LibraryBuild } from './build-command.ts';
import type { BrokenBy, CheckVerdict, RunSpan } from './check.ts';
import type { Failure } from './failure.ts';
import type { Fault, OutputTail } from './fault.ts';
import type { BuildKey, FileIdentity } from './identity.ts';
import type { BesideBuild, KeptBuild } from './kept-builds.ts';
import type { ElfFacts } from './library-model.ts';
import type { NeededChange } from './needed-build.ts';
import type { PinnedEffect } from './pinned-effect.ts';
import type { Binding, Timing } from './runner-protocol.ts';
import type { StateChange, StateChoices } from './variables.ts';

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
  /** What became of the library's variables; null when none is known to have lost its value. */
  readonly state: StateChange | null;
  /** Further sentences: an older image stayed mapped, a needed library was opened first, … */
  readonly notes: readonly string[];
}

/** A value as people read it: a leaf, or a tree of members or elements. */
export interface ShownValue {
  /** Member name, `[3]`, parameter label; null for the value as a whole and for an anonymous member. */
  readonly name: string | null;
  readonly type: string;
  /** Exact; what a leaf says can be typed in again. Of a tree a short form, `{x: 1, y: 2}`. */
  readonly text: string;
  /** The bits of an integer in the width of its type, `0x0000000c`; bytes as `68 65 6c`. */
  readonly hex: string | null;
  /** Where it lies in the runner's memory, `0x…`; null for what came in registers. */
  readonly at: string | null;
  /** What a pointer holds, `0x…`, when that is not NULL: it can be viewed. */
  readonly pointsTo: string | null;
  readonly children: readonly ShownValue[];
  /** Elements that were left out at the end. */
  readonly more: number;
  /** A leaf in JSON, exact: text where a JSON number would not be; null for a tree. */
  readonly json: string | null;
}

/** What a recorder saw. */
export interface ShownCallback {
  readonly label: string;
  /** All calls, also those that are not in `calls`. */
  readonly total: number;
  /** The arguments of the first calls. */
  readonly calls: readonly (readonly ShownValue[])[];
}

/** A value that the user named: `$db` in any later argument. */
export interface SavedValue {
  /** Without the dollar sign. */
  readonly name: string;
  readonly type: string;
  readonly text: string;
  /** `sqlite3_open #3`: where it comes from. */
  readonly origin: string;
  readonly generation: number;
  readonly savedAtMs: number;
  /** Why it can be used no more, as one sentence; null while it can. */
  readonly dead: string | null;
}

/** A header that the user chose for a library. */
export interface HeaderFile {
  readonly id: string;
  readonly name: string;
  /** Absolute, for display. */
  readonly path: string;
}

/** A call that the user gave a name, kept in a file of the library. */
export interface NamedCall {
  readonly name: string;
  readonly input: CallInput;
}

/** The named calls of a library and the file that holds them. */
export interface NamedCalls {
  /** Absolute; may lie in the user's repository. */
  readonly file: string;
  /** False while the file lies in the profile of this program. */
  readonly chosen: boolean;
  /** By name. */
  readonly calls: readonly NamedCall[];
  /** Why the file could not be read or written, or null. */
  readonly problem: string | null;
}

/** How a call ended. Values are already text: exact, formatted once in main. */
export type CallOutcome =
  | {
      readonly kind: 'returned';
      /** `7`, `"hello"`, `0x7f…`; empty for void. */
      readonly text: string;
      readonly hex: string | null;
      readonly type: string;
      /** The same as a tree, with what its pointers point to. */
      readonly value: ShownValue;
      /** *out* and *in/out* arguments after the call, named by their labels. */
      readonly out: readonly ShownValue[];
      readonly callbacks: readonly ShownCallback[];
      readonly durationNs: number;
      /** Figures of a measurement; null for an ordinary call. */
      readonly timing: Timing | null;
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
  /** As C writes it. In a draft it may be empty: then the best source that the library has decides. */
  readonly prototype: string;
  /** One text for each parameter, then for each extra argument of a variadic function; see `ctypes/literal.ts` for structs, buffers and the like. */
  readonly arguments: readonly string[];
}

export interface CallRecord {
  readonly id: string;
  readonly atMs: number;
  readonly generation: number;
  readonly input: CallInput;
  readonly outcome: CallOutcome;
  /** `beside`: the user's call, made on the build beside the running one. */
  readonly trigger: 'user' | 'pinned' | 'beside';
}

export interface PinnedResult {
  readonly generation: number;
  readonly atMs: number;
  readonly outcome: CallOutcome;
  /** Of its runs with this generation that returned; null when none did. */
  readonly span: RunSpan | null;
}

/** What the file of a library says of a pinned call. */
export interface PinnedDefinition {
  /** What it is called in lists; null where the call itself says it. */
  readonly name: string | null;
  readonly input: CallInput;
  /** What its result must be, in the argument language; null while nothing is expected. See `checks/expected-result.ts`. */
  readonly expected: string | null;
}

/** A call that runs with every new build. */
export interface PinnedCall extends PinnedDefinition {
  readonly id: string;
  /** The newest result, of the generation it names. */
  readonly latest: PinnedResult | null;
  /** The result of an earlier generation, which `latest` is shown against. */
  readonly previous: PinnedResult | null;
  /** Why it was not run with the current generation, or null. */
  readonly stale: string | null;
  /** Of `latest` against `expected`; null while one of them is missing. */
  readonly verdict: CheckVerdict | null;
  /** Kept until the check passes again; null for one that never passed. */
  readonly brokenBy: BrokenBy | null;
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
