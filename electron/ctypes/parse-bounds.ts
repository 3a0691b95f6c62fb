import type { Derivation } from './derivation.ts';
import type { TokenCursor } from './token-cursor.ts';

/** Reads `[16]`, also with qualifiers and `static` in it; a length that is not a plain number, of a VLA, is 0. */
export function parseBounds(cursor: TokenCursor, place: string): Derivation {
  cursor.next();
  const missing = `${place}: "]" is missing.`;
  while (cursor.take('static') || cursor.takeQualifiers().length > 0);
  const { kind, text } = cursor.peek();
  const isPlain = kind === 'number' && cursor.peek(1).text === ']';
  const length = isPlain ? readLength(text) : 0;
  if (length === null) cursor.rejectHere(`${place}: ${text} is not the length of an array.`);
  cursor.skipBrackets(missing);
  return { kind: 'array', count: length };
}

function readLength(text: string): number | null {
  const digits = text.replace(/[uUlL]+$/, '');
  const isOctal = /^0[0-7]+$/.test(digits);
  if (!/^(?:\d+|0[xX][\da-fA-F]+|0[bB][01]+)$/.test(digits)) return null;
  const length = isOctal ? Number.parseInt(digits, 8) : Number(digits);
  return length <= 0x7fffffff ? length : null;
}
