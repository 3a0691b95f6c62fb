import type { Member, RecordType } from '../contract/prototype.ts';

/** A member that is reached by its name from a record, also through anonymous structs and unions in it. */
export interface NamedMember {
  readonly name: string;
  readonly member: Member;
  /** Bytes from the start of the outer record; of a bit-field `bitOffset` says it exactly. */
  readonly offset: number;
  /** Bits from the start of the outer record; null for what is no bit-field. */
  readonly bitOffset: number | null;
  /** The unions on the way and which of their members leads here: two of one union exclude each other. */
  readonly choices: readonly { readonly union: string; readonly arm: number }[];
}

// Anonymous records nest as the source is written; more than this is a cycle in corrupt debug information.
const maximumNesting = 32;
const maximumMembers = 100_000;

/** All members that a value of the record may name, in order (C17, 6.7.2.1 paragraph 13); empty when the layout is not known. */
export function namedMembers(record: RecordType, records: readonly RecordType[]): readonly NamedMember[] {
  const found: NamedMember[] = [];
  collect(record, { records, found, offset: 0, path: '', choices: [], depth: 0 });
  return found;
}

interface Walk {
  readonly records: readonly RecordType[];
  readonly found: NamedMember[];
  readonly offset: number;
  /** Names the record on the way, by positions. */
  readonly path: string;
  readonly choices: NamedMember['choices'];
  readonly depth: number;
}

function collect(record: RecordType, walk: Walk): void {
  for (const [index, member] of (record.members ?? []).entries()) {
    if (walk.found.length >= maximumMembers) return;
    const choices =
      record.keyword === 'union' ? [...walk.choices, { union: walk.path, arm: index }] : walk.choices;
    const offset = walk.offset + member.offset;
    const { name, type, bits } = member;
    if (name !== null) {
      const bitOffset = bits ? walk.offset * 8 + bits.offset : null;
      walk.found.push({ name, member, offset, bitOffset, choices });
    } else if (type.kind === 'record' && walk.depth < maximumNesting) {
      const inner = walk.records[type.record];
      const path = `${walk.path}/${index}`;
      if (inner) collect(inner, { ...walk, offset, path, choices, depth: walk.depth + 1 });
    }
  }
}
