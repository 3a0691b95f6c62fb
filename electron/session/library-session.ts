import type { Outcome } from '../contract/failure.ts';
import type { SymbolColumns, SymbolTableName } from '../contract/library-model.ts';
import type {
  CallInput,
  CallRecord,
  HeaderFile,
  LibraryOptions,
  LibraryState,
  NamedCalls,
  PinnedCall,
} from '../contract/session-state.ts';

/** What the user may set; what is left out stays. */
export type OptionChanges = { readonly [K in keyof LibraryOptions]?: LibraryOptions[K] };

export interface CallLimits {
  /** After so many milliseconds the runner is ended with the fault `timeout`; none by default. */
  readonly timeoutMs?: number;
  /** How many times to call; 1 by default, 0 only looks the function up. */
  readonly repeat?: number;
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
   * Calls a function of the running generation. `bad-prototype`, `bad-argument`, `not-loaded` and `busy` are
   * failures of the request and leave no record; everything that reached the runner is a record.
   */
  call(input: CallInput, limits?: CallLimits): Promise<Outcome<CallRecord>>;
  /** Ends the native code at work by ending its process; fails in main, where that would end the program. */
  stop(): Promise<Outcome<null>>;
  setOptions(changes: OptionChanges): Promise<Outcome<null>>;
  /** Unloads the library and stops watching, so that nothing holds the file; `reload` takes it up again. */
  release(): Promise<Outcome<null>>;
  pin(input: CallInput): Outcome<PinnedCall>;
  unpin(pinnedId: string): Outcome<null>;
  /** Runs one pinned call, or all in order for null, with the running generation. */
  runPinned(pinnedId: string | null): Promise<Outcome<null>>;
  saveDraft(draft: CallInput): void;
  selectSymbol(symbol: string | null): void;
  /** The headers that prototypes are read from, from now on. */
  setHeaders(headers: readonly HeaderFile[]): void;
  /** Shows the named calls of the library as they are kept now. */
  setNamed(named: NamedCalls | null): void;
  /** One symbol table of the running generation, of the file while nothing is loaded. */
  symbols(table: SymbolTableName): Promise<Outcome<SymbolTable>>;
  /** Newest first. */
  calls(): readonly CallRecord[];
  clearCalls(): void;
  /** Ends everything the session started and removes its copies. */
  close(): Promise<void>;
}
