import type { ArgumentValue, PointerValue } from '../contract/call-value.ts';
import type { CType } from '../contract/prototype.ts';
import { readEscaped } from './c-escapes.ts';
import { accept, type Encoded, numberText, quoted, refuse } from './encoded.ts';

type IntegerType = Extract<CType, { readonly kind: 'integer' }>;

const maximumAddress = 2n ** 64n - 1n;

/** An integer of the type's range; in 8-bit types '\xff' and '\377' give the bits of that byte, as in C. */
export function encodeInteger(type: IntegerType, text: string): Encoded<ArgumentValue> {
  const number = text.trim().startsWith("'") ? readCharacter(type, text.trim()) : readWholeNumber(type, text);
  if (!number.ok) return number;
  const range = integerRange(type);
  if (number.value < range.minimum || number.value > range.maximum) {
    return refuse(`${clip(text.trim())} does not fit ${type.spelling} ${rangeText(range)}`);
  }
  return accept({ kind: 'integer', value: number.value });
}

/** Smallest and largest value of an integer of so many bits, a bit-field included. */
export function integerRange(type: { readonly bits: number; readonly signed: boolean }): {
  readonly minimum: bigint;
  readonly maximum: bigint;
} {
  const bits = BigInt(type.bits);
  if (!type.signed) return { minimum: 0n, maximum: 2n ** bits - 1n };
  return { minimum: -(2n ** (bits - 1n)), maximum: 2n ** (bits - 1n) - 1n };
}

/** `(−128 to 127)`. */
export function rangeText(range: { readonly minimum: bigint; readonly maximum: bigint }): string {
  return `(${minus(range.minimum)} to ${range.maximum})`;
}

/** true, false, 1 or 0. */
export function encodeBool(text: string): Encoded<ArgumentValue> {
  const word = text.trim().toLowerCase();
  if (word === 'true' || word === '1') return accept({ kind: 'bool', value: true });
  if (word === 'false' || word === '0') return accept({ kind: 'bool', value: false });
  if (word === '') return refuse('missing; true or false is expected');
  return refuse(`${quoted(text.trim())} is not true, false, 1 or 0`);
}

/** NULL, nullptr, or an address in decimal or hexadecimal. */
export function encodeAddress(type: CType, text: string): Encoded<PointerValue> {
  const word = text.trim();
  if (word === 'NULL' || word === 'nullptr' || word === 'null') return accept({ kind: 'address', value: 0n });
  if (word === '') return refuse(`missing; an address or NULL is expected for ${type.spelling}`);
  const number = numberText(text);
  if (!number.ok) return number;
  if (!/^(?:0x[0-9a-f]+|0|[1-9]\d*)$/i.test(word)) {
    return refuse(
      `${quoted(word)} is not an address; write NULL, 0x… or a decimal address for ${type.spelling}`,
    );
  }
  const address = BigInt(word);
  if (address > maximumAddress) return refuse(`${clip(word)} does not fit a 64-bit address`);
  return accept({ kind: 'address', value: address });
}

function readWholeNumber(type: IntegerType, text: string): Encoded<bigint> {
  const trimmed = numberText(text);
  if (!trimmed.ok) return trimmed;
  const match = /^([+\-−]?)(0x[0-9a-f]+|0b[01]+|0o[0-7]+|0|[1-9]\d*)$/i.exec(trimmed.value);
  if (!match) return refuse(notWhole(type, trimmed.value));
  const [, sign, digits] = match;
  const magnitude = BigInt(digits ?? '');
  return accept(sign === '-' || sign === '−' ? -magnitude : magnitude);
}

function notWhole(type: IntegerType, text: string): string {
  if (/^[+\-−]?0\d+$/.test(text))
    return `${quoted(text)} begins with 0, which C reads as octal; write 0o… or drop the 0`;
  if (/^[+\-−]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) {
    return `${text} is not a whole number; ${type.spelling} has no fraction`;
  }
  if (type.character && [...text].length === 1)
    return `${quoted(text)} is not a number; write '${text}' for the character`;
  return `${quoted(text)} is not a number; ${type.spelling} takes 12, -12, 0xc, 0b1100, 0o14 or 'a'`;
}

function readCharacter(type: IntegerType, text: string): Encoded<bigint> {
  const inside = /^'([\s\S]+)'$/.exec(text)?.[1];
  if (inside === undefined || inside === "'")
    return refuse(`${quoted(text)} is not one character in single quotes`);
  const parts = readEscaped(inside, "'");
  if (!parts.ok) return parts;
  const [part, second] = parts.value;
  if (!part || second) return refuse(`${quoted(text)} is not one character in single quotes`);
  if (part.kind === 'byte') return accept(byteValue(type, part.value));
  if (type.bits === 8 && part.value > 0x7f) {
    return refuse(`${quoted(text)} takes more than one byte in UTF-8 and does not fit ${type.spelling}`);
  }
  return accept(BigInt(part.value));
}

function byteValue(type: IntegerType, byte: number): bigint {
  const value = BigInt(byte);
  return type.bits === 8 && type.signed ? BigInt.asIntN(8, value) : value;
}

function minus(value: bigint): string {
  return value < 0n ? `−${-value}` : String(value);
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
