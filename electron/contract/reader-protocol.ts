import type { Outcome } from './failure.ts';
import type { BuildKey, FileIdentity } from './identity.ts';
import type { ElfFacts, SymbolColumns, SymbolTableName } from './library-model.ts';

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
  /** Compares the exports of two files. */
  readonly compare: {
    readonly input: { readonly before: string; readonly after: string };
    readonly output: ExportChanges;
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
