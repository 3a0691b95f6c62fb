import type { BuildChanges } from './build-changes.ts';
import type { Outcome } from './failure.ts';
import type { BuildKey, FileIdentity } from './identity.ts';
import type { ElfFacts, StringColumn, SymbolColumns, SymbolTableName } from './library-model.ts';
import type { Prototype, PrototypeSuggestion, TypeWithRecords } from './prototype.ts';
import type { VariableList } from './variables.ts';

/** The facts of one file at one identity. */
export interface Inspection {
  readonly identity: FileIdentity;
  readonly facts: ElfFacts;
}

/** A private copy that holds exactly the bytes of `identity`. */
export interface Snapshot {
  readonly identity: FileIdentity;
  readonly build: BuildKey;
  readonly facts: ElfFacts;
}

/** Names that differ between two builds: exports only, sorted, at most `changeNameLimit` of each kind. */
export interface ExportChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Functions in both whose bytes in the file differ. */
  readonly changed: readonly string[];
  /** Whole numbers, also when the lists were cut. */
  readonly addedCount: number;
  readonly removedCount: number;
  readonly changedCount: number;
}

export const changeNameLimit = 200;

/** What the files and their exports tell; prototypes and layouts are compared by `compareTypes`. */
export interface BuildComparison extends ExportChanges, BuildChanges {}

/** What debug information tells of two builds. */
export interface TypeComparison extends BuildChanges {
  /** Exports of both builds whose types were compared. */
  readonly comparedCount: number;
  /** Why nothing was compared, or not all of it, a sentence each: a build has no debug information. */
  readonly notes: readonly string[];
}

/** A build whose debug information may lie in a file of its own, found beside `originalPath`. */
export type DebugSource = Pick<PrototypeSources, 'path' | 'originalPath'>;

/** The most STB_GNU_UNIQUE symbols that are asked about; static copies of libstdc++ have some hundreds. */
export const uniqueSymbolLimit = 2000;

/** What a file says of itself that can keep it in a process; only the process has the proof. */
export interface UnloadHints {
  /** Names of the exports with STB_GNU_UNIQUE, the first `uniqueSymbolLimit`. */
  readonly unique: readonly string[];
  /** True when it imports `__cxa_thread_atexit` or `__cxa_thread_atexit_impl`, to have destructors run at the end of a thread. */
  readonly threadLocalDestructors: boolean;
}

/** The sources of prototypes beside the file itself. */
export interface PrototypeSources {
  readonly path: string;
  /** Where the library lay when it was built and opened, for separate debug files beside it; `path` may be a private copy. */
  readonly originalPath: string;
  /** Absolute paths of the headers that the user chose for the library. */
  readonly headers: readonly string[];
}

/** All that is known of how one symbol is called. */
export interface SymbolDescription {
  /** Best first: DWARF, header, mangled name. */
  readonly suggestions: readonly PrototypeSuggestion[];
  /** What the text of the request means; null when it was empty. Its types are looked up in the library's sources. */
  readonly typed: Outcome<Prototype> | null;
}

/** Codes in `PrototypeColumns.source`. */
export const prototypeSourceCodes = ['none', 'dwarf', 'header', 'mangled'] as const;

/** The best prototype of each row of the table of exports, in its order. */
export interface PrototypeColumns {
  /** As C writes it; empty where none is known. */
  readonly prototype: StringColumn;
  /** `(int a, int b) → int`, for a list; a variable's type; empty where none is known. */
  readonly signature: StringColumn;
  /** Index into `prototypeSourceCodes`. */
  readonly source: Uint8Array<ArrayBuffer>;
  /** Where debug information was found and what of it was not read; what of the headers could not be parsed. */
  readonly sources: readonly SourceReport[];
}

/** What became of one source of prototypes. */
export interface SourceReport {
  readonly source: 'dwarf' | 'header';
  /** The file that holds it; null for the library itself. */
  readonly path: string | null;
  /** One sentence: `DWARF 5, 12 units`, `41 functions declared, 38 of them exported`, `no debug information`. */
  readonly summary: string;
  /** What could not be read, a sentence each, at most 200; `line` in the header. */
  readonly problems: readonly { readonly message: string; readonly line: number | null }[];
  readonly problemCount: number;
}

/**
 * main → reader. Files are opened O_NONBLOCK, `fstat`ed on the same descriptor, read by position, and compared
 * with `fstat` again afterwards: a difference is the failure `changed-while-reading`.
 */
export interface ReaderRequests {
  /** Reads the facts; keeps the parsed model in a small cache by path and identity. */
  readonly inspect: { readonly input: { readonly path: string }; readonly output: Inspection };
  /**
   * Copies `path` to the new file `destination` (mode 0600), hashing on the way, and reads the facts from the copy.
   * While another process has the file open for writing it is the failure `being-written`, unless `evenIfOpen`.
   */
  readonly snapshot: {
    readonly input: { readonly path: string; readonly destination: string; readonly evenIfOpen?: boolean };
    readonly output: Snapshot;
  };
  /** One symbol table as columns. */
  readonly symbols: {
    readonly input: { readonly path: string; readonly table: SymbolTableName };
    readonly output: SymbolColumns;
  };
  /** Compares two files and their exports. `kept`: symbols whose changes stay in the list, whatever its limits. */
  readonly compare: {
    readonly input: { readonly before: string; readonly after: string; readonly kept?: readonly string[] };
    readonly output: BuildComparison;
  };
  /** Compares the prototypes of the exports and the types that they reach; other requests are answered in between. */
  readonly compareTypes: {
    readonly input: {
      readonly before: DebugSource;
      readonly after: DebugSource;
      readonly kept?: readonly string[];
    };
    readonly output: TypeComparison;
  };
  /** What in the file speaks of why it may stay in a process. */
  readonly unloadHints: { readonly input: { readonly path: string }; readonly output: UnloadHints };
  /** Demangled names, one for each; a name that is not mangled is itself. */
  readonly demangle: {
    readonly input: { readonly names: readonly string[] };
    readonly output: { readonly names: readonly string[] };
  };
  /** How one symbol is called; `text` is a prototype typed by hand, or empty. */
  readonly describe: {
    readonly input: PrototypeSources & { readonly symbol: string; readonly text: string };
    readonly output: SymbolDescription;
  };
  /** The prototypes of all exports; other requests are answered in between. */
  readonly prototypes: { readonly input: PrototypeSources; readonly output: PrototypeColumns };
  /** The writable variables: exported ones and, with debug information, static ones; other requests are answered in between. */
  readonly variables: { readonly input: PrototypeSources; readonly output: VariableList };
  /** A type written in C, such as `struct point *`, looked up in the library's sources. */
  readonly type: {
    readonly input: PrototypeSources & { readonly text: string };
    readonly output: TypeWithRecords;
  };
}

export type ReaderMethod = keyof ReaderRequests;

/** The reader as its users see it, whichever process it lives in. */
export type ReaderClient = {
  readonly [M in ReaderMethod]: (
    input: ReaderRequests[M]['input'],
  ) => Promise<Outcome<ReaderRequests[M]['output']>>;
};

export interface ReaderRequestMessage {
  readonly id: number;
  readonly method: ReaderMethod;
  readonly input: ReaderRequests[ReaderMethod]['input'];
}

export interface ReaderReplyMessage {
  readonly id: number;
  readonly outcome: Outcome<ReaderRequests[ReaderMethod]['output']>;
}
