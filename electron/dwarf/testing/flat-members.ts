import type { Member, RecordType } from '../../contract/prototype.ts';
import type { GdbRecord } from './gdb.ts';
import { recordName, shapeOf } from './shapes.ts';
import { sameSpelling } from './spellings.ts';

/** A member with its place; members of inner records without a name stand in the outer one, by a path. */
export interface FlatMember {
  /** `trace.xV2`; the simple name of its class for a base. */
  readonly path: string;
  /** From the start of the outermost record. */
  readonly bit: number;
  /** 0 for what is no bit-field. */
  readonly bitSize: number;
  readonly shape: string;
  readonly base: boolean;
}

/** The members as gdb has them. */
export function gdbMembers(record: GdbRecord, prefix = '', start = 0): readonly FlatMember[] {
  return record.members.flatMap((member) => {
    const name = member.base ? simpleName(member.name ?? '') : (member.name ?? '');
    const bit = start + member.bit;
    if (member.inner !== null) return gdbMembers(member.inner, path(prefix, name), bit);
    const shape = sameSpelling(member.type.shape);
    return [{ path: path(prefix, name), bit, bitSize: member.bitSize, shape, base: member.base }];
  });
}

/** The members as our reader has them; empty for an unknown layout. */
export function ourMembers(
  record: RecordType | undefined,
  records: readonly RecordType[],
  prefix = '',
  start = 0,
): readonly FlatMember[] {
  return (record?.members ?? []).flatMap((member) => ourMember(member, records, prefix, start));
}

function ourMember(
  { name, type, offset, bits }: Member,
  records: readonly RecordType[],
  prefix: string,
  start: number,
): readonly FlatMember[] {
  const bit = start + (bits?.offset ?? offset * 8);
  const own = path(prefix, simpleName(name ?? ''));
  if (type.kind === 'record' && recordName(type, records) === '') {
    return ourMembers(records[type.record], records, own, bit);
  }
  const shape = sameSpelling(shapeOf(type, records));
  return [{ path: own, bit, bitSize: bits?.size ?? 0, shape, base: false }];
}

function path(prefix: string, name: string): string {
  return prefix === '' || name === '' ? prefix + name : `${prefix}.${name}`;
}

/** `std::pair<int, a::b>` is `pair<int,a::b>` inside its namespace. */
export function simpleName(name: string): string {
  let depth = 0;
  let start = 0;
  for (let index = 0; index < name.length; index++) {
    if (name[index] === '<') depth += 1;
    if (name[index] === '>') depth -= 1;
    if (depth === 0 && name.startsWith('::', index)) start = index + 2;
  }
  return sameSpelling(name.slice(start));
}
