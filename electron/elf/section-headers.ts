import { type ByteSource, readAvailable, readExactly, viewOf } from './byte-source.ts';
import type { Diagnostics } from './diagnostics.ts';
import { type ElfHeader, readWord } from './header.ts';
import { stringIn } from './strings.ts';

export const SHT_SYMTAB = 2;
export const SHT_STRTAB = 3;
export const SHT_DYNAMIC = 6;
export const SHT_NOTE = 7;
export const SHT_NOBITS = 8;
export const SHT_DYNSYM = 11;
export const SHT_SYMTAB_SHNDX = 18;
export const SHT_GNU_VERDEF = 0x6ffffffd;
export const SHT_GNU_VERNEED = 0x6ffffffe;
export const SHT_GNU_VERSYM = 0x6fffffff;

/** One entry of the section header table (gABI, "Section Header"). */
export interface SectionHeader {
  readonly index: number;
  readonly nameOffset: number;
  readonly type: number;
  readonly flags: bigint;
  readonly address: bigint;
  readonly offset: bigint;
  readonly size: bigint;
  readonly link: number;
  readonly info: number;
  readonly align: bigint;
  readonly entrySize: bigint;
}

/** Objects compiled with one section per function have hundreds of thousands; a hostile file may claim billions. */
const sectionLimit = 1_000_000;
const sectionNamesLimit = 64 * 1024 * 1024;
const sectionNameLimit = 4096;

/** Size of one entry for the file's class, in bytes. */
export function sectionHeaderEntrySize(header: ElfHeader): number {
  return header.elfClass === 64 ? 64 : 40;
}

/** The section header table, decoded entry by entry on demand. */
export class SectionTable {
  readonly count: number;
  readonly #view: DataView;
  readonly #header: ElfHeader;
  #names: Uint8Array = new Uint8Array(0);

  constructor(bytes: Uint8Array, header: ElfHeader) {
    this.#view = viewOf(bytes);
    this.#header = header;
    this.count = Math.floor(bytes.length / sectionHeaderEntrySize(header));
  }

  /** The section with this index, or null when there is none. */
  at(index: number): SectionHeader | null {
    if (index < 0 || index >= this.count) return null;
    const view = this.#view;
    const { elfClass, little } = this.#header;
    const wide = elfClass === 64;
    const start = index * sectionHeaderEntrySize(this.#header);
    const word = (narrow: number, broad: number) =>
      readWord(view, start + (wide ? broad : narrow), this.#header);
    return {
      index,
      nameOffset: view.getUint32(start, little),
      type: this.typeAt(index),
      flags: word(8, 8),
      address: word(12, 16),
      offset: word(16, 24),
      size: word(20, 32),
      link: view.getUint32(start + (wide ? 40 : 24), little),
      info: view.getUint32(start + (wide ? 44 : 28), little),
      align: word(32, 48),
      entrySize: word(36, 56),
    };
  }

  /** sh_type of an existing section, without decoding the rest. */
  typeAt(index: number): number {
    return this.#view.getUint32(index * sectionHeaderEntrySize(this.#header) + 4, this.#header.little);
  }

  /** The first section of a type that satisfies `accept`. */
  find(type: number, accept: (section: SectionHeader) => boolean = () => true): SectionHeader | null {
    for (let index = 1; index < this.count; index += 1) {
      if (this.typeAt(index) !== type) continue;
      const section = this.at(index);
      if (section !== null && accept(section)) return section;
    }
    return null;
  }

  /** All sections of a type, at most `limit`. */
  all(type: number, limit: number): readonly SectionHeader[] {
    const found: SectionHeader[] = [];
    for (let index = 1; index < this.count && found.length < limit; index += 1) {
      const section = this.typeAt(index) === type ? this.at(index) : null;
      if (section !== null) found.push(section);
    }
    return found;
  }

  /** The section's name, clipped at 4096 bytes; its number in brackets when the name table lacks it. */
  nameOf(index: number): string {
    if (index < 0 || index >= this.count) return `[${index}]`;
    const start = index * sectionHeaderEntrySize(this.#header);
    const offset = this.#view.getUint32(start, this.#header.little);
    return stringIn(this.#names, offset, sectionNameLimit) ?? `[${index}]`;
  }

  /** Whether any section has one of these names. */
  hasName(wanted: ReadonlySet<string>): boolean {
    const longest = Math.max(...[...wanted].map((name) => name.length));
    for (let index = 1; index < this.count; index += 1) {
      const start = index * sectionHeaderEntrySize(this.#header);
      const offset = this.#view.getUint32(start, this.#header.little);
      if (wanted.has(stringIn(this.#names, offset, longest + 1) ?? '')) return true;
    }
    return false;
  }

  /** The first section with this name; looks at names of at most 64 bytes. */
  findByName(name: string): SectionHeader | null {
    for (let index = 1; index < this.count; index += 1) {
      const start = index * sectionHeaderEntrySize(this.#header);
      const offset = this.#view.getUint32(start, this.#header.little);
      if (stringIn(this.#names, offset, 64) === name) return this.at(index);
    }
    return null;
  }

  /** True when the table was reserved but is not written yet: a linker fills it last. */
  isBlank(): boolean {
    if (this.count < 2) return false;
    const { buffer, byteOffset, byteLength } = this.#view;
    return new Uint8Array(buffer, byteOffset, byteLength).every((byte) => byte === 0);
  }

  setNames(names: Uint8Array): void {
    this.#names = names;
  }
}

/** The section header table; empty when the file has none or it lies outside the file. */
export function readSectionHeaders(
  source: ByteSource,
  header: ElfHeader,
  diagnostics: Diagnostics,
): SectionTable {
  const none = new SectionTable(new Uint8Array(0), header);
  const { sectionHeaderCount: count, sectionHeaderOffset: offset } = header;
  if (count === 0 || offset === 0n) return none;
  const size = sectionHeaderEntrySize(header);
  if (header.sectionHeaderSize !== size) {
    diagnostics.add(
      'section-headers',
      `A section header should have ${size} bytes, the file says ${header.sectionHeaderSize}.`,
    );
    return none;
  }
  const bytes = readAvailable(source, offset, Math.min(count, sectionLimit) * size);
  const table = new SectionTable(bytes, header);
  if (table.count < count) {
    diagnostics.add('section-headers', `Only ${table.count} of ${count} section headers were read.`);
  }
  readSectionNames(source, header, table, diagnostics);
  return table;
}

function readSectionNames(
  source: ByteSource,
  header: ElfHeader,
  table: SectionTable,
  diagnostics: Diagnostics,
): void {
  const section = table.at(header.sectionNameIndex);
  const bytes =
    section !== null && section.type === SHT_STRTAB && section.size <= sectionNamesLimit
      ? readExactly(source, section.offset, section.size)
      : null;
  if (bytes !== null) table.setNames(bytes);
  else if (table.count > 0) diagnostics.add('section-names', 'The names of the sections cannot be read.');
}
