import type { ResultValue } from '../contract/call-value.ts';
import type { CType } from '../contract/prototype.ts';
import { enumName } from './enum-name.ts';

/** A leaf as people read it, exact, and as JSON. */
export interface LeafText {
  readonly text: string;
  /** The bits of an integer in the width of its type; null where the text says it all. */
  readonly hex: string | null;
  readonly json: string;
}

/** The text of a value without members: integers in decimal, characters as `'a' (97)`, enums as `RED (2)`, floats with the fewest digits that round back. */
export function scalarText(
  type: CType,
  value: Extract<ResultValue, { readonly kind: 'integer' | 'bool' | 'float' }>,
): LeafText {
  switch (value.kind) {
    case 'bool':
      return { text: String(value.value), hex: null, json: String(value.value) };
    case 'float': {
      const text = floatText(value.value, type.kind === 'float' ? type.bits : 64);
      return { text, hex: null, json: Number.isFinite(value.value) ? text : JSON.stringify(text) };
    }
    case 'integer':
      return integerText(type, value.value);
  }
}

/** `0x` and all digits of the width. */
export function hexOf(value: bigint, bits: number): string {
  const digits = BigInt.asUintN(bits, value).toString(16);
  return `0x${digits.padStart(bits / 4, '0')}`;
}

function integerText(type: CType, value: bigint): LeafText {
  const hex = hexOf(value, type.kind === 'integer' || type.kind === 'enum' ? type.bits : 64);
  if (type.kind === 'enum') {
    const name = enumName(type, value);
    if (name !== null) return { text: `${name} (${value})`, hex, json: JSON.stringify(name) };
  }
  const isCharacter = type.kind === 'integer' && type.character;
  return {
    text: isCharacter ? `${characterText(value)} (${value})` : String(value),
    hex,
    json: jsonInteger(value),
  };
}

/** A JSON number where every reader of JSON keeps it exact, else text. */
function jsonInteger(value: bigint): string {
  return Number.isSafeInteger(Number(value)) ? String(value) : `"${value}"`;
}

const characterEscapes: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  39: "\\'",
  92: '\\\\',
};

/** The low byte as a character literal of C. */
export function characterText(value: bigint): string {
  const byte = Number(BigInt.asUintN(8, value));
  const printable = byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : null;
  return `'${characterEscapes[byte] ?? printable ?? `\\x${byte.toString(16).padStart(2, '0')}`}'`;
}

function floatText(value: number, bits: 32 | 64): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0';
  return bits === 64 ? String(value) : shortestFloat32(value);
}

/** The fewest digits that round back to the same 32-bit float; nine always do. */
function shortestFloat32(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return String(candidate);
  }
  return String(Number(value.toPrecision(9)));
}
