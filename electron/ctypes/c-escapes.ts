import { accept, type Encoded, refuse } from './encoded.ts';

/** A code point, or one raw byte written as `\xff` or `\377`. */
export interface CharacterPart {
  readonly kind: 'codePoint' | 'byte';
  readonly value: number;
}

const simpleEscapes: Readonly<Record<string, number>> = {
  n: 10,
  t: 9,
  r: 13,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  e: 27,
  '\\': 92,
  "'": 39,
  '"': 34,
  '?': 63,
};

const partPattern =
  /\\x(?<hex>[0-9a-fA-F]{1,2})|\\(?<octal>[0-7]{1,3})|\\u(?<u4>[0-9a-fA-F]{4})|\\U(?<u8>[0-9a-fA-F]{8})|\\(?<simple>[\s\S])|(?<plain>[^\\])/uy;

/** Reads the inside of a C literal (C17, 6.4.4.4) whose closing mark is `quote`; `\x` takes at most two digits, so that any text can follow it. */
export function readEscaped(inside: string, quote: "'" | '"'): Encoded<readonly CharacterPart[]> {
  const parts: CharacterPart[] = [];
  const pattern = new RegExp(partPattern);
  while (pattern.lastIndex < inside.length) {
    const groups = pattern.exec(inside)?.groups;
    if (!groups) return refuse('a backslash at the end escapes nothing; write \\\\ for a backslash');
    const part = partOf(groups, quote);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  return accept(parts);
}

function partOf(groups: Readonly<Record<string, string | undefined>>, quote: string): Encoded<CharacterPart> {
  const { hex, octal, u4, u8, simple, plain } = groups;
  if (hex !== undefined) return accept({ kind: 'byte', value: Number.parseInt(hex, 16) });
  if (octal !== undefined) {
    const value = Number.parseInt(octal, 8);
    return value > 255 ? refuse(`\\${octal} is more than one byte`) : accept({ kind: 'byte', value });
  }
  const universal = u4 ?? u8;
  if (universal !== undefined) return codePoint(Number.parseInt(universal, 16), universal);
  if (simple !== undefined) {
    const value = simpleEscapes[simple];
    return value === undefined
      ? refuse(`\\${simple} is not an escape of C`)
      : accept({ kind: 'codePoint', value });
  }
  if (plain === quote) return refuse(`a ${quote} inside the quotes must be written \\${quote}`);
  return codePoint(plain?.codePointAt(0) ?? 0, plain ?? '');
}

function codePoint(value: number, written: string): Encoded<CharacterPart> {
  if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
    return refuse(`U+${written} is not a character`);
  return accept({ kind: 'codePoint', value });
}
