import { assertNever } from '../contract/failure.ts';
import type { CType, RecordType } from '../contract/prototype.ts';
import type { ShownValue } from '../contract/shown-value.ts';
import { encodeAddress } from '../ctypes/encode-integer.ts';
import { isScalar } from '../ctypes/encode-scalar.ts';
import { type Literal, writeLiteral } from '../ctypes/literal.ts';
import { isFollowedPointer, lineOf, members } from '../ctypes/shown-tree.ts';
import { isCString } from '../ctypes/type-spelling.ts';
import { matchArray } from './match-array.ts';
import { matchScalar } from './match-scalar.ts';
import type { Matched, Matching, Mismatch } from './matching.ts';

type PointerType = Extract<CType, { readonly kind: 'pointer' }>;
type RecordReference = Extract<CType, { readonly kind: 'record' }>;

/** Compares a value with the literal that describes it: null when they are the same. Without a value it checks whether the literal can be one of that type. */
export function matchValue(records: readonly RecordType[], node: Matched, literal: Literal): Mismatch | null {
  return match({ records, match }, node, literal);
}

function match(matching: Matching, node: Matched, literal: Literal): Mismatch | null {
  const { type } = node;
  if (isScalar(type)) return matchScalar({ ...node, type }, literal);
  switch (type.kind) {
    case 'pointer':
      return matchPointer(matching, { ...node, type }, literal);
    case 'array':
      return matchArray(matching, { ...node, type }, literal);
    case 'record':
      return matchRecord(matching, { ...node, type }, literal);
    case 'void':
      if (literal.kind === 'word' && literal.text === 'void') return null;
      return misfit(node, 'it returns nothing; void is all that can be expected');
    case 'function':
    case 'opaque':
      return misfit(node, `${type.spelling} has no value that could be compared`);
    default:
      return assertNever(type);
  }
}

function misfit(node: Matched, reason: string): Mismatch {
  return { kind: 'misfit', path: node.path, reason };
}

function differs(node: Matched, expected: string): Mismatch {
  return { kind: 'differs', path: node.path, expected, got: node.shown === null ? '' : lineOf(node.shown) };
}

function matchPointer(
  matching: Matching,
  node: Matched & { readonly type: PointerType },
  literal: Literal,
): Mismatch | null {
  const { type, shown } = node;
  if (isNotNull(literal)) {
    return shown === null || shown.pointsTo !== null ? null : differs(node, 'a pointer that is not NULL');
  }
  if (literal.kind === 'word' && ['NULL', 'nullptr', 'null'].includes(literal.text)) {
    return shown === null || shown.text === 'NULL' ? null : differs(node, 'NULL');
  }
  if (isCString(type)) return matchText(node, literal);
  if (literal.kind === 'word') return matchAddress(node, literal.text);
  return matchTarget(matching, node, literal);
}

/** `{"$not": null}`: any address but NULL. */
function isNotNull(literal: Literal): boolean {
  if (literal.kind !== 'object' || literal.entries.length !== 1) return false;
  const [key, value] = literal.entries[0] ?? [];
  return key === '$not' && value?.kind === 'word' && /^(null|NULL|nullptr)$/.test(value.text);
}

function matchText(node: Matched, literal: Literal): Mismatch | null {
  if (literal.kind !== 'string') return misfit(node, `a text "…", NULL or {"$not": null} is expected`);
  const { shown } = node;
  if (shown === null) return null;
  // A text that was cut at its bound is longer than what is known of it.
  const isWhole = shown.text.startsWith('"') && shown.text.endsWith('"');
  const isSame = isWhole && shown.json !== null && JSON.parse(shown.json) === literal.value;
  return isSame ? null : differs(node, JSON.stringify(literal.value));
}

function matchAddress(node: Matched, text: string): Mismatch | null {
  const address = encodeAddress(node.type, text);
  if (!address.ok) return misfit(node, address.reason);
  const { shown } = node;
  if (shown === null || address.value.kind !== 'address') return null;
  const isSame = shown.pointsTo !== null && BigInt(shown.pointsTo) === address.value.value;
  return isSame ? null : differs(node, text);
}

/** What a pointer points to: an object for a record, a list for an array or a list of texts, `{"$in": …}` for all else. */
function matchTarget(
  matching: Matching,
  node: Matched & { readonly type: PointerType },
  literal: Literal,
): Mismatch | null {
  const { type, path, shown } = node;
  const inner = literal.kind === 'object' && literal.entries[0]?.[0] === '$in' ? literal.entries[0][1] : null;
  const isList = literal.kind === 'list' && type.to.kind === 'pointer' && isCString(type.to);
  const isTree = type.to.kind === 'record' || type.to.kind === 'array';
  const count = literal.kind === 'list' ? literal.items.length : 0;
  const target: CType = isList
    ? { kind: 'array', spelling: `${type.to.spelling}[]`, of: type.to, count }
    : type.to;
  if (!isList && !isTree && inner === null)
    return misfit(node, `NULL, {"$not": null}, an address or {"$in": …} is expected for ${type.spelling}`);
  const child = shown !== null && isFollowedPointer(shown) ? shown.children[0] : undefined;
  if (shown !== null && child === undefined) return differs(node, writeLiteral(literal));
  return matching.match(matching, { type: target, path, shown: child ?? null }, inner ?? literal);
}

/** Members that are left out are not compared. */
function matchRecord(
  matching: Matching,
  node: Matched & { readonly type: RecordReference },
  literal: Literal,
): Mismatch | null {
  const { type, shown, path } = node;
  const known = namedMembers(matching.records, type);
  if (known === null) return misfit(node, `the layout of ${type.spelling} is not known`);
  if (literal.kind !== 'object') return misfit(node, `an object { … } is expected for ${type.spelling}`);
  for (const [name, value] of literal.entries) {
    const memberType = known.get(name);
    if (memberType === undefined)
      return misfit(node, `${type.spelling} has no member ${name}; it has ${[...known.keys()].join(', ')}`);
    const place = {
      type: memberType,
      path: path === '' ? name : `${path}.${name}`,
      shown: memberOf(shown, name),
    };
    if (shown !== null && place.shown === null) return differs(place, writeLiteral(value));
    const mismatch = matching.match(matching, place, value);
    if (mismatch !== null) return mismatch;
  }
  return null;
}

function memberOf(shown: ShownValue | null, name: string): ShownValue | null {
  return shown === null ? null : (members(shown).find((member) => member.name === name) ?? null);
}

/** Members by name, those of anonymous records among the outer one's; null for a layout that is not known. */
function namedMembers(
  records: readonly RecordType[],
  type: RecordReference,
): ReadonlyMap<string, CType> | null {
  const declared = records[type.record]?.members ?? null;
  if (declared === null) return null;
  const named = new Map<string, CType>();
  for (const { name, type: of } of declared) {
    if (name !== null) named.set(name, of);
    else if (of.kind === 'record')
      for (const [inner, innerType] of namedMembers(records, of) ?? []) named.set(inner, innerType);
  }
  return named;
}
