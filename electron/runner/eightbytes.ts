import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { CType, RecordType } from '../contract/prototype.ts';
import { sizeOf } from '../ctypes/type-size.ts';

/** Which scalars lie in an eightbyte: one double, one float, two floats, `mixed` floating-point ones, or any integer. */
export type Eightbyte = 'integer' | 'double' | 'float' | 'floats' | 'mixed';

/** How a record travels in a call (System V psABI for AMD64, 3.2.3): in registers, on the stack, or not at all (empty). */
export type RecordPassing =
  | { readonly kind: 'registers'; readonly eightbytes: readonly Eightbyte[] }
  | { readonly kind: 'memory' }
  | { readonly kind: 'nothing' };

/** A scalar within a record, its offset in bytes; a bit-field may begin within a byte. */
interface Leaf {
  readonly offset: number;
  readonly size: number;
  readonly kind: 'integer' | 'float' | 'opaque';
  readonly aligned: boolean;
}

const eightbyte = 8;
// Two eightbytes: what is larger and no vector goes to memory (3.2.3, "post merger").
const registerBytes = 16;
// A record nested in itself can only come from wrong data.
const maximumDepth = 32;

/** Classifies a record that is trivial for the purpose of calls; a layout that is not known, or holds what we cannot pass, is `bad-prototype`. */
export function classifyRecord(index: number, records: readonly RecordType[]): Outcome<RecordPassing> {
  const record = records[index];
  if (record === undefined || record.members === null) return unknownLayout(record?.spelling ?? 'a record');
  if (record.size > registerBytes) {
    const vector = record.members.find(({ type }) => type.kind === 'opaque' && type.size === record.size);
    return vector ? cannotPass(record.spelling, vector.type.spelling) : succeed({ kind: 'memory' });
  }
  const leaves = leavesOfRecord(record, 0, records, 0);
  if (leaves === null) return unknownLayout(record.spelling);
  if (leaves.some((leaf) => leaf.kind === 'opaque' || leaf.offset + leaf.size > record.size)) {
    return cannotPass(record.spelling, 'a member of a type that has no value here');
  }
  if (leaves.some((leaf) => !leaf.aligned)) return succeed({ kind: 'memory' });
  const eightbytes = mergeLeaves(leaves);
  if (eightbytes === null) return cannotPass(record.spelling, 'nothing in its first eight bytes');
  return succeed(eightbytes.length === 0 ? { kind: 'nothing' } : { kind: 'registers', eightbytes });
}

function unknownLayout(spelling: string) {
  return fail('bad-prototype', `${spelling} cannot be passed by value: its layout is not known.`);
}

function cannotPass(spelling: string, what: string) {
  return fail('bad-prototype', `${spelling} cannot be passed by value: it holds ${what}.`);
}

/** One class for each eightbyte; padding alone at the end takes no register, at the beginning it is null's case. */
function mergeLeaves(leaves: readonly Leaf[]): readonly Eightbyte[] | null {
  const merged: (Eightbyte | undefined)[] = [];
  for (const leaf of leaves) {
    const first = Math.floor(leaf.offset / eightbyte);
    const last = Math.floor((leaf.offset + leaf.size - 1) / eightbyte);
    for (let at = first; at <= last; at++) merged[at] = merge(merged[at], leaf);
  }
  const known = merged.filter((one) => one !== undefined);
  return known.length === merged.length ? known : null;
}

function merge(before: Eightbyte | undefined, leaf: Leaf): Eightbyte {
  if (before === 'integer' || leaf.kind === 'integer') return 'integer';
  const half = leaf.offset % eightbyte !== 0;
  if (leaf.size === eightbyte) return before === undefined || before === 'double' ? 'double' : 'mixed';
  if (before === 'double' || before === 'mixed') return 'mixed';
  return half || before === 'floats' ? 'floats' : 'float';
}

function leavesOfRecord(
  record: RecordType,
  at: number,
  records: readonly RecordType[],
  depth: number,
): readonly Leaf[] | null {
  if (record.members === null || depth > maximumDepth) return null;
  const leaves: Leaf[] = [];
  for (const member of record.members) {
    if (member.bits !== null) {
      leaves.push(bitFieldLeaf(at, member.bits));
      continue;
    }
    const inner = leavesOf(member.type, at + member.offset, records, depth + 1);
    if (inner === null) return null;
    leaves.push(...inner);
  }
  return leaves;
}

/** A bit-field counts for each eightbyte it reaches into, and is never unaligned. */
function bitFieldLeaf(at: number, bits: { readonly offset: number; readonly size: number }): Leaf {
  const first = Math.floor(bits.offset / 8);
  const last = Math.floor((bits.offset + bits.size - 1) / 8);
  return { offset: at + first, size: Math.max(1, last - first + 1), kind: 'integer', aligned: true };
}

function leavesOf(
  type: CType,
  at: number,
  records: readonly RecordType[],
  depth: number,
): readonly Leaf[] | null {
  if (type.kind === 'record') {
    const record = records[type.record];
    return record ? leavesOfRecord(record, at, records, depth) : null;
  }
  if (type.kind === 'array') return leavesOfArray(type, at, records, depth);
  if (type.kind === 'opaque') {
    return type.size === null ? null : [{ offset: at, size: type.size, kind: 'opaque', aligned: true }];
  }
  const size = sizeOf(type, records);
  if (size === null) return null;
  const kind = type.kind === 'float' ? 'float' : 'integer';
  return [{ offset: at, size, kind, aligned: at % size === 0 }];
}

function leavesOfArray(
  type: Extract<CType, { readonly kind: 'array' }>,
  at: number,
  records: readonly RecordType[],
  depth: number,
): readonly Leaf[] | null {
  const size = sizeOf(type.of, records);
  if (size === null || depth > maximumDepth) return null;
  // More elements than the record has bytes cannot be: the caller finds the first that lies outside.
  const count = size === 0 ? 0 : Math.min(type.count, registerBytes + 1);
  const leaves: Leaf[] = [];
  for (let index = 0; index < count; index++) {
    const inner = leavesOf(type.of, at + index * size, records, depth + 1);
    if (inner === null) return null;
    leaves.push(...inner);
  }
  return leaves;
}
