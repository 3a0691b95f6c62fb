import type { CType } from '../../electron/contract/prototype.ts';
import { type Literal, writeLiteral } from '../../electron/ctypes/literal.ts';
import { literalOf, partOf, partText } from './literal-text.ts';

/** The elements that a text gives, as their editors show them; null when it is no list. */
export function readList(of: CType, text: string): readonly string[] | null {
  if (text.trim() === '') return [];
  const literal = literalOf(text);
  return literal?.kind === 'array' ? literal.items.map((item) => partText(of, item)) : null;
}

/** The text of a list; an element that was left empty is zero. Empty for no elements: then all are zero. */
export function writeList(of: CType, items: readonly string[]): string {
  if (items.length === 0) return '';
  return writeLiteral({ kind: 'array', items: items.map((item) => partOf(of, item) ?? emptyElement(of)) });
}

function emptyElement(of: CType): Literal {
  if (of.kind === 'record') return { kind: 'object', members: [] };
  if (of.kind === 'array') return { kind: 'array', items: [] };
  return { kind: 'word', text: of.kind === 'pointer' ? 'NULL' : '0' };
}

/** The list with one element replaced. */
export function withItem(items: readonly string[], index: number, text: string): readonly string[] {
  return items.map((item, at) => (at === index ? text : item));
}

/** The list without one element. */
export function withoutItem(items: readonly string[], index: number): readonly string[] {
  return items.filter((_, at) => at !== index);
}
