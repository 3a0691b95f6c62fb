import type { CType } from '../../electron/contract/prototype.ts';
import type { Direction, PointerMode } from './pointer-form.ts';

/** A way to fill a pointer, in two words. */
export function modeWord(mode: PointerMode, to: CType): string {
  switch (mode) {
    case 'empty':
      return 'choose…';
    case 'null':
      return 'NULL';
    case 'address':
      return 'address';
    case 'saved':
      return 'saved value';
    case 'string':
      return 'UTF-8 text';
    case 'buffer':
      return 'new buffer';
    case 'value':
      return to.kind === 'record' ? 'new struct' : 'new value';
    case 'list':
      return to.kind === 'pointer' ? 'new list' : 'new array';
    case 'zeroed':
      return 'new, zeroed';
    case 'callback':
      return 'callback';
    case 'symbol':
      return 'function';
    case 'text':
      return 'as text';
  }
}

/** What that way means. */
export const modeMeanings: Readonly<Record<PointerMode, string>> = {
  empty: 'Nothing is chosen yet. NULL is passed only when you say so.',
  null: 'The null pointer.',
  address: 'An address in the process of the library, as 0x… or decimal.',
  saved: 'A value that was saved under a name before.',
  string: 'A new text, in UTF-8, with a NUL at its end. NULL, or "…" with C escapes, are read as such.',
  buffer: 'New memory of so many bytes.',
  value: 'New memory with one element.',
  list: 'New memory with several elements in a row.',
  zeroed: 'New memory, all zero, for the function to write its answer to; it is shown after the call.',
  callback: 'A function of dlscope: it logs the arguments of each call and returns what you choose.',
  symbol: 'A function of this library, by its name.',
  text: 'The argument as text: JSON with $in, $out and the like.',
};

export const directionWords: readonly (readonly [Direction, string])[] = [
  ['in', 'in'],
  ['out', 'out'],
  ['inout', 'in/out'],
];

export const directionMeaning =
  'in: the function reads it. out: it begins as zero and is shown after the call. in/out: both.';
