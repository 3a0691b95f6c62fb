import type { CType, Member, RecordType } from '../../electron/contract/prototype.ts';
import { type Literal, type LiteralMember, writeLiteral } from '../../electron/ctypes/literal.ts';
import { literalOf, partOf, partText } from './literal-text.ts';

/** A member that can be given, with those of anonymous structs and unions as if they were the outer one's. */
export interface MemberField {
  readonly name: string;
  readonly type: CType;
  /** Width of a bit-field, or null. */
  readonly bits: number | null;
  /** Fields of one union exclude each other: the same number for those of one, null outside of unions. */
  readonly union: number | null;
}

/** The members of a record in their order; null when its layout is not known. */
export function memberFields(
  record: RecordType,
  records: readonly RecordType[],
): readonly MemberField[] | null {
  if (record.members === null) return null;
  const fields: MemberField[] = [];
  const unions = { count: 0 };
  addFields(fields, record.members, { records, unions, union: unionNumber(record, unions) });
  return fields;
}

interface Place {
  readonly records: readonly RecordType[];
  readonly unions: { count: number };
  readonly union: number | null;
}

function addFields(fields: MemberField[], members: readonly Member[], place: Place): void {
  for (const { name, type, bits, artificial } of members) {
    if (artificial === true) continue;
    if (name !== null) {
      fields.push({ name, type, bits: bits?.size ?? null, union: place.union });
      continue;
    }
    const inner = type.kind === 'record' ? place.records[type.record] : undefined;
    if (inner?.members) {
      const union = place.union ?? unionNumber(inner, place.unions);
      addFields(fields, inner.members, { ...place, union });
    }
  }
}

function unionNumber(record: RecordType, unions: { count: number }): number | null {
  if (record.keyword !== 'union') return null;
  unions.count += 1;
  return unions.count;
}

/** The members that a text gives; null when it is no struct. */
export function readRecord(text: string): readonly LiteralMember[] | null {
  if (text.trim() === '') return [];
  const literal = literalOf(text);
  return literal?.kind === 'object' ? literal.members : null;
}

/** What the editor of one member shows. */
export function memberText(members: readonly LiteralMember[], field: MemberField): string {
  const member = members.find(({ name }) => name === field.name);
  return partText(field.type, member?.value ?? null);
}

/** The text of the struct after one member was edited; in a union the others are left out. Members keep their order. */
export function withMember(
  members: readonly LiteralMember[],
  fields: readonly MemberField[],
  field: MemberField,
  text: string,
): string {
  const value = partOf(field.type, text);
  const excluded = new Set(
    field.union === null || value === null
      ? []
      : fields
          .filter(({ union, name }) => union === field.union && name !== field.name)
          .map(({ name }) => name),
  );
  const kept = members.filter(({ name }) => !excluded.has(name));
  return writeLiteral({ kind: 'object', members: replaced(kept, field.name, value) });
}

function replaced(
  members: readonly LiteralMember[],
  name: string,
  value: Literal | null,
): readonly LiteralMember[] {
  if (value === null) return members.filter((member) => member.name !== name);
  if (!members.some((member) => member.name === name)) return [...members, { name, value }];
  return members.map((member) => (member.name === name ? { name, value } : member));
}
