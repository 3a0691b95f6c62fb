import type { CType } from '../../electron/contract/prototype.ts';
import { type Literal, readLiteral, writeLiteral } from '../../electron/ctypes/literal.ts';
import { isCString } from '../../electron/ctypes/type-spelling.ts';

/** A literal, or null when the text is none. */
export function literalOf(text: string): Literal | null {
  if (text.trim() === '') return null;
  const read = readLiteral(text);
  return read.ok ? read.value : null;
}

/**
 * The text that a field of this type shows for a part of a literal; empty for a part that is left out. It is written as
 * the argument itself would be, so that one editor serves both.
 */
export function partText(type: CType, part: Literal | null): string {
  if (part === null) return '';
  if (part.kind === 'word' && part.text === 'null' && type.kind === 'pointer') return 'NULL';
  if (part.kind !== 'string') return wholeText(part);
  return isCharacters(type) && needsQuotes(part.value) ? JSON.stringify(part.value) : part.value;
}

/** The literal for what a field of this type shows, or null where it is left out: then the part is zero. */
export function partOf(type: CType, text: string): Literal | null {
  if (isCharacters(type)) return charactersPart(text);
  if (text.trim() === '') return null;
  // What is no literal yet is kept as it was typed, and the check of the argument says what is wrong with it.
  return literalOf(text) ?? { kind: 'string', value: text };
}

/** A pointer to char or an array of it: a text stands for its characters. */
export function isCharacters(type: CType): boolean {
  if (isCString(type)) return true;
  return type.kind === 'array' && type.of.kind === 'integer' && type.of.spelling === 'char';
}

/** A literal as one text, words without quotes where they stand alone. */
export function wholeText(literal: Literal): string {
  return literal.kind === 'word' ? literal.text : writeLiteral(literal);
}

const nullWord = /^(?:NULL|nullptr)$/;

/** True for a string that the field would read as something else: nothing at all, NULL, quotes, new memory, a list. */
function needsQuotes(value: string): boolean {
  if (value === '' || nullWord.test(value) || value.startsWith('"')) return true;
  return isNoText(literalOf(value));
}

function charactersPart(text: string): Literal | null {
  if (text === '') return null;
  if (nullWord.test(text)) return { kind: 'word', text };
  const literal = literalOf(text);
  // In quotes C escapes are read; with a mark missing the text is what was typed.
  if (literal !== null && (literal.kind === 'string' || isNoText(literal))) return literal;
  return { kind: 'string', value: text };
}

function isNoText(literal: Literal | null): boolean {
  return isPointerForm(literal) || literal?.kind === 'list';
}

/** True for an object whose keys all begin with `$`: new memory, a symbol or a callback, and no struct. */
export function isPointerForm(
  literal: Literal | null,
): literal is Extract<Literal, { readonly kind: 'object' }> {
  return (
    literal?.kind === 'object' &&
    literal.entries.length > 0 &&
    literal.entries.every(([name]) => name.startsWith('$'))
  );
}
