import { fail, type Outcome, succeed } from '../contract/failure.ts';

/** One token of a prototype; `at` is its offset in the text, from 0. */
export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'mark' | 'end';
  readonly text: string;
  readonly at: number;
}

// A prototype of this length has been pasted by mistake.
const maximumLength = 20_000;

const tokenPattern =
  /\s+|\/\*[\s\S]*?\*\/|\/\/[^\n]*|(?<name>[\p{ID_Start}_$][\p{ID_Continue}$]*)|(?<number>\d[\w.]*)|(?<text>"(?:[^"\\\n]|\\.)*")|(?<mark>\.\.\.|::|&&|\[\[|\]\]|->|\/(?![*])|[*&()[\],;<>={}~:+%^|!?.-])/uy;

// The demangler writes closures as {lambda(int)#1} or 'lambda'(int).
const demangledPattern = new RegExp(`${tokenPattern.source}|(?<sign>[#'])`, 'uy');

/** Splits the text of a prototype into tokens, comments and blanks left out; the last token is the end. */
export function tokenize(text: string, demangled = false): Outcome<readonly Token[]> {
  if (text.length > maximumLength) {
    return fail('bad-prototype', `The prototype is longer than ${maximumLength} characters.`);
  }
  const tokens: Token[] = [];
  const pattern = demangled ? demangledPattern : tokenPattern;
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) return fail('bad-prototype', `${placeOf(at)}: ${unexpectedCharacter(text, at)}`);
    const [, name, number, quoted, mark, sign] = match;
    if (name !== undefined) tokens.push({ kind: 'name', text: name, at });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, at });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted, at });
    else if (mark !== undefined || sign !== undefined)
      tokens.push({ kind: 'mark', text: mark ?? sign ?? '', at });
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return succeed(tokens);
}

/** How a place in the text is named to people, counted from 1. */
export function placeOf(at: number): string {
  return `At character ${at + 1}`;
}

function unexpectedCharacter(text: string, at: number): string {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (character === '"') return 'the quotation mark is never closed.';
  if (character === '/') return 'the comment is never closed.';
  return `${JSON.stringify(character)} has no meaning in a C prototype.`;
}
