import type { ResultValue } from '../contract/call-value.ts';
import { assertNever } from '../contract/failure.ts';
import type { CType } from '../contract/prototype.ts';
import { quoteForDisplay } from './visible-text.ts';

/** A result as people read it. */
export interface FormattedResult {
  /** Exact; of an integer, float, bool or whole string it can be typed in again as an argument. */
  readonly text: string;
  /** The bits of an integer in the width of its type, or the address of a string; null where the text says it all. */
  readonly hex: string | null;
  readonly type: string;
}

/** Writes a result exactly: integers in decimal, characters as `'a' (97)`, pointers as 0x…, strings in quotes with escapes. */
export function formatResult(type: CType, value: ResultValue): FormattedResult {
  return { ...textAndHex(type, value), type: type.spelling };
}

function textAndHex(type: CType, value: ResultValue): { readonly text: string; readonly hex: string | null } {
  switch (value.kind) {
    case 'void':
      return { text: 'void', hex: null };
    case 'bool':
      return { text: String(value.value), hex: null };
    case 'float':
      return { text: floatText(value.value, type.kind === 'float' ? type.bits : 64), hex: null };
    case 'integer':
      return integerText(type, value.value);
    case 'pointer':
      return pointerText(value);
    default:
      return assertNever(value);
  }
}

function integerText(type: CType, value: bigint): { readonly text: string; readonly hex: string } {
  const bits = type.kind === 'integer' ? type.bits : 64;
  const digits = BigInt.asUintN(bits, value)
    .toString(16)
    .padStart(bits / 4, '0');
  const isCharacter = type.kind === 'integer' && type.character;
  return { text: isCharacter ? `${characterText(value)} (${value})` : String(value), hex: `0x${digits}` };
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

function characterText(value: bigint): string {
  const byte = Number(BigInt.asUintN(8, value));
  const printable = byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : null;
  return `'${characterEscapes[byte] ?? printable ?? `\\x${byte.toString(16).padStart(2, '0')}`}'`;
}

function pointerText(value: Extract<ResultValue, { readonly kind: 'pointer' }>): {
  readonly text: string;
  readonly hex: string | null;
} {
  const address = `0x${value.address.toString(16)}`;
  if (value.address === 0n) return { text: 'NULL', hex: null };
  if (value.text === null) return { text: address, hex: null };
  return { text: quoteForDisplay(value.text.value) + (value.text.truncated ? '…' : ''), hex: address };
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
