import { DW_AT, DW_FORM, DW_OP } from './constants.ts';
import { Cursor, stringAt } from './cursor.ts';
import type { Entries, Entry } from './entries.ts';
import { readBlockLength } from './forms.ts';
import type { Unit } from './units.ts';

/** What the entry of a unit says for all entries of the unit. */
export interface UnitFacts {
  readonly language: number | null;
  readonly lowPc: number | null;
  /** Offset of its line table. */
  readonly lines: number | null;
  readonly compilationFolder: string | null;
  /** Bases of the indexed forms; null where the unit names none. */
  readonly stringOffsetsBase: number | null;
  readonly addressBase: number | null;
  readonly rangeListsBase: number | null;
}

/** Where a text starts, in the section that holds it. */
export interface TextPlace {
  readonly bytes: Uint8Array;
  readonly offset: number;
}

/** Reads attributes' values in every form of DWARF 2 to 5 (DWARF 5, 7.5.5). Null is what cannot be read or is not there. */
export class Values {
  readonly entries: Entries;
  readonly #strings: Cursor;
  readonly #addresses: Cursor;
  readonly #facts = new Map<number, UnitFacts>();
  /** Names are used again and again: each is decoded once. */
  readonly #known = new Map<number, string>();
  readonly #signatures = new Map<bigint, number>();

  constructor(entries: Entries) {
    this.entries = entries;
    const { sections } = entries;
    this.#strings = new Cursor(sections.strOffsets, sections.little);
    this.#addresses = new Cursor(sections.addr, sections.little);
    for (const { type } of entries.units)
      if (type !== null) this.#signatures.set(type.signature, type.offset);
  }

  /** Whether a flag is there and set. */
  flag(entry: Entry, attribute: number): boolean {
    const form = this.entries.seek(entry, attribute);
    if (form === DW_FORM.flag) return this.entries.cursor.u8() !== 0;
    return (
      form === DW_FORM.flag_present ||
      (form === DW_FORM.implicit_const && this.entries.implicitConstant !== 0n)
    );
  }

  /** A constant of at most 64 bits as it is written: what has no sign in its form is not negative. */
  constant(entry: Entry, attribute: number): bigint | null {
    return this.#constantOf(this.entries.seek(entry, attribute));
  }

  #constantOf(form: number): bigint | null {
    const { cursor } = this.entries;
    switch (form) {
      case DW_FORM.data1:
        return BigInt(cursor.u8());
      case DW_FORM.data2:
        return BigInt(cursor.u16());
      case DW_FORM.data4:
        return BigInt(cursor.u32());
      case DW_FORM.data8:
        return cursor.u64Big();
      case DW_FORM.sdata:
        return cursor.slebBig();
      case DW_FORM.udata:
        return cursor.ulebBig();
      case DW_FORM.implicit_const:
        return this.entries.implicitConstant;
      default:
        return null;
    }
  }

  /** A constant that is exact as a number. */
  number(entry: Entry, attribute: number): number | null {
    const value = this.constant(entry, attribute);
    if (value === null) return null;
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : null;
  }

  /** An offset into another section; a constant in DWARF 2 and 3. */
  sectionOffset(entry: Entry, attribute: number): number | null {
    const form = this.entries.seek(entry, attribute);
    if (form === DW_FORM.sec_offset) return this.entries.cursor.unsigned(entry.unit.offsetSize);
    const value = form === DW_FORM.data4 || form === DW_FORM.data8 ? this.#constantOf(form) : null;
    return value === null ? null : Number(value);
  }

  /** An address; null also for one above 2^53, which no library of a process has. */
  address(entry: Entry, attribute: number): number | null {
    const form = this.entries.seek(entry, attribute);
    const address =
      form === DW_FORM.addr
        ? this.entries.cursor.unsigned(entry.unit.addressSize)
        : this.#indexed(entry.unit, form);
    return address !== null && Number.isSafeInteger(address) ? address : null;
  }

  #indexed(unit: Unit, form: number): number | null {
    const index = this.#addressIndex(form);
    return index === null ? null : this.addressOfIndex(unit, index);
  }

  #addressIndex(form: number): number | null {
    const { cursor } = this.entries;
    if (form === DW_FORM.addrx) return cursor.uleb();
    if (form >= DW_FORM.addrx1 && form <= DW_FORM.addrx4) return cursor.unsigned(form - DW_FORM.addrx1 + 1);
    if (form === DW_FORM.GNU_addr_index) this.#split();
    return null;
  }

  /** The entry of .debug_addr with this index in the unit's part (DWARF 5, 7.27). */
  addressOfIndex(unit: Unit, index: number): number | null {
    const base = this.factsOf(unit).addressBase;
    const at = (base ?? 0) + index * unit.addressSize;
    if (base === null || at + unit.addressSize > this.#addresses.bytes.length) {
      this.entries.problems.add('An index of an address leads outside .debug_addr.');
      return null;
    }
    this.#addresses.at = at;
    return this.#addresses.unsigned(unit.addressSize);
  }

  /** The text of a string attribute. */
  text(entry: Entry, attribute: number): string | null {
    const form = this.entries.seek(entry, attribute);
    if (form === 0) return null;
    if (form === DW_FORM.string) return this.entries.cursor.string();
    const place = this.#placeOf(entry.unit, form);
    if (place === null) return null;
    const key = place.offset * 2 + (place.bytes === this.entries.sections.str ? 0 : 1);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const text = stringAt(place.bytes, place.offset);
    if (text === null) this.entries.problems.add('A string lies outside its section.');
    else this.#known.set(key, text);
    return text;
  }

  /** The bytes that hold a string attribute, and where it starts; for comparisons without decoding. */
  textPlace(entry: Entry, attribute: number): TextPlace | null {
    const form = this.entries.seek(entry, attribute);
    if (form === 0) return null;
    if (form === DW_FORM.string) return { bytes: this.entries.cursor.bytes, offset: this.entries.cursor.at };
    return this.#placeOf(entry.unit, form);
  }

  /** The text of a value in one of the indexed forms, wherever the value itself is. */
  indexedText(unit: Unit, form: number, cursor: Cursor): string | null {
    const place = this.#placeOf(unit, form, cursor);
    return place === null ? null : stringAt(place.bytes, place.offset);
  }

  #placeOf(unit: Unit, form: number, cursor = this.entries.cursor): TextPlace | null {
    const { sections, problems } = this.entries;
    switch (form) {
      case DW_FORM.strp:
        return { bytes: sections.str, offset: cursor.unsigned(unit.offsetSize) };
      case DW_FORM.line_strp:
        return { bytes: sections.lineStr, offset: cursor.unsigned(unit.offsetSize) };
      case DW_FORM.strx:
        return this.#stringOfIndex(unit, cursor.uleb());
      case DW_FORM.strx1:
      case DW_FORM.strx2:
      case DW_FORM.strx3:
      case DW_FORM.strx4:
        return this.#stringOfIndex(unit, cursor.unsigned(form - DW_FORM.strx1 + 1));
      case DW_FORM.GNU_str_index:
        this.#split();
        return null;
      case DW_FORM.strp_sup:
      case DW_FORM.GNU_strp_alt:
        problems.add(supplementary);
        return null;
      default:
        return null;
    }
  }

  #stringOfIndex(unit: Unit, index: number): TextPlace | null {
    // The first part begins behind its header (DWARF 5, 7.26).
    const base = this.factsOf(unit).stringOffsetsBase ?? (unit.offsetSize === 8 ? 16 : 8);
    const at = base + index * unit.offsetSize;
    if (at + unit.offsetSize > this.#strings.bytes.length) {
      this.entries.problems.add('An index of a string leads outside .debug_str_offsets.');
      return null;
    }
    this.#strings.at = at;
    return { bytes: this.entries.sections.str, offset: this.#strings.unsigned(unit.offsetSize) };
  }

  /** The offset of the entry that an attribute refers to. */
  reference(entry: Entry, attribute: number): number | null {
    const form = this.entries.seek(entry, attribute);
    if (form === 0) return null;
    const offset = this.#referenceOf(entry.unit, form);
    if (offset === null) return null;
    if (this.entries.unitAt(offset) !== null) return offset;
    this.entries.problems.add('A reference leads outside the units.');
    return null;
  }

  #referenceOf(unit: Unit, form: number): number | null {
    const { cursor, problems } = this.entries;
    switch (form) {
      case DW_FORM.ref1:
        return unit.offset + cursor.u8();
      case DW_FORM.ref2:
        return unit.offset + cursor.u16();
      case DW_FORM.ref4:
        return unit.offset + cursor.u32();
      case DW_FORM.ref8:
        return unit.offset + cursor.u64();
      case DW_FORM.ref_udata:
        return unit.offset + cursor.uleb();
      case DW_FORM.ref_addr:
        return cursor.unsigned(unit.version <= 2 ? unit.addressSize : unit.offsetSize);
      case DW_FORM.ref_sig8:
        return this.#typeOfSignature(cursor.u64Big());
      case DW_FORM.GNU_ref_alt:
      case DW_FORM.ref_sup4:
      case DW_FORM.ref_sup8:
        problems.add(supplementary);
        return null;
      default:
        return null;
    }
  }

  #typeOfSignature(signature: bigint): number | null {
    const offset = this.#signatures.get(signature);
    if (offset === undefined)
      this.entries.problems.add('A type unit that is referred to is not in the file.');
    return offset ?? null;
  }

  /** The bytes of a block or an expression. */
  block(entry: Entry, attribute: number): Uint8Array | null {
    const form = this.entries.seek(entry, attribute);
    if (form === 0) return null;
    const { cursor } = this.entries;
    const length = readBlockLength(cursor, form);
    return length === null || cursor.at + length > entry.unit.end
      ? null
      : cursor.bytes.subarray(cursor.at, cursor.at + length);
  }

  /** The address that a location names when it is nothing but an address (DW_OP_addr, DW_OP_addrx). */
  fixedLocation(entry: Entry): number | null {
    const block = this.block(entry, DW_AT.location);
    if (block === null || block.length < 2) return null;
    const { addressSize } = entry.unit;
    const cursor = new Cursor(block, this.entries.cursor.little);
    const operation = cursor.u8();
    if (operation === DW_OP.addr && block.length === 1 + addressSize) return cursor.unsigned(addressSize);
    if (operation !== DW_OP.addrx) return null;
    const index = cursor.uleb();
    return cursor.at === block.length ? this.addressOfIndex(entry.unit, index) : null;
  }

  /** The offset in the thread's block that a location names when it is a thread-local variable's (DWARF 5, 2.5.1.3). */
  threadLocalOffset(entry: Entry): number | null {
    const block = this.block(entry, DW_AT.location);
    if (block === null || block.length < 3) return null;
    const last = block[block.length - 1];
    if (last !== DW_OP.GNU_push_tls_address && last !== DW_OP.form_tls_address) return null;
    const cursor = new Cursor(block, this.entries.cursor.little);
    const operation = cursor.u8();
    const isWide = operation === DW_OP.addr || operation === DW_OP.const8u;
    if (isWide && block.length === 10) return cursor.unsigned(8);
    if (operation === DW_OP.const4u && block.length === 6) return cursor.unsigned(4);
    if (operation !== DW_OP.addrx && operation !== DW_OP.constx) return null;
    return this.addressOfIndex(entry.unit, cursor.uleb());
  }

  /** What the unit's own entry says; it is read once. */
  factsOf(unit: Unit): UnitFacts {
    const known = this.#facts.get(unit.offset);
    if (known !== undefined) return known;
    // The bases come first: names and addresses of the same entry may need them.
    const none = { language: null, lowPc: null, lines: null, compilationFolder: null };
    const root = this.entries.rootOf(unit);
    const bases = {
      stringOffsetsBase: root && this.sectionOffset(root, DW_AT.str_offsets_base),
      addressBase:
        root && (this.sectionOffset(root, DW_AT.addr_base) ?? this.sectionOffset(root, DW_AT.GNU_addr_base)),
      rangeListsBase: root && this.sectionOffset(root, DW_AT.rnglists_base),
    };
    this.#facts.set(unit.offset, { ...none, ...bases });
    if (root === null) return { ...none, ...bases };
    if (this.entries.has(root, DW_AT.dwo_name) || this.entries.has(root, DW_AT.GNU_dwo_name)) this.#split();
    const facts = {
      ...bases,
      language: this.number(root, DW_AT.language),
      lowPc: this.address(root, DW_AT.low_pc),
      lines: this.sectionOffset(root, DW_AT.stmt_list),
      compilationFolder: this.text(root, DW_AT.comp_dir),
    };
    this.#facts.set(unit.offset, facts);
    return facts;
  }

  #split(): void {
    this.entries.problems.add('Split debug information (.dwo and .dwp files) is not read.');
  }
}

const supplementary =
  'Debug information that dwz moved to a supplementary file is not read; what refers to it is left out.';
