import type { ComparedBuilds } from '../contract/build-changes.ts';
import type { LibraryBuild } from '../contract/build-command.ts';
import type { CallOnBoth } from '../contract/call-on-both.ts';
import type { CallInput, CallRecord } from '../contract/call-record.ts';
import type { Outcome } from '../contract/failure.ts';
import type { LibraryOptions } from '../contract/generation.ts';
import type { NamedCalls, PinnedCall, PinnedDefinition } from '../contract/kept-calls.ts';
import type { SymbolColumns, SymbolTableName } from '../contract/library-model.ts';
import type { PrototypeColumns, SymbolDescription } from '../contract/reader-protocol.ts';
import type { Measure } from '../contract/runner-protocol.ts';
import type { HeaderFile, LibraryState } from '../contract/session-state.ts';
import type { ShownValue } from '../contract/shown-value.ts';
import type { StateView } from '../contract/state-view.ts';
import type { StateChoice } from '../contract/variables.ts';

import type { ValuePlace } from './saved-values.ts';
import type { MemoryView } from './view-memory.ts';

/** What the user may set; what is left out stays. */
export type OptionChanges = { readonly [K in keyof LibraryOptions]?: LibraryOptions[K] };

export interface CallLimits {
  /** After so many milliseconds the runner is ended with the fault `timeout`; none by default. */
  readonly timeoutMs?: number;
  /** How many times to call; 1 by default, 0 only looks the function up. */
  readonly repeat?: number;
  /** Calls again and again and measures. */
  readonly measure?: Measure;
}

export interface SymbolTable {
  readonly symbolsVersion: number;
  readonly columns: SymbolColumns;
}

/** One open library: its file, its generations, its runner. Every promise settles exactly once, also on `close`. */
export interface LibrarySession {
  readonly id: string;
  state(): LibraryState;
  /** Calls the listener after every change of the state; returns the way to unsubscribe. */
  subscribe(listener: (state: LibraryState) => void): () => void;
  /** Starts watching and makes the first attempt to load; resolves when that attempt ended, however. */
  open(): Promise<void>;
  /** Loads what is on disk now, also the build that runs already and one that crashed before; resolves when the attempt ended. */
  reload(trigger: 'manual'): Promise<Outcome<null>>;
  /**
   * Makes the build of an earlier generation current again, as the next generation; resolves when the attempt ended.
   * The build on disk stays out until it is another one or `reload` takes it.
   */
  goBack(generation: number): Promise<Outcome<null>>;
  /**
   * Calls a function of the running generation. `bad-prototype`, `bad-argument`, `not-loaded` and `busy` are
   * failures of the request and leave no record; everything that reached the runner is a record.
   */
  call(input: CallInput, limits?: CallLimits): Promise<Outcome<CallRecord>>;
  /** The same call on the running build, and then, unless it was stopped, on the one beside. */
  callBoth(input: CallInput, limits?: CallLimits): Promise<Outcome<CallOnBoth>>;
  /**
   * Opens the build of an earlier generation beside the running one, in an isolated process of its own, in the place of
   * one that is there. Reloads and options do not touch it.
   */
  openBeside(generation: number): Promise<Outcome<null>>;
  closeBeside(): Promise<Outcome<null>>;
  /** Ends the native code at work by ending its process; fails in main, where that would end the program. */
  stop(): Promise<Outcome<null>>;
  setOptions(changes: OptionChanges): Promise<Outcome<null>>;
  /** Unloads the library and stops watching, so that nothing holds the file; `reload` takes it up again. */
  release(): Promise<Outcome<null>>;
  pin(input: CallInput): Promise<Outcome<PinnedCall>>;
  unpin(pinnedId: string): Outcome<null>;
  /** Makes a check of a pinned call, or a mere call again for null; `bad-argument` says what does not fit its result. */
  expect(pinnedId: string, expected: string | null): Promise<Outcome<null>>;
  /** Puts a pinned call at the place `index` of the list, counted from 0. */
  movePinned(pinnedId: string, index: number): Outcome<null>;
  /** The list as its file says it; what is known of the same calls stays. */
  setPinned(definitions: readonly PinnedDefinition[]): void;
  /** Runs one pinned call, or all in order for null, with the running generation. */
  runPinned(pinnedId: string | null): Promise<Outcome<null>>;
  saveDraft(draft: CallInput): void;
  selectSymbol(symbol: string | null): void;
  /** The headers that prototypes are read from, from now on. */
  setHeaders(headers: readonly HeaderFile[]): void;
  /** Shows the named calls of the library as they are kept now. */
  setNamed(named: NamedCalls | null): void;
  /** Shows the build command of the library and how its last build went. */
  setBuild(build: LibraryBuild): void;
  /** One symbol table of the running generation, of the file while nothing is loaded. */
  symbols(table: SymbolTableName): Promise<Outcome<SymbolTable>>;
  /** What differs between the builds of two generations, while the copies of both are kept. */
  compare(before: number, after: number): Promise<Outcome<ComparedBuilds>>;
  /** How a symbol is called, by every source there is; `text` is a prototype typed by hand, or empty. */
  describe(symbol: string, text: string): Promise<Outcome<SymbolDescription>>;
  /** The prototypes of all exports, row by row like their table. */
  prototypes(): Promise<Outcome<{ readonly symbolsVersion: number; readonly columns: PrototypeColumns }>>;
  /** Gives a value of a recorded call a name for later arguments. */
  saveValue(place: ValuePlace, name: string): Outcome<null>;
  forgetValue(name: string): void;
  /** Reads the memory of the running generation's process as it is now; never a fault. */
  view(address: bigint, as: MemoryView): Promise<Outcome<ShownValue>>;
  /** The variables of the running generation with their values of this moment; waits for an open call. */
  variables(): Promise<Outcome<StateView>>;
  /** What is to be done about the state at the next reloads. */
  chooseState(choice: StateChoice): Promise<Outcome<null>>;
  /** Newest first. */
  calls(): readonly CallRecord[];
  clearCalls(): void;
  /** Ends everything the session started and removes its copies. */
  close(): Promise<void>;
}
