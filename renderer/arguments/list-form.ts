import type { CType } from '../../electron/contract/prototype.ts';
import { writeLiteral } from '../../electron/ctypes/literal.ts';
import { elementOf, elementText } from './element-text.ts';
import { literalOf } from './literal-text.ts';

/** The elements that a text gives, as their editors show them; null when it is no list. */
export function readList(of: CType, text: string): readonly string[] | null {
  if (text.trim() === '') return [];
  const literal = literalOf(text);
  return literal?.kind === 'list' ? literal.items.map((item) => elementText(of, item)) : null;
}

/** The text of a list; an element that was left empty is zero. Empty for no elements: then all are zero. */
export function writeList(of: CType, items: readonly string[]): string {
  if (items.length === 0) return '';
  return writeLiteral({ kind: 'list', items: items.map((item) => elementOf(of, item)) });
}

/** The list with one element replaced. */
export function withItem(items: readonly string[], index: number, text: string): readonly string[] {
  return items.map((item, at) => (at === index ? text : item));
}

/** The list without one element. */
export function withoutItem(items: readonly string[], index: number): readonly string[] {
  return items.filter((_, at) => at !== index);
}
