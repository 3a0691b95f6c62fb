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

/** gdb keeps line numbers in 16 bits: of SQLite's 180,000 lines it tells the place modulo 65,536. */
const wrappedLines = (atMost: number): Reason => ({
  why: 'gdb 13 keeps the lines of declarations in 16 bits',
  explains: ({ what, ours, theirs }) => {
    const [file, line = ''] = ours.split(':');
    return what === 'place' && theirs === `${file}:${Number(line) % 65_536}` && Number(line) >= 65_536;
  },
  atMost,
});

const anyParameters = (atMost: number): Reason => ({
  why: 'the table of virtual functions has functions with any parameters, which gdb writes without',
  explains: ({ what, ours, theirs }) => what === 'members' && ours.replaceAll('(...)', '()') === theirs,
  atMost,
});

/** gdb lists the variables of a function's block, and a parameter without a name is none. */
const namelessParameters = (atMost: number): Reason => ({
  why: 'gdb names only the parameters that have a name',
  explains: ({ what }) => /^name \d+$/.test(what),
  atMost,
});

const packedParameters = (atMost: number): Reason => ({
  why: 'gdb does not read the parameters that stand for a pack of template parameters (`T...`)',
  explains: ({ about, what, theirs }) =>
    /Dp[A-Z]/.test(about) && /^parameter \d+/.test(what) && (theirs === 'none' || theirs === ''),
  atMost,
});

const emptyAlignment: Reason = {
  why: "gdb's alignof takes the first of several classes of that name, which is only declared",
  explains: ({ about, what }) => about === 'leveldb::MemTable::KeyComparator' && what === 'alignment',
  atMost: 1,
};

const byLibrary: Readonly<Record<RealLibraryName, Reasons>> = {
  zlib: { ...none, functions: [folded(2)] },
  sqlite3: { ...none, functions: [wrappedLines(300)] },
  jsoncpp: {
    ...none,
    functions: [folded(9), packedParameters(24), namelessParameters(4)],
    records: [anyParameters(5)],
  },
  leveldb: {
    ...none,
    functions: [packedParameters(38), namelessParameters(40)],
    records: [anyParameters(40), emptyAlignment],
  },
};

/** Every difference that is known and right, by library. */
export function reasonsOf(name: RealLibraryName): Reasons {
  return byLibrary[name];
}

/** The same for the small sources. */
export const caseReasons: readonly Reason[] = [
  {
    why: "gdb's Python does not tell const of a type that is volatile as well",
    explains: ({ ours, theirs }) => ours === '*const i64' && theirs === '*i64',
    atMost: 1,
  },
  {
    why: "gdb's alignof does not see that a record is packed",
    explains: ({ about, what, ours }) => about === 'packed' && what === 'alignment' && ours === '1',
    atMost: 1,
  },
  {
    why: 'gcc calls the type of this enum unsigned, whatever the constant says; gdb goes by the constant',
    explains: ({ about, what }) => about === 'widest' && what === 'constants',
    atMost: 1,
  },
  {
    why: 'gdb writes the object among the parameters of a pointer to a member function',
    explains: ({ ours, theirs }) => theirs.includes('(geometry::v1::Circle::*)(') && ours.includes('::*)('),
    atMost: 1,
  },
  {
    why: 'gdb takes the type of nullptr for void',
    explains: ({ about, theirs }) => about === '_Z7nothingDn' && theirs === 'void',
    atMost: 1,
  },
  anyParameters(6),
  packedParameters(6),
  {
    why: 'gdb takes an enum without negative constants for unsigned; an enum class is an int (C++17, 10.2)',
    explains: ({ about, ours, theirs }) =>
      /^(Holder|_Z5color)/.test(about) && ours.replaceAll('i32', 'u32') === theirs.replaceAll('i32', 'u32'),
    atMost: 3,
  },
  {
    why: "gdb's alignof takes a pointer to a member for an object of its own size",
    explains: ({ about, what, ours, theirs }) =>
      what === 'alignment' &&
      ours === '8' &&
      theirs === '16' &&
      /^std::(function<|_Function_base|_Any_data|_Nocopy_types)/.test(about),
    atMost: 4,
  },
];
