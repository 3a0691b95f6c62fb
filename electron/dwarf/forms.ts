import { DW_FORM } from './constants.ts';
import type { Cursor } from './cursor.ts';

/** How a unit writes addresses and offsets (DWARF 5, 7.4). */
export interface Encoding {
  readonly version: number;
  /** 4 in the 32-bit format of DWARF, 8 in the 64-bit one. */
  readonly offsetSize: 4 | 8;
  readonly addressSize: number;
}

/** How a value is skipped whose size is not fixed. */
export const variableSize = {
  leb: -1,
  block1: -2,
  block2: -3,
  block4: -4,
  block: -5,
  string: -6,
  indirect: -7,
  unknown: -8,
} as const;

/** Size of a form's value in bytes; one of `variableSize` where it is not fixed, or the form is not known. */
export function formSize(form: number, encoding: Encoding): number {
  const fixed = fixedSizes[form];
  if (fixed !== undefined) return fixed;
  switch (form) {
    case DW_FORM.addr:
      return encoding.addressSize;
    case DW_FORM.ref_addr:
      // DWARF 2 wrote it as wide as an address.
      return encoding.version <= 2 ? encoding.addressSize : encoding.offsetSize;
    case DW_FORM.strp:
    case DW_FORM.line_strp:
    case DW_FORM.strp_sup:
    case DW_FORM.sec_offset:
    case DW_FORM.GNU_ref_alt:
    case DW_FORM.GNU_strp_alt:
      return encoding.offsetSize;
    default:
      return variableForms[form] ?? variableSize.unknown;
  }
}

const fixedSizes: Readonly<Record<number, number>> = {
  [DW_FORM.data1]: 1,
  [DW_FORM.data2]: 2,
  [DW_FORM.data4]: 4,
  [DW_FORM.data8]: 8,
  [DW_FORM.data16]: 16,
  [DW_FORM.flag]: 1,
  [DW_FORM.flag_present]: 0,
  [DW_FORM.implicit_const]: 0,
  [DW_FORM.ref1]: 1,
  [DW_FORM.ref2]: 2,
  [DW_FORM.ref4]: 4,
  [DW_FORM.ref8]: 8,
  [DW_FORM.ref_sig8]: 8,
  [DW_FORM.ref_sup4]: 4,
  [DW_FORM.ref_sup8]: 8,
  [DW_FORM.strx1]: 1,
  [DW_FORM.strx2]: 2,
  [DW_FORM.strx3]: 3,
  [DW_FORM.strx4]: 4,
  [DW_FORM.addrx1]: 1,
  [DW_FORM.addrx2]: 2,
  [DW_FORM.addrx3]: 3,
  [DW_FORM.addrx4]: 4,
};

const variableForms: Readonly<Record<number, number>> = {
  [DW_FORM.sdata]: variableSize.leb,
  [DW_FORM.udata]: variableSize.leb,
  [DW_FORM.ref_udata]: variableSize.leb,
  [DW_FORM.strx]: variableSize.leb,
  [DW_FORM.addrx]: variableSize.leb,
  [DW_FORM.loclistx]: variableSize.leb,
  [DW_FORM.rnglistx]: variableSize.leb,
  [DW_FORM.GNU_addr_index]: variableSize.leb,
  [DW_FORM.GNU_str_index]: variableSize.leb,
  [DW_FORM.block1]: variableSize.block1,
  [DW_FORM.block2]: variableSize.block2,
  [DW_FORM.block4]: variableSize.block4,
  [DW_FORM.block]: variableSize.block,
  [DW_FORM.exprloc]: variableSize.block,
  [DW_FORM.string]: variableSize.string,
  [DW_FORM.indirect]: variableSize.indirect,
};

/** Moves the cursor behind a value of this size or kind; false when its form is not known. */
export function skipValue(cursor: Cursor, size: number, encoding: Encoding): boolean {
  if (size >= 0) {
    cursor.at += size;
    return true;
  }
  switch (size) {
    case variableSize.leb:
      cursor.skipLeb();
      return true;
    case variableSize.string:
      cursor.skipString();
      return true;
    case variableSize.indirect:
      return skipIndirect(cursor, encoding);
    case variableSize.unknown:
      return false;
    default:
      skipBlock(cursor, size);
      return true;
  }
}

function skipBlock(cursor: Cursor, size: number): void {
  const length = blockLength(cursor, size);
  cursor.at += length;
}

function blockLength(cursor: Cursor, size: number): number {
  switch (size) {
    case variableSize.block1:
      return cursor.u8();
    case variableSize.block2:
      return cursor.u16();
    case variableSize.block4:
      return cursor.u32();
    default:
      return cursor.uleb();
  }
}

/** The length of a block whose form this is; the cursor is then at its first byte. Null when the form is no block's. */
export function readBlockLength(cursor: Cursor, form: number): number | null {
  const kind = variableForms[form];
  const isBlock = kind !== undefined && kind <= variableSize.block1 && kind >= variableSize.block;
  return isBlock ? blockLength(cursor, kind) : null;
}

function skipIndirect(cursor: Cursor, encoding: Encoding): boolean {
  const form = readIndirectForm(cursor);
  // The value of an implicit constant lies in the abbreviation, where an indirect form has none (DWARF 5, 7.5.3).
  return form !== DW_FORM.implicit_const && skipValue(cursor, formSize(form, encoding), encoding);
}

/** The form behind DW_FORM_indirect; 0, which is no form, when one indirect form only leads to the next. */
export function readIndirectForm(cursor: Cursor): number {
  const form = cursor.uleb();
  return form === DW_FORM.indirect ? 0 : form;
}
