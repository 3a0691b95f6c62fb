import { DW_AT, DW_OP, DW_TAG } from './constants.ts';
import { Cursor } from './cursor.ts';
import type { Entry } from './entries.ts';
import type { Values } from './values.ts';

/**
 * DW_AT_data_member_location in bytes: a constant, or an expression that adds one (DWARF 5, 5.7.6); null for any other
 * expression.
 */
export function offsetOf(values: Values, part: Entry, record: Entry): number | null {
  if (!values.entries.has(part, DW_AT.data_member_location)) {
    // Compilers leave it out in unions, and at the start of a record.
    const isMember = part.abbreviation.tag === DW_TAG.member;
    return isMember || record.abbreviation.tag === DW_TAG.union_type ? 0 : null;
  }
  const constant = values.number(part, DW_AT.data_member_location);
  if (constant !== null) return constant;
  const block = values.block(part, DW_AT.data_member_location);
  if (block === null) return null;
  const cursor = new Cursor(block, values.entries.cursor.little);
  const operation = cursor.u8();
  if (operation !== DW_OP.plus_uconst && operation !== DW_OP.constu) return null;
  const offset = cursor.uleb();
  return cursor.at >= block.length ? offset : null;
}

/** What is known of a bit-field before its place: the offset of its storage, and sizes in bits and bytes. */
interface BitFieldParts {
  readonly offset: number;
  readonly bitSize: number;
  readonly typeSize: number;
}

/** Where a bit-field lies, as DWARF 4 and 5 write it and as DWARF 2 and 3 do (DWARF 4, 5.5.6). */
export function bitField(
  values: Values,
  part: Entry,
  { offset, bitSize, typeSize }: BitFieldParts,
): { readonly offset: number; readonly bits: { readonly offset: number; readonly size: number } } {
  const storage = values.number(part, DW_AT.byte_size) ?? typeSize;
  const fromEnd = values.number(part, DW_AT.bit_offset);
  const dataBit = values.number(part, DW_AT.data_bit_offset);
  const old = fromEnd === null ? 0 : storage * 8 - fromEnd - bitSize;
  const bit = offset * 8 + (dataBit ?? old);
  const unit = storage > 0 ? Math.floor(bit / (storage * 8)) * storage : 0;
  const fitsUnit = storage > 0 && bit + bitSize <= (unit + storage) * 8;
  return { offset: fitsUnit ? unit : Math.floor(bit / 8), bits: { offset: bit, size: bitSize } };
}
