import type { CType } from '../contract/prototype.ts';
import type { SizeAndAlignment } from '../ctypes/record-declaration.ts';
import { type Target, typeKeywords, typeOfKeywords } from '../ctypes/scalar-types.ts';

type Basic = { readonly type: CType; readonly layout: SizeAndAlignment | null };

/** Types that are never passed by value by us and yet take room: name, size, alignment (psABI, 3.1.2). */
const sized: ReadonlyMap<string, readonly [string, number, number]> = new Map([
  ['double long', ['long double', 16, 16]],
  ['__int128', ['__int128', 16, 16]],
  ['__int128 signed', ['__int128', 16, 16]],
  ['__int128 unsigned', ['unsigned __int128', 16, 16]],
  ['__int128_t', ['__int128', 16, 16]],
  ['__uint128_t', ['unsigned __int128', 16, 16]],
  ['__float128', ['__float128', 16, 16]],
  ['_Float128', ['_Float128', 16, 16]],
  ['_Float64x', ['_Float64x', 16, 16]],
  ['__float80', ['__float80', 16, 16]],
  ['_Float16', ['_Float16', 2, 2]],
  ['_Complex', ['double _Complex', 16, 8]],
  ['Complex_d', ['double _Complex', 16, 8]],
  ['Complex_f', ['float _Complex', 8, 4]],
  ['Complex_l', ['long double _Complex', 32, 16]],
]);

const floats: ReadonlyMap<string, 32 | 64> = new Map([
  ['_Float32', 32],
  ['_Float32x', 64],
  ['_Float64', 64],
]);

/** The type that keywords of C and GCC name, in any order; null for other words. */
export function basicType(words: readonly string[], target: Target): Basic | null {
  const key = [...words].sort().join(' ');
  const known = sized.get(key);
  if (known) {
    const [spelling, size, alignment] = known;
    return { type: { kind: 'opaque', spelling, size }, layout: { size, alignment } };
  }
  const bits = floats.get(key);
  if (bits) return { type: { kind: 'float', spelling: key, bits }, layout: null };
  if (key === '__builtin_va_list') return { type: vaList(target), layout: null };
  if (!words.every((word) => typeKeywords.has(word))) return null;
  const type = typeOfKeywords(words, target);
  return type && { type, layout: null };
}

/** An array of one record that only the compiler looks into (psABI, figure 3.34); the AArch64 one is larger and a record itself. */
export function vaList(target: Target): CType {
  if (!target.plainCharSigned) return { kind: 'opaque', spelling: 'va_list', size: 32 };
  return { kind: 'array', spelling: 'va_list', of: vaListTag, count: 1 };
}

/** Element of `va_list`: 24 bytes, aligned to 8. */
export const vaListTag: CType = { kind: 'opaque', spelling: '__va_list_tag', size: 24 };

/** `__attribute__((mode(…)))`: the same kind of type in the width of a machine mode; null for modes that are no plain number. */
export function typeOfMode(type: CType, mode: string): CType | null {
  const name = mode.replace(/^__(\w+)__$/, '$1');
  const bits = { QI: 8, byte: 8, HI: 16, SI: 32, DI: 64, word: 64, pointer: 64, unwind_word: 64 }[name];
  if (type.kind === 'integer' && bits !== undefined) {
    return { ...type, bits: bits as 8 | 16 | 32 | 64, character: bits === 8 && type.character };
  }
  if (type.kind !== 'float') return null;
  return name === 'SF' ? { ...type, bits: 32 } : name === 'DF' ? { ...type, bits: 64 } : null;
}
