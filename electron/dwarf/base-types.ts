import type { CType } from '../contract/prototype.ts';
import { DW_ATE } from './constants.ts';

/** What compilers write for the keywords of C, and how C's other names are spelled here. */
const keywords: Readonly<Record<string, string>> = {
  'long int': 'long',
  'long unsigned int': 'unsigned long',
  'short int': 'short',
  'short unsigned int': 'unsigned short',
  'unsigned short int': 'unsigned short',
  'unsigned long int': 'unsigned long',
  'long long int': 'long long',
  'long long unsigned int': 'unsigned long long',
  'unsigned long long int': 'unsigned long long',
  unsigned: 'unsigned int',
  _Bool: 'bool',
};

/** A base type (DWARF 5, 5.1) of `size` bytes; opaque where a call cannot pass it. */
export function baseType(name: string, size: number, encoding: number | null): CType {
  const spelling = keywords[name] ?? name;
  // The unit type and the never type of Rust.
  if (size === 0) return { kind: 'void', spelling };
  switch (encoding) {
    case DW_ATE.boolean:
      return size === 1 ? { kind: 'bool', spelling } : integer(spelling, size, false, false);
    case DW_ATE.float:
      return size === 4 || size === 8
        ? { kind: 'float', spelling, bits: size === 4 ? 32 : 64 }
        : opaque(spelling, size);
    case DW_ATE.signed:
    case DW_ATE.signed_char:
      return integer(spelling, size, true, encoding === DW_ATE.signed_char);
    case DW_ATE.unsigned:
    case DW_ATE.unsigned_char:
    case DW_ATE.address:
      return integer(spelling, size, false, encoding === DW_ATE.unsigned_char);
    case DW_ATE.UTF:
    case DW_ATE.UCS:
    case DW_ATE.ASCII:
      return integer(spelling, size, false, false);
    default:
      return opaque(spelling, size);
  }
}

function integer(spelling: string, size: number, signed: boolean, character: boolean): CType {
  const bits = bitsOf(size);
  return bits === null
    ? opaque(spelling, size)
    : { kind: 'integer', spelling, bits, signed, character: character && size === 1 };
}

/** The width of an integer of `size` bytes; null when no call passes such a one. */
export function bitsOf(size: number): 8 | 16 | 32 | 64 | null {
  if (size === 1) return 8;
  if (size === 2) return 16;
  if (size === 4) return 32;
  return size === 8 ? 64 : null;
}

export function opaque(spelling: string, size: number | null): CType {
  return { kind: 'opaque', spelling, size };
}
