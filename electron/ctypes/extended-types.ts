import type { CType } from '../contract/prototype.ts';

/**
 * Types that no register of ours carries, by their words in order, with their sizes in bytes on 64-bit Linux (both
 * psABIs): legal behind a pointer.
 */
const sizes: ReadonlyMap<string, readonly [spelling: string, size: number]> = new Map([
  ['double long', ['long double', 16]],
  ['__int128', ['__int128', 16]],
  ['__int128 signed', ['__int128', 16]],
  ['__int128 unsigned', ['unsigned __int128', 16]],
  ['_Complex float', ['float _Complex', 8]],
  ['_Complex double', ['double _Complex', 16]],
  ['_Complex double long', ['long double _Complex', 32]],
  ['__float128', ['__float128', 16]],
  ['_Float128', ['_Float128', 16]],
  ['_Float16', ['_Float16', 2]],
] as const);

const words: ReadonlyMap<string, string> = new Map([
  ['__int128', '__int128'],
  ['_Complex', '_Complex'],
  ['__complex__', '_Complex'],
  ['__float128', '__float128'],
  ['_Float128', '_Float128'],
  ['_Float16', '_Float16'],
]);

/** True for a word that makes one of these types, alone or beside type keywords. */
export function isExtendedWord(text: string): boolean {
  return words.has(text);
}

/** The opaque type that these words name together in any order, or null. */
export function extendedType(given: readonly string[]): CType | null {
  const key = given.map((word) => words.get(word) ?? word).sort();
  const found = sizes.get(key.join(' '));
  return found ? { kind: 'opaque', spelling: found[0], size: found[1] } : null;
}
