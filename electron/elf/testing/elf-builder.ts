/** One symbol of a built file; its section is `.text` unless `section` says otherwise. */
export interface BuiltSymbol {
  readonly name: string;
  readonly value?: bigint;
  readonly size?: bigint;
  /** STT_*, 2 (FUNC) by default. */
  readonly type?: number;
  /** STB_*, 1 (GLOBAL) by default. */
  readonly bind?: number;
  /** STV_*. */
  readonly visibility?: number;
  /** st_shndx; 1 is `.text`, 0 undefined. */
  readonly section?: number;
  /** .gnu.version entry; 1 (global) by default. */
  readonly version?: number;
}

export interface BuildOptions {
  readonly elfClass?: 32 | 64;
  readonly little?: boolean;
  readonly machine?: number;
  readonly fileType?: number;
  readonly osAbi?: number;
  readonly symbols?: readonly BuiltSymbol[];
  readonly needed?: readonly string[];
  readonly soname?: string;
  readonly rpath?: string;
  readonly runpath?: string;
  readonly flags?: bigint;
  readonly flags1?: bigint;
  readonly buildId?: readonly number[];
  readonly interpreter?: string;
  readonly comment?: string;
  /** Version definitions: index and name; index 1 is the base. */
  readonly definitions?: readonly (readonly [index: number, name: string])[];
  /** Needed versions of one library: index and name. */
  readonly needs?: readonly (readonly [index: number, name: string])[];
  readonly hash?: 'sysv' | 'gnu' | 'none';
  readonly sectionHeaders?: boolean;
}

/** Where the parts of a built file lie, so that a test can spoil one of them. */
export interface BuiltElf {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly encoding: { readonly elfClass: 32 | 64; readonly little: boolean };
  /** Sections by name: index, header's offset, content's offset and size. */
  readonly sections: ReadonlyMap<string, BuiltSection>;
  /** Offsets of the program headers by their order: LOAD, DYNAMIC, NOTE, INTERP. */
  readonly programHeaders: readonly number[];
}

export interface BuiltSection {
  readonly index: number;
  readonly header: number;
  readonly offset: number;
  readonly size: number;
}

interface Piece {
  readonly name: string;
  readonly type: number;
  readonly bytes: Uint8Array;
  readonly link?: string;
  readonly info?: number;
  readonly entrySize?: number;
}

/** A small shared library in which virtual addresses equal file offsets: one PT_LOAD segment holds everything. */
export function buildElf(options: BuildOptions = {}): BuiltElf {
  return new ElfBuilder(options).build();
}

const DT = { NEEDED: 1n, HASH: 4n, STRTAB: 5n, SYMTAB: 6n, STRSZ: 10n, SYMENT: 11n, SONAME: 14n } as const;

class ElfBuilder {
  readonly #options: BuildOptions;
  readonly #wide: boolean;
  readonly #little: boolean;
  readonly #strings = new StringTable();

  constructor(options: BuildOptions) {
    this.#options = options;
    this.#wide = (options.elfClass ?? 64) === 64;
    this.#little = options.little ?? true;
  }

  build(): BuiltElf {
    const pieces = this.#pieces();
    const sectionNames = new StringTable();
    const nameOffsets = [...pieces, { name: '.shstrtab' }].map(({ name }) => sectionNames.add(name));
    const all: readonly Piece[] = [...pieces, { name: '.shstrtab', type: 3, bytes: sectionNames.bytes() }];
    const segmentCount = 4;
    let at = (this.#wide ? 64 : 52) + segmentCount * (this.#wide ? 56 : 32);
    const offsets = all.map(({ bytes }) => {
      const offset = Math.ceil(at / 8) * 8;
      at = offset + bytes.length;
      return offset;
    });
    const tableAt = Math.ceil(at / 8) * 8;
    const headerSize = this.#wide ? 64 : 40;
    const withTable = this.#options.sectionHeaders ?? true;
    const file = new FieldWriter(withTable ? tableAt + (all.length + 1) * headerSize : tableAt, this.#little);
    const sections = new Map(
      all.map(({ name, bytes }, index): [string, BuiltSection] => [
        name,
        {
          index: index + 1,
          header: tableAt + (index + 1) * headerSize,
          offset: offsets[index] ?? 0,
          size: bytes.length,
        },
      ]),
    );
    all.forEach((piece, index) => {
      const content = piece.name === '.dynamic' ? this.#dynamic(sections) : piece.bytes;
      file.bytes.set(content, offsets[index]);
      if (withTable) this.#sectionHeader(file, piece, nameOffsets[index] ?? 0, sections);
    });
    this.#header(file, segmentCount, withTable ? tableAt : 0, withTable ? all.length + 1 : 0);
    const programHeaders = this.#programHeaders(file, sections, tableAt);
    return {
      bytes: file.bytes,
      encoding: { elfClass: this.#wide ? 64 : 32, little: this.#little },
      sections,
      programHeaders,
    };
  }

  #pieces(): readonly Piece[] {
    const { comment, interpreter, buildId } = this.#options;
    const symbols = this.#symbols();
    const versions = this.#versionPieces();
    const dynamicSize = this.#dynamic(new Map()).length;
    const pieces: Piece[] = [
      { name: '.text', type: 1, bytes: new Uint8Array(64).fill(0xc3) },
      { name: '.interp', type: 1, bytes: encode(`${interpreter ?? '/lib/ld.so'}\0`) },
      { name: '.note.gnu.build-id', type: 7, bytes: this.#note(buildId ?? [0xab, 0xcd]) },
      { name: '.dynsym', type: 11, bytes: symbols, link: '.dynstr', entrySize: this.#wide ? 24 : 16 },
      ...versions,
      ...this.#hashPieces(),
      { name: '.dynamic', type: 6, bytes: new Uint8Array(dynamicSize), link: '.dynstr' },
      { name: '.dynstr', type: 3, bytes: this.#strings.bytes() },
      { name: '.comment', type: 1, bytes: encode(`\0${comment ?? 'a compiler'}\0`) },
    ];
    return pieces;
  }

  #symbols(): Uint8Array {
    const symbols = [{ name: '', type: 0, bind: 0, section: 0 }, ...(this.#options.symbols ?? [])];
    const size = this.#wide ? 24 : 16;
    const out = new FieldWriter(symbols.length * size, this.#little);
    symbols.forEach((symbol: BuiltSymbol, index) => {
      const at = index * size;
      const info = ((symbol.bind ?? 1) << 4) | (symbol.type ?? 2);
      out.u32(at, this.#strings.add(symbol.name));
      out.u8(at + (this.#wide ? 4 : 12), info);
      out.u8(at + (this.#wide ? 5 : 13), symbol.visibility ?? 0);
      out.u16(at + (this.#wide ? 6 : 14), symbol.section ?? 1);
      out.word(at + (this.#wide ? 8 : 4), symbol.value ?? 0n, this.#wide);
      out.word(at + (this.#wide ? 16 : 8), symbol.size ?? 0n, this.#wide);
    });
    return out.bytes;
  }

  #versionPieces(): readonly Piece[] {
    const { definitions = [], needs = [], symbols = [] } = this.#options;
    if (definitions.length + needs.length === 0) return [];
    const entries = new FieldWriter((symbols.length + 1) * 2, this.#little);
    symbols.forEach((symbol, index) => {
      entries.u16((index + 1) * 2, symbol.version ?? 1);
    });
    const defined = new FieldWriter(definitions.length * 28, this.#little);
    definitions.forEach(([index, name], position) => {
      const at = position * 28;
      defined
        .u16(at, 1)
        .u16(at + 2, index === 1 ? 1 : 0)
        .u16(at + 4, index)
        .u16(at + 6, 1);
      defined.u32(at + 12, 20).u32(at + 16, position + 1 < definitions.length ? 28 : 0);
      defined.u32(at + 20, this.#strings.add(name));
    });
    const needed = new FieldWriter(needs.length === 0 ? 0 : 16 + needs.length * 16, this.#little);
    if (needs.length > 0) {
      needed.u16(0, 1).u16(2, needs.length).u32(4, this.#strings.add('libneeded.so')).u32(8, 16);
    }
    needs.forEach(([index, name], position) => {
      const at = 16 + position * 16;
      needed.u16(at + 6, index).u32(at + 8, this.#strings.add(name));
      needed.u32(at + 12, position + 1 < needs.length ? 16 : 0);
    });
    return [
      { name: '.gnu.version', type: 0x6fffffff, bytes: entries.bytes, link: '.dynsym', entrySize: 2 },
      {
        name: '.gnu.version_d',
        type: 0x6ffffffd,
        bytes: defined.bytes,
        link: '.dynstr',
        info: definitions.length,
      },
      {
        name: '.gnu.version_r',
        type: 0x6ffffffe,
        bytes: needed.bytes,
        link: '.dynstr',
        info: needs.length > 0 ? 1 : 0,
      },
    ];
  }

  #hashPieces(): readonly Piece[] {
    const count = (this.#options.symbols?.length ?? 0) + 1;
    const kind = this.#options.hash ?? 'sysv';
    if (kind === 'none') return [];
    if (kind === 'sysv') {
      const table = new FieldWriter(8 + 4 + count * 4, this.#little);
      table.u32(0, 1).u32(4, count);
      return [{ name: '.hash', type: 5, bytes: table.bytes, link: '.dynsym' }];
    }
    // One bucket, one Bloom word, all symbols but the first hashed.
    const word = this.#wide ? 8 : 4;
    const table = new FieldWriter(16 + word + 4 + (count - 1) * 4, this.#little);
    table
      .u32(0, 1)
      .u32(4, 1)
      .u32(8, 1)
      .u32(16 + word, count > 1 ? 1 : 0);
    if (count > 1) table.u32(16 + word + 4 + (count - 2) * 4, 1);
    return [{ name: '.gnu.hash', type: 0x6ffffff6, bytes: table.bytes, link: '.dynsym' }];
  }

  #note(buildId: readonly number[]): Uint8Array {
    const out = new FieldWriter(16 + Math.ceil(buildId.length / 4) * 4, this.#little);
    out.u32(0, 4).u32(4, buildId.length).u32(8, 3);
    out.bytes.set(encode('GNU\0'), 12);
    out.bytes.set(buildId, 16);
    return out.bytes;
  }

  #dynamic(sections: ReadonlyMap<string, BuiltSection>): Uint8Array {
    const { needed = [], soname, rpath, runpath, flags, flags1, definitions = [] } = this.#options;
    const at = (name: string) => BigInt(sections.get(name)?.offset ?? 0);
    const text = (value: string) => BigInt(this.#strings.add(value));
    const versioned = (this.#options.definitions?.length ?? 0) + (this.#options.needs?.length ?? 0) > 0;
    const kind = this.#options.hash ?? 'sysv';
    const entries: (readonly [tag: bigint, value: bigint])[] = needed.map((name) => [DT.NEEDED, text(name)]);
    if (soname !== undefined) entries.push([DT.SONAME, text(soname)]);
    if (rpath !== undefined) entries.push([15n, text(rpath)]);
    if (runpath !== undefined) entries.push([29n, text(runpath)]);
    if (flags !== undefined) entries.push([30n, flags]);
    if (flags1 !== undefined) entries.push([0x6ffffffbn, flags1]);
    if (kind === 'sysv') entries.push([DT.HASH, at('.hash')]);
    if (kind === 'gnu') entries.push([0x6ffffef5n, at('.gnu.hash')]);
    entries.push([DT.STRTAB, at('.dynstr')], [DT.SYMTAB, at('.dynsym')]);
    entries.push([DT.STRSZ, BigInt(this.#strings.bytes().length)], [DT.SYMENT, this.#wide ? 24n : 16n]);
    if (versioned) {
      entries.push([0x6ffffff0n, at('.gnu.version')]);
      entries.push([0x6ffffffcn, at('.gnu.version_d')], [0x6ffffffdn, BigInt(definitions.length)]);
      entries.push([0x6ffffffen, at('.gnu.version_r')], [0x6fffffffn, 1n]);
    }
    const size = this.#wide ? 8 : 4;
    const out = new FieldWriter((entries.length + 1) * 2 * size, this.#little);
    entries.forEach(([tag, value], index) => {
      out.word(index * 2 * size, tag, this.#wide);
      out.word(index * 2 * size + size, value, this.#wide);
    });
    return out.bytes;
  }

  #header(file: FieldWriter, segmentCount: number, tableAt: number, sectionCount: number): void {
    const { fileType = 3, machine = 62, osAbi = 0 } = this.#options;
    const wide = this.#wide;
    file.bytes.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, this.#little ? 1 : 2, 1, osAbi]);
    file.u16(16, fileType).u16(18, machine).u32(20, 1);
    file.word(wide ? 32 : 28, wide ? 64n : 52n, wide);
    file.word(wide ? 40 : 32, BigInt(tableAt), wide);
    const rest = wide ? 52 : 40;
    file
      .u16(rest, wide ? 64 : 52)
      .u16(rest + 2, wide ? 56 : 32)
      .u16(rest + 4, segmentCount);
    file
      .u16(rest + 6, wide ? 64 : 40)
      .u16(rest + 8, sectionCount)
      .u16(rest + 10, Math.max(sectionCount - 1, 0));
  }

  #programHeaders(
    file: FieldWriter,
    sections: ReadonlyMap<string, BuiltSection>,
    end: number,
  ): readonly number[] {
    const range = (name: string) => sections.get(name) ?? { offset: 0, size: 0 };
    const segments = [
      { type: 1, offset: 0, size: end },
      { type: 2, ...range('.dynamic') },
      { type: 4, ...range('.note.gnu.build-id') },
      { type: 3, ...range('.interp') },
    ];
    const size = this.#wide ? 56 : 32;
    return segments.map(({ type, offset, size: length }, index) => {
      const at = (this.#wide ? 64 : 52) + index * size;
      const wide = this.#wide;
      file.u32(at, type).u32(at + (wide ? 4 : 24), 5);
      file.word(at + (wide ? 8 : 4), BigInt(offset), wide);
      file.word(at + (wide ? 16 : 8), BigInt(offset), wide);
      file.word(at + (wide ? 32 : 16), BigInt(length), wide);
      file.word(at + (wide ? 40 : 20), BigInt(length), wide);
      file.word(at + (wide ? 48 : 28), 8n, wide);
      return at;
    });
  }

  #sectionHeader(
    file: FieldWriter,
    { name, type, link, info, entrySize }: Piece,
    nameOffset: number,
    sections: ReadonlyMap<string, BuiltSection>,
  ): void {
    const section = sections.get(name);
    if (!section) return;
    const { header: at, offset, size } = section;
    const wide = this.#wide;
    file.u32(at, nameOffset).u32(at + 4, type);
    file.word(at + 8, 2n, wide);
    file.word(at + (wide ? 16 : 12), BigInt(offset), wide);
    file.word(at + (wide ? 24 : 16), BigInt(offset), wide);
    file.word(at + (wide ? 32 : 20), BigInt(size), wide);
    file.u32(at + (wide ? 40 : 24), link === undefined ? 0 : (sections.get(link)?.index ?? 0));
    file.u32(at + (wide ? 44 : 28), info ?? 0);
    file.word(at + (wide ? 48 : 32), 8n, wide);
    file.word(at + (wide ? 56 : 36), BigInt(entrySize ?? 0), wide);
  }
}

/** Writes fixed-width fields in one byte order. */
export class FieldWriter {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  readonly #little: boolean;

  constructor(size: number | Uint8Array<ArrayBuffer>, little: boolean) {
    this.bytes = typeof size === 'number' ? new Uint8Array(size) : size;
    this.#view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
    this.#little = little;
  }

  u8(at: number, value: number): this {
    this.#view.setUint8(at, value);
    return this;
  }

  u16(at: number, value: number): this {
    this.#view.setUint16(at, value, this.#little);
    return this;
  }

  u32(at: number, value: number): this {
    this.#view.setUint32(at, value, this.#little);
    return this;
  }

  word(at: number, value: bigint, wide: boolean): this {
    if (wide) this.#view.setBigUint64(at, value, this.#little);
    else this.#view.setUint32(at, Number(BigInt.asUintN(32, value)), this.#little);
    return this;
  }
}

class StringTable {
  readonly #offsets = new Map<string, number>([['', 0]]);
  readonly #parts: Uint8Array[] = [new Uint8Array(1)];
  #size = 1;

  add(text: string): number {
    const known = this.#offsets.get(text);
    if (known !== undefined) return known;
    const offset = this.#size;
    const bytes = encode(`${text}\0`);
    this.#offsets.set(text, offset);
    this.#parts.push(bytes);
    this.#size += bytes.length;
    return offset;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.#size);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}
