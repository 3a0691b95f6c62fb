import { type ResultValue, readLimits } from '../contract/call-value.ts';
import type { CType } from '../contract/prototype.ts';
import { littleEndian } from './decode-scalar.ts';
import type { Decoding, Reach } from './decoding.ts';
import { isScalar } from './encode-scalar.ts';
import { arrayOf } from './type-size.ts';
import { isCString } from './type-spelling.ts';

type PointerType = Extract<CType, { readonly kind: 'pointer' }>;

/** The most strings of a list that ends with NULL. */
export const listedStrings = 64;

/** A pointer with the text or the target that it leads to. `count` bounds a list of strings; without it the list ends with NULL. */
export function decodePointer(
  decoding: Decoding,
  type: PointerType,
  bytes: Uint8Array,
  reach: Reach,
  count: number | null = null,
): ResultValue {
  const address = littleEndian(bytes);
  const bare = { kind: 'pointer', address, text: null, target: null } as const;
  if (address === 0n) return bare;
  if (isCString(type)) return { ...bare, text: decoding.text(address) };
  if (reach.follow <= 0 || reach.depth >= readLimits.depth || decoding.following.has(address)) return bare;
  decoding.following.add(address);
  const target = targetOf(decoding, type, address, { reach, count });
  decoding.following.delete(address);
  return { ...bare, target };
}

function targetOf(
  decoding: Decoding,
  type: PointerType,
  address: bigint,
  options: { readonly reach: Reach; readonly count: number | null },
): ResultValue | null {
  const { to } = type;
  const inner = { follow: options.reach.follow - 1, depth: options.reach.depth + 1 };
  if (isCString(to)) return stringList(decoding, to, address, options.count);
  const isComplete = to.kind === 'record' && (decoding.records[to.record]?.members ?? null) !== null;
  const isReadable = isComplete || isScalar(to) || to.kind === 'pointer' || to.kind === 'array';
  return isReadable ? decoding.decode(to, { address, bytes: null }, inner) : null;
}

function stringList(decoding: Decoding, type: CType, address: bigint, count: number | null): ResultValue {
  const items: ResultValue[] = [];
  while (items.length < Math.min(count ?? listedStrings, readLimits.items)) {
    const at = address + BigInt(8 * items.length);
    const item = decoding.decode(type, { address: at, bytes: null }, { follow: 0, depth: 0 });
    const isEnd = item.kind === 'unreadable' || (item.kind === 'pointer' && item.address === 0n);
    if (count === null && isEnd)
      return items.length === 0 && item.kind === 'unreadable' ? item : listOf(items);
    items.push(item);
  }
  return { kind: 'array', items, total: count ?? items.length };
}

function listOf(items: readonly ResultValue[]): ResultValue {
  return { kind: 'array', items, total: items.length };
}

/** The type that a pointer's target is shown as: of a list of strings the list. */
export function targetType(type: PointerType, target: ResultValue): CType {
  return target.kind === 'array' && type.to.kind === 'pointer' ? arrayOf(type.to, target.total) : type.to;
}
