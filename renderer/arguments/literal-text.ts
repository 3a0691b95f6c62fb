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
  if (isCharacters(type)) return part.kind === 'string' ? stringText(part.value) : wholeText(part);
  return part.kind === 'string' ? part.value : wholeText(part);
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

/** `""` is the empty string; nothing at all is left out. What would be read as something else is quoted. */
function stringText(value: string): string {
  if (value === '') return '""';
  return needsQuotes(value) ? JSON.stringify(value) : value;
}

function needsQuotes(value: string): boolean {
  if (/^(?:NULL|nullptr|null|\$[A-Za-z_]\w*)$/.test(value)) return true;
  return value === '""' || isPointerForm(literalOf(value)) || literalOf(value)?.kind === 'array';
}

function charactersPart(text: string): Literal | null {
  if (text === '') return null;
  if (text === '""') return { kind: 'string', value: '' };
  if (/^(?:NULL|nullptr|null|\$[A-Za-z_]\w*)$/.test(text)) return { kind: 'word', text };
  const literal = literalOf(text);
  if (literal !== null && (isPointerForm(literal) || literal.kind === 'array')) return literal;
  if (literal?.kind === 'string' && needsQuotes(literal.value)) return literal;
  return { kind: 'string', value: text };
}

/** True for an object whose keys all begin with `$`: new memory, a symbol or a callback, and no struct. */
export function isPointerForm(
  literal: Literal | null,
): literal is Extract<Literal, { readonly kind: 'object' }> {
  return (
    literal?.kind === 'object' &&
    literal.members.length > 0 &&
    literal.members.every(({ name }) => name.startsWith('$'))
  );
}
