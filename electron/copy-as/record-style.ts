import type { Member, RecordType } from '../contract/prototype.ts';
import { alignmentOf, sizeOf } from './type-sizes.ts';

/** One line of a declaration: a member by its index, or bytes in between that no member has. */
export type DeclaredField =
  | { readonly kind: 'member'; readonly index: number }
  | { readonly kind: 'padding'; readonly bytes: number };

/** How a record is declared so that a compiler lays it out as it is. */
export type RecordStyle =
  | {
      readonly kind: 'members';
      readonly fields: readonly DeclaredField[];
      readonly packed: boolean;
      /** alignof, where the members alone give less; else null. */
      readonly aligned: number | null;
    }
  /** No declaration of ours gives this layout: its bytes alone. */
  | { readonly kind: 'bytes' };

interface Laid {
  readonly fields: readonly DeclaredField[];
  /** Bits from the start. */
  readonly end: number;
  readonly alignment: number;
}

/** The declaration of a record whose members are known; natural where that gives the layout (System V psABI, 3.1.2). */
export function styleOf(record: RecordType, records: readonly RecordType[]): RecordStyle {
  for (const packed of [false, true]) {
    const laid =
      record.keyword === 'union' ? layUnion(record, records, packed) : layStruct(record, records, packed);
    const style = laid && finish(record, laid, packed);
    if (style) return style;
  }
  return { kind: 'bytes' };
}

function finish(record: RecordType, laid: Laid, packed: boolean): RecordStyle | null {
  if (laid.alignment > record.alignment) return null;
  const aligned = laid.alignment < record.alignment ? record.alignment : null;
  const end = Math.ceil(laid.end / 8);
  const natural = Math.ceil(end / record.alignment) * record.alignment;
  const missing = record.size - end;
  if (natural === record.size) return { kind: 'members', fields: laid.fields, packed, aligned };
  if (missing <= 0 || record.keyword === 'union') return null;
  const fields = [...laid.fields, { kind: 'padding', bytes: missing } as const];
  return { kind: 'members', fields, packed, aligned };
}

function layUnion(record: RecordType, records: readonly RecordType[], packed: boolean): Laid | null {
  const members = record.members ?? [];
  let end = 0;
  let alignment = 1;
  for (const member of members) {
    const size = sizeOf(member.type, records);
    if (size === null || member.offset !== 0 || (member.bits && member.bits.offset !== 0)) return null;
    end = Math.max(end, member.bits ? member.bits.size : size * 8);
    if (!packed) alignment = Math.max(alignment, alignmentOf(member.type, records));
  }
  return { fields: members.map((_member, index) => ({ kind: 'member', index })), end, alignment };
}

function layStruct(record: RecordType, records: readonly RecordType[], packed: boolean): Laid | null {
  const fields: DeclaredField[] = [];
  let end = 0;
  let alignment = 1;
  for (const [index, member] of (record.members ?? []).entries()) {
    const size = sizeOf(member.type, records);
    if (size === null) return null;
    const step = packed ? 1 : alignmentOf(member.type, records);
    const start = member.bits ? bitFieldStart(end, member.bits.size, size, packed) : roundUp(end, step * 8);
    const wanted = member.bits ? member.bits.offset : member.offset * 8;
    if (start !== wanted) {
      const bytes = paddingBefore(member, end, step);
      if (bytes === null) return null;
      fields.push({ kind: 'padding', bytes });
    }
    fields.push({ kind: 'member', index });
    end = wanted + (member.bits ? member.bits.size : size * 8);
    alignment = Math.max(alignment, step);
  }
  return { fields, end, alignment };
}

/** A bit-field does not cross a boundary of its own type, unless the record is packed. */
function bitFieldStart(end: number, width: number, size: number, packed: boolean): number {
  const unit = size * 8;
  const crosses = Math.floor(end / unit) !== Math.floor((end + width - 1) / unit);
  return crosses && !packed ? roundUp(end, unit) : end;
}

function paddingBefore(member: Member, end: number, step: number): number | null {
  const bytes = member.offset - Math.ceil(end / 8);
  return member.bits || bytes <= 0 || member.offset % step !== 0 ? null : bytes;
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
