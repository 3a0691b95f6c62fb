import type { RealLibraryName } from '../../../native-samples/real-libraries.ts';
import type { Reason } from './differences.ts';

export interface Reasons {
  readonly functions: readonly Reason[];
  readonly records: readonly Reason[];
  readonly enums: readonly Reason[];
  readonly pahole: readonly Reason[];
}

const none: Reasons = { functions: [], records: [], enums: [], pahole: [] };

/** What gcc folds into a function with equal code has no address in the debug information; we find it by its name. */
const folded = (atMost: number): Reason => ({
  why: 'gdb finds functions by their address alone, and gcc folded these into others',
  explains: ({ what, ours, theirs }) => what === 'function' && ours === 'known' && theirs === 'unknown',
  atMost,
});

const byLibrary: Readonly<Record<RealLibraryName, Reasons>> = {
  zlib: { ...none, functions: [folded(2)] },
  sqlite3: none,
  jsoncpp: { ...none, functions: [folded(9)] },
  leveldb: none,
};

/** Every difference that is known and right, by library. */
export function reasonsOf(name: RealLibraryName): Reasons {
  return byLibrary[name];
}

/** The same for the small sources. */
export const caseReasons: readonly Reason[] = [];
