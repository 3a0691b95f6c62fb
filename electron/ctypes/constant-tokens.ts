import { readEscaped } from './c-escapes.ts';

/** A value with the integer type that C gives it; LP64, where long long is as wide as long. */
export interface ConstantValue {
  readonly value: bigint;
  readonly bits: 32 | 64;
  readonly signed: boolean;
}

/** One token of an integer constant expression. */
export type ConstantToken =
  | { readonly kind: 'number'; readonly value: ConstantValue }
  | { readonly kind: 'name'; readonly text: string; readonly at: number }
  | { readonly kind: 'mark'; readonly text: string; readonly at: number };

const pattern =
  /\s+|\/\*[\s\S]*?\*\/|\/\/[^\n]*|(?<character>(?:u8|[LuU])?'(?:[^'\\\n]|\\.)*')|(?<name>[A-Za-z_$][\w$]*)|(?<number>\d[\w.]*)|(?<mark><<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^~!<>?:()[\]])/uy;

/** Splits the text of a constant expression; null for a number or a character that is none, or a mark that no such expression holds. */
export function constantTokens(text: string): readonly ConstantToken[] | null {
  const tokens: ConstantToken[] = [];
  const matcher = new RegExp(pattern);
  while (matcher.lastIndex < text.length) {
    const at = matcher.lastIndex;
    const groups = matcher.exec(text)?.groups;
    if (!groups) return null;
    const { character, name, number, mark } = groups;
    const literal = character !== undefined || number !== undefined;
    const value = character !== undefined ? characterConstant(character) : integerConstant(number ?? '');
    if (literal && !value) return null;
    if (literal && value) tokens.push({ kind: 'number', value });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, at });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark, at });
  }
  return tokens;
}

/** An integer constant with the first type that holds it (C17, 6.4.4.1 paragraph 5). */
export function integerConstant(text: string): ConstantValue | null {
  const match = /^(0x[0-9a-f]+|0b[01]+|0[0-7]*|[1-9]\d*)(u?l{0,2}|l{1,2}u)$/i.exec(text.replaceAll("'", ''));
  if (!match || text.length > 80) return null;
  const digits = match[1] ?? '';
  const suffix = (match[2] ?? '').toLowerCase();
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const mayBeUnsigned = suffix.includes('u') || !/^[1-9]/.test(digits);
  const candidates = [32, 64].flatMap((bits) => [
    { bits, signed: true },
    { bits, signed: false },
  ]);
  for (const { bits, signed } of candidates) {
    if (suffix.includes('l') && bits === 32) continue;
    if (signed ? suffix.includes('u') : !mayBeUnsigned) continue;
    if (value < 2n ** BigInt(signed ? bits - 1 : bits)) return { value, bits: bits === 32 ? 32 : 64, signed };
  }
  return null;
}

/** A character constant (C17, 6.4.4.4); several characters as GCC packs them, the last in the lowest byte. */
function characterConstant(text: string): ConstantValue | null {
  const quote = text.indexOf("'");
  const prefix = text.slice(0, quote);
  const parts = readEscaped(text.slice(quote + 1, -1), "'");
  if (!parts.ok || parts.value.length === 0) return null;
  if (prefix !== '') return wideConstant(prefix, parts.value);
  const bytes = parts.value.flatMap((part) =>
    part.kind === 'byte' ? [part.value] : [...new TextEncoder().encode(String.fromCodePoint(part.value))],
  );
  if (bytes.length > 4) return null;
  const packed = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return { value: BigInt.asIntN(bytes.length === 1 ? 8 : 32, packed), bits: 32, signed: true };
}

function wideConstant(prefix: string, parts: readonly { readonly value: number }[]): ConstantValue | null {
  const [part, second] = parts;
  if (!part || second) return null;
  const limit = { u8: 0xff, u: 0xffff, L: 0x7fffffff, U: 0xffffffff }[prefix] ?? 0;
  return part.value > limit
    ? null
    : { value: BigInt(part.value), bits: 32, signed: prefix === 'L' || prefix === 'u' || prefix === 'u8' };
}
