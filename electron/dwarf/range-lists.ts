import { DW_AT, DW_FORM } from './constants.ts';
import { Cursor } from './cursor.ts';
import type { Entry } from './entries.ts';
import type { Unit } from './units.ts';
import type { Values } from './values.ts';

/** Addresses from `start` up to, without, `end`. */
export interface AddressRange {
  readonly start: number;
  readonly end: number;
}

/** A function has two, a unit some thousands; a list without an end is cut here. */
const rangeLimit = 100_000;

/** Kinds of entries of a list (DWARF 5, 7.25). */
const DW_RLE = {
  end: 0,
  base_addressx: 1,
  startx_endx: 2,
  startx_length: 3,
  offset_pair: 4,
  base_address: 5,
  start_end: 6,
};
const DW_RLE_start_length = 7;

/** What an entry covers: DW_AT_low_pc with DW_AT_high_pc, or the list of DW_AT_ranges (DWARF 5, 2.17). */
export function rangesOf(values: Values, entry: Entry): readonly AddressRange[] {
  const start = values.address(entry, DW_AT.low_pc);
  const form = values.entries.seek(entry, DW_AT.ranges);
  if (form !== 0) return listOf(values, entry, form);
  if (start === null) return [];
  const end = values.address(entry, DW_AT.high_pc);
  if (end !== null) return [{ start, end }];
  const size = values.number(entry, DW_AT.high_pc);
  return [{ start, end: start + (size ?? 1) }];
}

function listOf(values: Values, entry: Entry, form: number): readonly AddressRange[] {
  const { unit } = entry;
  if (unit.version < 5) {
    const offset = values.sectionOffset(entry, DW_AT.ranges);
    return offset === null ? [] : pairs(values, unit, offset);
  }
  if (form === DW_FORM.sec_offset) {
    return list(values, unit, values.entries.cursor.unsigned(unit.offsetSize));
  }
  const base = values.factsOf(unit).rangeListsBase;
  values.entries.seek(entry, DW_AT.ranges);
  if (form !== DW_FORM.rnglistx || base === null) return [];
  const cursor = new Cursor(values.entries.sections.rnglists, values.entries.sections.little);
  cursor.at = base + values.entries.cursor.uleb() * unit.offsetSize;
  if (cursor.at + unit.offsetSize > cursor.bytes.length) return outside(values);
  return list(values, unit, base + cursor.unsigned(unit.offsetSize));
}

function outside(values: Values): readonly AddressRange[] {
  values.entries.problems.add('A list of address ranges lies outside its section.');
  return [];
}

/** A list of .debug_ranges (DWARF 4, 2.17.3). */
function pairs(values: Values, unit: Unit, offset: number): readonly AddressRange[] {
  const cursor = new Cursor(values.entries.sections.ranges, values.entries.sections.little);
  if (offset >= cursor.bytes.length) return outside(values);
  cursor.at = offset;
  const baseMark = unit.addressSize === 8 ? 2 ** 64 : 2 ** 32 - 1;
  const found: AddressRange[] = [];
  let base = values.factsOf(unit).lowPc ?? 0;
  while (cursor.at < cursor.bytes.length && found.length < rangeLimit) {
    const start = cursor.unsigned(unit.addressSize);
    const end = cursor.unsigned(unit.addressSize);
    if (start === 0 && end === 0) return found;
    // As numbers, the highest addresses of 64 bits round up to 2^64.
    if (start === baseMark) base = end;
    else found.push({ start: base + start, end: base + end });
  }
  values.entries.problems.add('A list of address ranges has no end.');
  return found;
}

/** A list of .debug_rnglists (DWARF 5, 2.17.3). */
function list(values: Values, unit: Unit, offset: number): readonly AddressRange[] {
  const cursor = new Cursor(values.entries.sections.rnglists, values.entries.sections.little);
  if (offset >= cursor.bytes.length) return outside(values);
  cursor.at = offset;
  const found: AddressRange[] = [];
  const address = () => cursor.unsigned(unit.addressSize);
  const indexed = () => values.addressOfIndex(unit, cursor.uleb()) ?? 0;
  const add = (start: number, end: number) => found.push({ start, end });
  let base = values.factsOf(unit).lowPc ?? 0;
  while (cursor.at < cursor.bytes.length && found.length < rangeLimit) {
    const kind = cursor.u8();
    if (kind === DW_RLE.end) return found;
    if (kind === DW_RLE.base_addressx) base = indexed();
    else if (kind === DW_RLE.base_address) base = address();
    else if (kind === DW_RLE.startx_endx) add(indexed(), indexed());
    else if (kind === DW_RLE.start_end) add(address(), address());
    else if (kind === DW_RLE.offset_pair) add(base + cursor.uleb(), base + cursor.uleb());
    else if (kind === DW_RLE.startx_length || kind === DW_RLE_start_length) {
      const start = kind === DW_RLE_start_length ? address() : indexed();
      add(start, start + cursor.uleb());
    } else break;
  }
  values.entries.problems.add('A list of address ranges has no end.');
  return found;
}
