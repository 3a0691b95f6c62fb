import { describe, expect, it } from 'vitest';
import type { ByteSource } from './byte-source.ts';
import { type BuildOptions, type BuiltElf, buildElf, FieldWriter } from './testing/elf-builder.ts';
import { type Everything, namesOf, readEverything } from './testing/read-everything.ts';

const base: BuildOptions = {
  symbols: [
    { name: 'first', value: 0x10n, size: 4n, version: 2 },
    { name: 'second', value: 0x20n, version: 0x8003 },
    { name: 'wanted', section: 0, version: 4 },
  ],
  definitions: [
    [1, 'lib.so'],
    [2, 'V2'],
    [3, 'V1'],
  ],
  needs: [[4, 'N']],
  needed: ['liba.so'],
  soname: 'lib.so',
};

/** Spoils a built file in place, or returns other bytes. */
type Spoil = (file: Spoiler) => Uint8Array | undefined;
type Expected = string | ((read: Everything) => void);

/** Writes into the tables of a built 64-bit little-endian file by name. */
class Spoiler {
  readonly built: BuiltElf;
  readonly writer: FieldWriter;

  constructor(built: BuiltElf) {
    this.built = built;
    this.writer = new FieldWriter(built.bytes, true);
  }

  get bytes(): Uint8Array {
    return this.built.bytes;
  }

  section(name: string) {
    const section = this.built.sections.get(name);
    if (!section) throw new Error(`no section ${name}`);
    return section;
  }

  /** Overwrites a field of a section header. */
  header(name: string, field: keyof typeof sectionFields, value: bigint): undefined {
    const [at, wide] = sectionFields[field];
    this.writer.word(this.section(name).header + at, value, wide);
  }

  /** Overwrites a field of a program header: 0 LOAD, 1 DYNAMIC, 2 NOTE, 3 INTERP. */
  segment(index: number, field: keyof typeof segmentFields, value: bigint): undefined {
    const [at, wide] = segmentFields[field];
    this.writer.word((this.built.programHeaders[index] ?? 0) + at, value, wide);
  }

  /** Overwrites the value of a dynamic tag, or makes it another tag. */
  dynamic(tag: bigint, value: bigint, newTag = tag): undefined {
    const { offset, size } = this.section('.dynamic');
    const view = new DataView(this.built.bytes.buffer);
    for (let at = offset; at < offset + size; at += 16) {
      if (view.getBigUint64(at, true) !== tag) continue;
      this.writer.word(at, newTag, true).word(at + 8, value, true);
      return;
    }
    throw new Error(`no dynamic tag ${tag}`);
  }

  /** Makes the reader depend on the dynamic section. */
  withoutSections(): this {
    this.writer.word(40, 0n, true).u16(60, 0).u16(62, 0);
    return this;
  }
}

const sectionFields = {
  name: [0, false],
  type: [4, false],
  offset: [24, true],
  size: [32, true],
  link: [40, false],
  info: [44, false],
  entrySize: [56, true],
} as const;

const segmentFields = {
  type: [0, false],
  offset: [8, true],
  address: [16, true],
  fileSize: [32, true],
} as const;

const huge = 0xffff_ffff_ffff_ffffn;
const encode = (text: string) => new TextEncoder().encode(text);
const code = (name: string) => (read: Everything) => {
  expect(read.facts.diagnostics.map((diagnostic) => diagnostic.code)).toContain(name);
};
const sound = (read: Everything) => {
  expect(namesOf(read.exports)).toEqual(['first@@V2', 'second@V1']);
  expect(namesOf(read.imports)).toEqual(['wanted@N']);
};
const exportsAre =
  (...names: string[]) =>
  (read: Everything) =>
    expect(namesOf(read.exports)).toEqual(names);
const incomplete = (read: Everything) => {
  expect(read.facts.complete).toBe(false);
  expect(read.facts.cannotLoad).toMatch(/not complete/);
};
const refused = (why: RegExp) => (read: Everything) => expect(read.facts.cannotLoad).toMatch(why);
const all =
  (...checks: ((read: Everything) => void)[]) =>
  (read: Everything) => {
    for (const check of checks) check(read);
  };

const fixtures: Readonly<Record<string, readonly [spoil: Spoil, expected: Expected]>> = {
  'an empty file': [() => new Uint8Array(0), 'not-elf'],
  'one byte': [() => Uint8Array.of(0x7f), 'not-elf'],
  'the magic alone': [(f) => f.bytes.subarray(0, 4), 'not-elf'],
  'a cut identification': [(f) => f.bytes.subarray(0, 15), 'not-elf'],
  'a cut header': [(f) => f.bytes.subarray(0, 63), 'incomplete-file'],
  'the header alone': [(f) => f.bytes.subarray(0, 64), incomplete],
  text: [() => encode('int main;\n'), 'not-elf'],
  'a linker script': [() => encode('/* GNU ld script */\nGROUP ( /lib/libc.so.6 )\n'), 'not-elf'],
  'an archive': [() => encode('!<arch>\nfile.o/'), 'not-elf'],
  'a thin archive': [() => encode('!<thin>\n'), 'not-elf'],
  'a Windows library': [() => encode('MZ\x90\0\x03'), 'not-elf'],
  'a Mach-O library': [() => Uint8Array.of(0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1), 'not-elf'],
  zeros: [() => new Uint8Array(4096), 'not-elf'],
  'random bytes': [() => Uint8Array.from({ length: 999 }, (_, i) => (i * 7919 + 131) & 255), 'not-elf'],
  'class 0': [(f) => void f.writer.u8(4, 0), 'not-elf'],
  'class 3': [(f) => void f.writer.u8(4, 3), 'not-elf'],
  'byte order 0': [(f) => void f.writer.u8(5, 0), 'not-elf'],
  'byte order 9': [(f) => void f.writer.u8(5, 9), 'not-elf'],
  'version 0': [(f) => void f.writer.u32(20, 0), refused(/ELF version is 0/)],
  'the class of the other width': [(f) => void f.writer.u8(4, 1), refused(/32-bit/)],
  'the other byte order': [(f) => void f.writer.u8(5, 2), refused(/for machine/)],
  'no program headers': [(f) => void f.writer.u16(56, 0), all(sound, refused(/no loadable segments/))],
  'program headers beyond the file': [(f) => void f.writer.word(32, 1n << 40n, true), all(sound, incomplete)],
  'program headers at the end of the address space': [
    (f) => void f.writer.word(32, huge, true),
    all(sound, code('program-headers')),
  ],
  'program headers of the wrong size': [(f) => void f.writer.u16(54, 1), all(sound, code('program-headers'))],
  '65,534 program headers': [(f) => void f.writer.u16(56, 0xfffe), code('program-headers')],
  'program headers counted in a missing section': [
    (f) => void f.withoutSections().writer.u16(56, 0xffff),
    code('program-headers'),
  ],
  'a segment beyond the file': [(f) => f.segment(0, 'fileSize', 1n << 33n), all(sound, incomplete)],
  'a segment that wraps around': [(f) => f.segment(0, 'offset', huge), all(sound, incomplete)],
  'a segment of no bytes': [(f) => f.segment(0, 'fileSize', 0n), sound],
  'no loadable segment': [(f) => f.segment(0, 'type', 0n), all(sound, refused(/no loadable/))],
  'section headers beyond the file': [
    (f) => void f.writer.word(40, 1n << 50n, true),
    all(sound, code('section-headers'), incomplete),
  ],
  'section headers at the end of the address space': [
    (f) => void f.writer.word(40, huge, true),
    all(sound, code('section-headers'), incomplete),
  ],
  'section headers cut by the end of the file': [(f) => f.bytes.subarray(0, -1), incomplete],
  'section headers of the wrong size': [(f) => void f.writer.u16(58, 3), all(sound, code('section-headers'))],
  '65,279 sections': [(f) => void f.writer.u16(60, 0xfeff), all(code('section-headers'), incomplete)],
  'four billion sections': [
    (f) => {
      f.writer.u16(60, 0);
      f.writer.word(f.section('.text').header - 64 + 32, 0xffff_ffffn, true);
    },
    all(code('section-headers'), incomplete),
  ],
  'a section header table of zeros': [
    (f) => void f.bytes.fill(0, f.section('.text').header - 64),
    incomplete,
  ],
  'section names in no section': [(f) => void f.writer.u16(62, 999), code('section-names')],
  'section names beyond the file': [(f) => f.header('.shstrtab', 'offset', huge), code('section-names')],
  'section names of gigabytes': [(f) => f.header('.shstrtab', 'size', 1n << 62n), code('section-names')],
  'a section name outside its table': [(f) => f.header('.text', 'name', 0xffff_ffffn), sound],
  'a symbol table beyond the file': [
    (f) => f.header('.dynsym', 'offset', 1n << 40n),
    all(sound, code('symbol-table')),
  ],
  'a symbol table of gigabytes': [(f) => f.header('.dynsym', 'size', huge), all(sound, code('symbol-table'))],
  'a symbol table that is no whole number of entries': [
    (f) => f.header('.dynsym', 'size', 95n),
    exportsAre('first@@V2', 'second@V1'),
  ],
  'an empty symbol table': [(f) => f.header('.dynsym', 'size', 0n), exportsAre()],
  'symbols of no size': [(f) => f.header('.dynsym', 'entrySize', 0n), all(sound, code('symbol-table'))],
  'symbols of a huge size': [(f) => f.header('.dynsym', 'entrySize', huge), all(sound, code('symbol-table'))],
  'a symbol table without names': [(f) => f.header('.dynsym', 'link', 0n), all(sound, code('symbol-table'))],
  'a symbol table that names itself': [(f) => f.header('.dynsym', 'link', 4n), sound],
  'a string table beyond the file': [
    (f) => f.header('.dynstr', 'offset', huge),
    all(sound, code('symbol-table')),
  ],
  'an empty string table': [(f) => f.header('.dynstr', 'size', 0n), exportsAre('', '')],
  'a string table without an end': [(f) => f.header('.dynstr', 'size', 4n), code('symbol-names')],
  'a symbol name outside the string table': [
    (f) => void f.writer.u32(f.section('.dynsym').offset + 24, 0xffff_ffff),
    all(exportsAre('@@V2', 'second@V1'), code('symbol-names')),
  ],
  'a symbol in a section that is not there': [
    (f) => void f.writer.u16(f.section('.dynsym').offset + 24 + 6, 0x1234),
    (read) => expect(read.exports.sectionNames).toContain('[4660]'),
  ],
  'a symbol in a reserved section': [
    (f) => void f.writer.u16(f.section('.dynsym').offset + 24 + 6, 0xff20),
    (read) => expect(read.exports.sectionNames).toContain('reserved 0xff20'),
  ],
  'a symbol of an extended section without the table': [
    (f) => void f.writer.u16(f.section('.dynsym').offset + 24 + 6, 0xffff),
    (read) => expect(read.exports.sectionNames).toContain('reserved 0xffff'),
  ],
  'unknown types, bindings and visibilities': [
    (f) => void f.bytes.fill(0xff, f.section('.dynsym').offset + 28, f.section('.dynsym').offset + 30),
    (read) => expect([read.exports.type[0], read.exports.bind[0]]).toEqual([15, 15]),
  ],
  'version entries beyond the file': [
    (f) => f.header('.gnu.version', 'offset', huge),
    all(exportsAre('first', 'second'), code('symbol-versions')),
  ],
  'too few version entries': [
    (f) => f.header('.gnu.version', 'size', 4n),
    all(exportsAre('first@@V2', 'second'), code('symbol-versions')),
  ],
  'version definitions that point at themselves': [
    (f) => void f.writer.u32(f.section('.gnu.version_d').offset + 16, 1),
    (read) => expect(read.exports.count).toBe(2),
  ],
  'version definitions that leave their table': [
    (f) => void f.writer.u32(f.section('.gnu.version_d').offset + 16, 0xffff_fff0),
    exportsAre('first', 'second'),
  ],
  'a version definition whose name is outside': [
    (f) => void f.writer.u32(f.section('.gnu.version_d').offset + 28 + 20, 0xffff_ff00),
    all(exportsAre('first', 'second@V1'), code('symbol-versions')),
  ],
  'a version definition whose auxiliary is outside': [
    (f) => void f.writer.u32(f.section('.gnu.version_d').offset + 28 + 12, 0x7fff_ffff),
    exportsAre('first', 'second@V1'),
  ],
  'four billion version definitions': [(f) => f.header('.gnu.version_d', 'info', 0xffff_ffffn), sound],
  'needed versions that never advance': [
    (f) =>
      void f.writer
        .u32(f.section('.gnu.version_r').offset + 16 + 12, 0)
        .u16(f.section('.gnu.version_r').offset + 2, 0xffff),
    sound,
  ],
  'needed versions beyond the file': [
    (f) => f.header('.gnu.version_r', 'offset', 1n << 60n),
    (read) => expect(namesOf(read.imports)).toEqual(['wanted']),
  ],
  'a version index nobody defines': [
    (f) => void f.writer.u16(f.section('.gnu.version').offset + 2, 0x7123),
    exportsAre('first', 'second@V1'),
  ],
  'a dynamic section beyond the file': [
    (f) => f.segment(1, 'offset', 1n << 60n),
    all(sound, code('dynamic-section'), refused(/no dynamic section/)),
  ],
  'a dynamic section of gigabytes': [
    (f) => f.segment(1, 'fileSize', huge),
    all(sound, code('dynamic-section')),
  ],
  'a dynamic section of zeros': [
    (f) =>
      void f.bytes.fill(
        0,
        f.section('.dynamic').offset,
        f.section('.dynamic').offset + f.section('.dynamic').size,
      ),
    all(sound, refused(/no dynamic section/)),
  ],
  'a dynamic section without an end': [(f) => f.segment(1, 'fileSize', 24n), sound],
  'a dynamic section without a symbol table': [
    (f) => f.dynamic(6n, 0n, 0x6000_0000n),
    all(sound, refused(/names no symbol table/)),
  ],
  'a NEEDED outside the string table': [
    (f) => f.dynamic(1n, huge),
    all(sound, code('dynamic-string'), (read) => expect(read.facts.needed).toEqual([])),
  ],
  'a SONAME outside the string table': [
    (f) => f.dynamic(14n, 0x7fff_ffff_ffff_ffffn),
    (read) => expect(read.facts.soname).toBeNull(),
  ],
  'a dynamic string table nowhere': [
    (f) => f.dynamic(5n, 1n << 45n),
    (read) => expect(read.facts.soname).toBe('lib.so'),
  ],
  'a dynamic string table of no size': [
    (f) => f.dynamic(10n, 0n),
    all(sound, (read) => expect(read.facts.soname).toBeNull()),
  ],
  'another symbol table in the dynamic section': [
    (f) => f.dynamic(6n, 0n),
    all(sound, code('tables-disagree')),
  ],
  'a hash table nowhere, without section headers': [
    (f) => f.withoutSections().dynamic(4n, 1n << 50n),
    code('hash-table'),
  ],
  'a hash table of four billion symbols, without section headers': [
    (f) => void f.withoutSections().writer.u32(f.section('.hash').offset + 4, 0xffff_ffff),
    (read) => expect(read.exports.count).toBeGreaterThanOrEqual(2),
  ],
  'a hash table of no symbols, without section headers': [
    (f) => void f.withoutSections().writer.u32(f.section('.hash').offset + 4, 0),
    exportsAre(),
  ],
  'version counts of four billion, without section headers': [
    (f) => f.withoutSections().dynamic(0x6ffffffdn, huge),
    exportsAre('first@@V2', 'second@V1'),
  ],
  'a note of gigabytes': [
    (f) => void f.writer.u32(f.section('.note.gnu.build-id').offset + 4, 0xffff_ffff),
    all(sound, (read) => expect(read.facts.buildId).toBeNull()),
  ],
  'a note with an owner of gigabytes': [
    (f) => void f.writer.u32(f.section('.note.gnu.build-id').offset, 0xffff_fff0),
    all(sound, (read) => expect(read.facts.buildId).toBeNull()),
  ],
  'a build-id of no bytes': [
    (f) => void f.writer.u32(f.section('.note.gnu.build-id').offset + 4, 0),
    (read) => expect(read.facts.buildId).toBeNull(),
  ],
  'an interpreter beyond the file': [
    (f) => f.segment(3, 'offset', huge),
    (read) => expect(read.facts.interpreter).toBeNull(),
  ],
  'a comment beyond the file': [
    (f) => f.header('.comment', 'offset', huge),
    (read) => expect(read.facts.compiler).toBeNull(),
  ],
  'every byte after the header all ones': [
    (f) => void f.bytes.fill(0xff, 64),
    (read) => expect(read.exports.count).toBe(0),
  ],
  'every byte after the header zero': [(f) => void f.bytes.fill(0, 64), incomplete],
};

describe('malformed files', () => {
  it.each(Object.entries(fixtures))('%s', (_name, [spoil, expected]) => {
    const file = new Spoiler(buildElf(base));
    const read = readEverything(spoil(file) ?? file.bytes);
    if (typeof expected === 'string') expect(read).toBe(expected);
    else if (typeof read === 'string') expect.fail(`no model: ${read}`);
    else expected(read);
  });

  it('are at least sixty', () => {
    expect(Object.keys(fixtures).length).toBeGreaterThanOrEqual(60);
  });

  it('cut at every byte, never throw and are complete only when whole', () => {
    const { bytes } = buildElf(base);
    for (let length = 0; length < bytes.length; length += 1) {
      const read = readEverything(bytes.subarray(0, length));
      expect(typeof read === 'string' || !read.facts.complete, `cut at ${length}`).toBe(true);
    }
  });

  it('hundreds of overlapping names of megabytes stay within the bounds', () => {
    const name = 'x'.repeat(3_000_000);
    const symbols = Array.from({ length: 200 }, () => ({ name }));
    const read = readEverything(buildElf({ symbols }).bytes);
    if (typeof read === 'string') return expect.fail(read);
    expect(read.exports.name.bytes.length).toBeLessThanOrEqual(128 * 1024 * 1024);
    expect(read.exports.count).toBe(200);
  });

  it('a terabyte of holes is read by its tables only', () => {
    const { bytes } = buildElf(base);
    let bytesRead = 0;
    const source: ByteSource = {
      size: 2 ** 40,
      read: (offset, length) => {
        bytesRead += length;
        const out = new Uint8Array(length);
        if (offset < bytes.length) out.set(bytes.subarray(offset, offset + length));
        return out;
      },
    };
    const read = readEverything(source);
    expect(typeof read).toBe('object');
    expect(bytesRead).toBeLessThan(1024 * 1024);
  });
});
