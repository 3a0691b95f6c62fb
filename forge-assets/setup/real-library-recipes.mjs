import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { requireCommand } from './run-command.mjs';

/**
 * How one real library is made from Debian's source of it.
 * @typedef {object} Recipe
 * @property {string} name
 * @property {string} source the Debian source package
 * @property {'gcc' | 'g++'} compiler
 * @property {readonly string[]} flags for each source file
 * @property {readonly string[]} link for the library
 * @property {(folder: string) => Promise<void>} [prepare] makes the source files, in the unpacked source
 * @property {readonly string[]} folders where the source files are, relative to the unpacked source
 * @property {RegExp} files the names of the source files
 * @property {readonly string[]} headers the public headers, relative to the unpacked source
 */

/** The amalgamation is made by the source's own build, which needs tclsh. @param {string} folder */
async function amalgamate(folder) {
  const failure = "SQLite's amalgamation cannot be made.";
  await requireCommand(failure, './configure', [], { cwd: folder });
  await requireCommand(failure, 'make', ['sqlite3.c'], { cwd: folder });
}

/**
 * C and C++, DWARF 4 and 5, optimised in several ways. leveldb, heavy with templates, is the large one: more than
 * 10 MB of .debug_info.
 * @type {readonly Recipe[]}
 */
export const recipes = [
  {
    name: 'zlib',
    source: 'zlib',
    compiler: 'gcc',
    flags: ['-O2', '-gdwarf-4', '-fPIC', '-DHAVE_HIDDEN', '-D_LARGEFILE64_SOURCE=1', '-DHAVE_UNISTD_H'],
    link: ['-Wl,-soname,libz.so.1'],
    folders: ['.'],
    files: /\.c$/,
    headers: ['zlib.h', 'zconf.h'],
  },
  {
    name: 'sqlite3',
    source: 'sqlite3',
    compiler: 'gcc',
    flags: ['-O1', '-gdwarf-5', '-fPIC', '-DSQLITE_ENABLE_COLUMN_METADATA', '-DSQLITE_ENABLE_FTS5'],
    link: ['-Wl,-soname,libsqlite3.so.0', '-lm', '-lpthread'],
    prepare: amalgamate,
    folders: ['.'],
    files: /^sqlite3\.c$/,
    headers: ['sqlite3.h'],
  },
  {
    name: 'jsoncpp',
    source: 'libjsoncpp',
    compiler: 'g++',
    flags: ['-O2', '-gdwarf-4', '-fPIC', '-Iinclude'],
    link: ['-Wl,-soname,libjsoncpp.so.25'],
    folders: ['src/lib_json'],
    files: /\.cpp$/,
    headers: [],
  },
  {
    name: 'leveldb',
    source: 'leveldb',
    compiler: 'g++',
    flags: [
      ...['-O1', '-gdwarf-5', '-fPIC', '-std=c++17', '-DLEVELDB_PLATFORM_POSIX=1', '-I.', '-Iinclude'],
      // Each unit describes all that its headers declare, used or not: the size of a large project in little time.
      ...[
        '-fno-eliminate-unused-debug-types',
        '-include',
        'regex',
        '-include',
        'thread',
        '-include',
        'future',
      ],
    ],
    link: ['-Wl,-soname,libleveldb.so.1', '-lpthread'],
    folders: ['db', 'table', 'util', 'helpers/memenv'],
    files: /^(?!.*(test|bench|windows|leveldbutil)).*\.cc$/,
    headers: [],
  },
];

/**
 * The source files of a recipe, relative to the unpacked source, sorted.
 * @param {Recipe} recipe
 * @param {string} folder the unpacked source
 * @returns {string[]}
 */
export function sourcesOf({ folders, files }, folder) {
  return folders
    .flatMap((name) =>
      readdirSync(join(folder, name))
        .filter((file) => files.test(file))
        .map((file) => join(name, file)),
    )
    .sort();
}
