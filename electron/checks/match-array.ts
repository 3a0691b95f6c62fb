import type { CType } from '../contract/prototype.ts';
import type { ShownValue } from '../contract/shown-value.ts';
import { type Literal, writeLiteral } from '../ctypes/literal.ts';
import { lineOf } from '../ctypes/shown-tree.ts';
import { isByte, isPlainChar } from '../ctypes/type-size.ts';
import type { Matched, Matching, Mismatch } from './matching.ts';

type ArrayNode = Matched & { readonly type: Extract<CType, { readonly kind: 'array' }> };

/** An array is a list of as many elements; one of char may be a text, one of bytes `{"$hex": "…"}`. */
export function matchArray(matching: Matching, node: ArrayNode, literal: Literal): Mismatch | null {
  const { type } = node;
  if (isByte(type.of)) return matchBytes(node, literal);
  if (literal.kind !== 'list') return misfit(node, `a list [ … ] is expected for ${type.spelling}`);
  return matchItems(matching, node, literal.items);
}

function misfit(node: Matched, reason: string): Mismatch {
  return { kind: 'misfit', path: node.path, reason };
}

function matchItems(matching: Matching, node: ArrayNode, items: readonly Literal[]): Mismatch | null {
  const { type, path, shown } = node;
  if (shown !== null) {
    const total = shown.children.length + shown.more;
    if (items.length !== total)
      return { kind: 'differs', path, expected: countOf(items.length), got: countOf(total) };
    if (shown.more > 0)
      return {
        kind: 'differs',
        path,
        expected: countOf(total),
        got: `only the first ${shown.children.length}, which were read`,
      };
  } else if (type.count > 0 && items.length !== type.count) {
    return misfit(node, `${type.spelling} has ${type.count} elements, not ${items.length}`);
  }
  for (const [index, item] of items.entries()) {
    const place = { type: type.of, path: `${path}[${index}]`, shown: shown?.children[index] ?? null };
    const mismatch = matching.match(matching, place, item);
    if (mismatch !== null) return mismatch;
  }
  return null;
}

function countOf(count: number): string {
  return count === 1 ? '1 element' : `${count} elements`;
}

function matchBytes(node: ArrayNode, literal: Literal): Mismatch | null {
  const { type, path, shown } = node;
  const differs = (known: ShownValue): Mismatch => ({
    kind: 'differs',
    path,
    expected: writeLiteral(literal),
    got: lineOf(known),
  });
  if (literal.kind === 'string' && isPlainChar(type.of)) {
    if (shown === null) return null;
    return shown.json !== null && JSON.parse(shown.json) === literal.value ? null : differs(shown);
  }
  const hex = hexOf(literal);
  if (hex === null) {
    const text = isPlainChar(type.of) ? 'a text "…" or ' : '';
    return misfit(node, `${text}{"$hex": "00 ff"} is expected for ${type.spelling}`);
  }
  if (shown === null) return null;
  return shown.more === 0 && shown.hex?.replaceAll(' ', '') === hex ? null : differs(shown);
}

/** The digits of `{"$hex": "…"}` alone, in lower case; null for all else. */
function hexOf(literal: Literal): string | null {
  if (literal.kind !== 'object' || literal.entries.length !== 1) return null;
  const [key, value] = literal.entries[0] ?? [];
  if (key !== '$hex' || value?.kind !== 'string') return null;
  const digits = value.value.replace(/\s+/g, '').toLowerCase();
  return /^(?:[0-9a-f]{2})*$/.test(digits) ? digits : null;
}
