import { DW_FORM } from '../constants.ts';
import {
  type DebugSectionName,
  type DebugSections,
  type debugSectionNames,
  noDebugSections,
} from '../debug-sections.ts';

/** A value as its form takes it: a number, a text, the bytes of a block, or the label of an entry. */
export type AttributeValue = number | bigint | string | readonly number[] | { readonly label: string };

export type AttributeSpec = readonly [attribute: number, form: number, value?: AttributeValue];

export interface EntrySpec {
  readonly tag: number;
  readonly attributes: readonly AttributeSpec[];
  readonly children?: readonly EntrySpec[];
  readonly label?: string;
}

export interface UnitSpec {
  readonly root: EntrySpec;
  readonly version?: number;
  /** What the header says in place of the truth. */
  readonly claims?: {
    readonly length?: number;
    readonly unitType?: number;
    readonly addressSize?: number;
    readonly abbreviations?: number;
  };
  /** Of a type unit: its signature and the label of its type. */
  readonly type?: { readonly signature: bigint; readonly label: string };
  /** Bytes in place of the abbreviations of the entries. */
  readonly abbreviations?: readonly number[];
  /** Leaves the mark behind the children of the root out. */
  readonly openEnded?: boolean;
}

/** Refers to the entry of that label. */
export function label(name: string): { readonly label: string } {
  return { label: name };
}

type SectionField = (typeof debugSectionNames)[DebugSectionName];

/** Writes small debug sections, sound or not: little-endian, the 32-bit format, addresses of 8 bytes. */
export class DwarfBuilder {
  readonly #bytes: Record<'info' | 'abbrev', number[]> = { info: [], abbrev: [] };
  readonly #labels = new Map<string, number>();
  readonly #fixups: { readonly at: number; readonly label: string; readonly base: number }[] = [];
  readonly #others: Partial<Record<SectionField, Uint8Array>> = {};

  /** A section but .debug_info and .debug_abbrev. */
  with(section: Exclude<SectionField, 'info' | 'abbrev'>, bytes: readonly number[]): this {
    this.#others[section] = Uint8Array.from(bytes);
    return this;
  }

  /** Bytes behind what .debug_info has so far. */
  raw(bytes: readonly number[]): this {
    this.#bytes.info.push(...bytes);
    return this;
  }

  unit({ root, version = 5, claims = {}, type, abbreviations, openEnded = false }: UnitSpec): this {
    const { info, abbrev } = this.#bytes;
    const start = info.length;
    const table = claims.abbreviations ?? abbrev.length;
    info.push(...little(0, 4), ...little(version, 2));
    const addressSize = claims.addressSize ?? 8;
    if (version >= 5) {
      info.push(claims.unitType ?? (type ? 2 : 1), addressSize, ...little(table, 4));
    } else info.push(...little(table, 4), addressSize);
    if (type) {
      info.push(...little(type.signature, 8));
      this.#fixups.push({ at: info.length, label: type.label, base: start });
      info.push(0, 0, 0, 0);
    }
    const codes = { next: 1 };
    const own: number[] = [];
    this.#entry(root, start, codes, own);
    if (openEnded) info.pop();
    abbrev.push(...(abbreviations ?? [...own, 0]));
    little(claims.length ?? info.length - start - 4, 4).forEach((byte, index) => {
      info[start + index] = byte;
    });
    return this;
  }

  #entry(entry: EntrySpec, unit: number, codes: { next: number }, abbrev: number[]): void {
    const { info } = this.#bytes;
    const code = codes.next;
    codes.next += 1;
    if (entry.label !== undefined) this.#labels.set(entry.label, info.length);
    abbrev.push(...uleb(code), ...uleb(entry.tag), entry.children === undefined ? 0 : 1);
    info.push(...uleb(code));
    for (const [attribute, form, value = 0] of entry.attributes) {
      abbrev.push(...uleb(attribute), ...uleb(form));
      if (form === DW_FORM.implicit_const) abbrev.push(...uleb(Number(value)));
      else this.#value(form, value, unit);
    }
    abbrev.push(0, 0);
    if (entry.children === undefined) return;
    for (const child of entry.children) this.#entry(child, unit, codes, abbrev);
    info.push(0);
  }

  #value(form: number, value: AttributeValue, unit: number): void {
    const { info } = this.#bytes;
    if (typeof value === 'string') info.push(...new TextEncoder().encode(value), 0);
    else if (typeof value === 'object' && 'label' in value) {
      this.#fixups.push({ at: info.length, label: value.label, base: form === DW_FORM.ref_addr ? 0 : unit });
      info.push(0, 0, 0, 0);
    } else if (typeof value === 'object') info.push(...uleb(value.length), ...value);
    else if (sizes[form] === undefined) info.push(...uleb(Number(value)));
    else info.push(...little(value, sizes[form]));
  }

  sections(): DebugSections {
    const info = Uint8Array.from(this.#bytes.info);
    for (const { at, label, base } of this.#fixups) {
      info.set(little((this.#labels.get(label) ?? 0) - base, 4), at);
    }
    return { ...noDebugSections, ...this.#others, info, abbrev: Uint8Array.from(this.#bytes.abbrev) };
  }
}

/** Of the forms that cases use; all others are LEB128. */
const sizes: Readonly<Record<number, number>> = {
  [DW_FORM.addr]: 8,
  [DW_FORM.data1]: 1,
  [DW_FORM.data2]: 2,
  [DW_FORM.data4]: 4,
  [DW_FORM.data8]: 8,
  [DW_FORM.flag]: 1,
  [DW_FORM.flag_present]: 0,
  [DW_FORM.strp]: 4,
  [DW_FORM.line_strp]: 4,
  [DW_FORM.sec_offset]: 4,
  [DW_FORM.ref4]: 4,
  [DW_FORM.ref_addr]: 4,
  [DW_FORM.ref_sig8]: 8,
  [DW_FORM.GNU_ref_alt]: 4,
  [DW_FORM.GNU_strp_alt]: 4,
};

/** A number in `size` bytes, the lowest first. */
export function little(value: number | bigint, size: number): readonly number[] {
  const bits = BigInt.asUintN(64, BigInt(value));
  return Array.from({ length: size }, (_, index) => Number((bits >> BigInt(8 * index)) & 0xffn));
}

/** ULEB128 (DWARF 5, 7.6). */
export function uleb(value: number): readonly number[] {
  const bytes: number[] = [];
  let left = value;
  do {
    const low = left % 128;
    left = Math.floor(left / 128);
    bytes.push(left > 0 ? low | 0x80 : low);
  } while (left > 0);
  return bytes;
}
