import type { CType, RecordType } from '../../electron/contract/prototype.ts';
import { type Literal, writeLiteral } from '../../electron/ctypes/literal.ts';
import { namedMembers } from '../../electron/ctypes/record-members.ts';
import { literalOf, partOf, partText } from './literal-text.ts';

/** What an object gives: members by name, in the order in which they were given. */
export type Entries = readonly (readonly [string, Literal])[];

/** A member that can be given, with those of anonymous structs and unions as if they were the outer one's. */
export interface MemberField {
  readonly name: string;
  readonly type: CType;
  /** Width of a bit-field, or null. */
  readonly bits: number | null;
  /** The unions around it, and which of their members leads to it: two of one union exclude each other. */
  readonly choices: readonly { readonly union: string; readonly arm: number }[];
}

/** The members of a record in their order; null when its layout is not known. */
export function memberFields(
  record: RecordType,
  records: readonly RecordType[],
): readonly MemberField[] | null {
  if (record.members === null) return null;
  return namedMembers(record, records)
    .filter(({ member }) => member.artificial !== true)
    .map(({ name, member, choices }) => ({
      name,
      type: member.type,
      bits: member.bits?.size ?? null,
      choices,
    }));
}

/** The members that a text gives; null when it is no struct. */
export function readRecord(text: string): Entries | null {
  if (text.trim() === '') return [];
  const literal = literalOf(text);
  return literal?.kind === 'object' ? literal.entries : null;
}

/** What the editor of one member shows. */
export function memberText(entries: Entries, field: MemberField): string {
  const entry = entries.find(([name]) => name === field.name);
  return partText(field.type, entry?.[1] ?? null);
}

/** The text of the struct after one member was edited; others of a union around it are left out. Members keep their order. */
export function withMember(
  entries: Entries,
  fields: readonly MemberField[],
  field: MemberField,
  text: string,
): string {
  const value = partOf(field.type, text);
  if (value === null) return write(entries.filter(([name]) => name !== field.name));
  const excluded = new Set(fields.filter((other) => exclude(other, field)).map(({ name }) => name));
  const kept = entries.filter(([name]) => !excluded.has(name));
  const known = kept.some(([name]) => name === field.name);
  const given: Entries = known
    ? kept.map((entry) => (entry[0] === field.name ? [field.name, value] : entry))
    : [...kept, [field.name, value]];
  return write(given);
}

function exclude(one: MemberField, other: MemberField): boolean {
  return one.choices.some(({ union, arm }) =>
    other.choices.some((choice) => choice.union === union && choice.arm !== arm),
  );
}

function write(entries: Entries): string {
  return writeLiteral({ kind: 'object', entries });
}
