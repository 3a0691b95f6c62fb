import { describe, expect, it } from 'vitest';
import { symbolBindName, symbolTypeName, symbolVisibilityName } from '../contract/library-model.ts';
import type { ByteSource } from './byte-source.ts';
import { type ElfFile, openElf, readDynamicSymbols, readFacts, readSymbolColumns } from './elf-file.ts';
import { buildColumns, type PlainSymbolColumns } from './symbol-columns.ts';
import { type ReadelfReport, runReadelf } from './testing/readelf.ts';
import { systemLibraries, withSource } from './testing/system-libraries.ts';

const host = { machine: 62, elfClass: 64, little: true } as const;
const decoder = new TextDecoder();
const text = ({ bytes, offsets }: PlainSymbolColumns['name'], row: number) =>
  decoder.decode(bytes.subarray(offsets[row], offsets[row + 1]));

/** readelf's names of machines and of the OS ABIs that Linux libraries have. */
const machineTexts: Readonly<Record<string, string>> = {
  'x86-64': 'Advanced Micro Devices X86-64',
  'Intel 80386': 'Intel 80386',
  AArch64: 'AArch64',
};
const osAbiTexts: Readonly<Record<number, string>> = { 0: 'UNIX - System V', 3: 'UNIX - GNU' };

/** All rows of the dynamic symbol table, local ones too. */
function allColumns(file: ElfFile): PlainSymbolColumns {
  const { rows, strings, versions } = readDynamicSymbols(file);
  const all = Uint32Array.from({ length: rows.count }, (_, row) => row);
  return buildColumns(rows, all, strings, versions, file.sections, file.diagnostics);
}

/** Control characters as readelf prints them. */
function printed(name: string): string {
  return [...name].map((c) => (c < ' ' ? `^${String.fromCharCode(c.charCodeAt(0) + 0x40)}` : c)).join('');
}

function symbolLines(columns: PlainSymbolColumns): readonly string[] {
  return Array.from({ length: columns.count }, (_, row) => {
    const section = columns.sectionNames[columns.section[row] ?? 0] ?? '';
    const version = text(columns.version, row);
    const mark = columns.defaultVersion[row] === 1 ? '@@' : '@';
    return [
      (columns.value[row] ?? 0n).toString(16),
      (columns.size[row] ?? 0n).toString(),
      symbolTypeName(columns.type[row] ?? 0),
      symbolBindName(columns.bind[row] ?? 0),
      symbolVisibilityName(columns.visibility[row] ?? 0),
      section,
      printed(text(columns.name, row)) + (version === '' ? '' : mark + version),
    ].join(' ');
  });
}

function readelfLines(report: ReadelfReport): readonly string[] {
  return report.symbols.map(({ value, size, type, bind, visibility, section, name }) => {
    const sectionName = report.sectionNames.get(section) ?? section;
    return [value.toString(16), size.toString(), type, bind, visibility, sectionName, name].join(' ');
  });
}

/** Each difference between our reading of a file and readelf's, as a sentence. */
function differences(source: ByteSource, report: ReadelfReport | null): readonly string[] {
  const opened = openElf(source);
  if (!opened.ok || report === null) {
    return opened.ok === (report !== null)
      ? []
      : [`readable here ${opened.ok}, for readelf ${report !== null}`];
  }
  const file = opened.value;
  const facts = readFacts(file, host);
  const columns = allColumns(file);
  const fields: readonly (readonly [name: string, ours: unknown, theirs: unknown])[] = [
    ['class', `ELF${facts.elfClass}`, report.elfClass],
    ['data', `2's complement, ${facts.byteOrder} endian`, report.data],
    ['type', facts.fileType.name, report.fileType.split(' ')[0]],
    ['machine', machineTexts[facts.machine.name], report.machine],
    ['OS ABI', osAbiTexts[facts.osAbi], report.osAbi],
    ['sections', file.sections.count, report.sectionNames.size],
    ['needed', facts.needed.join(' '), report.needed.join(' ')],
    ['soname', facts.soname, report.soname],
    ['rpath', facts.rpath, report.rpath],
    ['runpath', facts.runpath, report.runpath],
    ['flags', facts.flags.join(' '), report.flags.join(' ')],
    ['build-id', facts.buildId, report.buildId],
    ['exports', facts.exportCount, report.symbols.filter(isExport).length],
    ['imports', facts.importCount, report.symbols.filter(isImport).length],
    ['complete', facts.complete, true],
    ['diagnostics', facts.diagnostics.map(({ message }) => message).join(' '), ''],
  ];
  const found = fields
    .filter(([, ours, theirs]) => ours !== theirs)
    .map(([name, ours, theirs]) => `${name}: here ${ours}, for readelf ${theirs}`);
  return [
    ...found,
    ...lineDifferences(symbolLines(columns), readelfLines(report)),
    ...withoutSections(source, columns),
  ];
}

function isExport({ section, bind, visibility }: ReadelfReport['symbols'][number]): boolean {
  return section !== 'UND' && bind !== 'LOCAL' && (visibility === 'DEFAULT' || visibility === 'PROTECTED');
}

function isImport({ section, bind }: ReadelfReport['symbols'][number]): boolean {
  return section === 'UND' && bind !== 'LOCAL';
}

function lineDifferences(ours: readonly string[], theirs: readonly string[]): readonly string[] {
  if (ours.length !== theirs.length) return [`symbols: here ${ours.length}, for readelf ${theirs.length}`];
  const row = ours.findIndex((line, index) => line !== theirs[index]);
  return row < 0 ? [] : [`symbol ${row}: here ${ours[row]}, for readelf ${theirs[row]}`];
}

/** The same file with the section headers struck out: the dynamic section has to lead to the same symbols. */
function withoutSections(source: ByteSource, expected: PlainSymbolColumns): readonly string[] {
  const opened = openElf(strikeSectionHeaders(source));
  if (!opened.ok) return ['not readable without section headers'];
  const columns = allColumns(opened.value);
  // Without defined symbols only the neighbouring table bounds the symbol table: it may read a little further.
  const trusted = Math.min(columns.count, expected.count);
  const lines = (all: PlainSymbolColumns) =>
    symbolLines({ ...all, count: trusted, sectionNames: all.sectionNames.map(reservedOnly) });
  const exported = (file: ElfFile) => readSymbolColumns(file, 'exports').count;
  const whole = openElf(source);
  const lost =
    columns.count < expected.count || (whole.ok && exported(whole.value) !== exported(opened.value));
  return [
    ...(lost ? [`symbols without section headers: ${columns.count} of ${expected.count}`] : []),
    ...lineDifferences(lines(columns), lines(expected)).map((line) => `without section headers, ${line}`),
  ];
}

function reservedOnly(name: string): string {
  return ['UND', 'ABS', 'COM'].includes(name) ? name : 'section';
}

function strikeSectionHeaders(source: ByteSource): ByteSource {
  return {
    size: source.size,
    read: (offset, length) => {
      const bytes = source.read(offset, length).slice();
      if (offset !== 0) return bytes;
      // e_shoff is at 40 .. 48, e_shnum and e_shstrndx at 60 .. 64 of a 64-bit header; of a 32-bit one at 32 and 48.
      const isNarrow = bytes[4] === 1;
      if (isNarrow) bytes.fill(0, 32, 36).fill(0, 48, 52);
      else bytes.fill(0, 40, 48).fill(0, 60, 64);
      return bytes;
    },
  };
}

describe('every library of the system', () => {
  it('reads as readelf reads it', { timeout: 300_000 }, async () => {
    const paths = systemLibraries();
    const queue = [...paths];
    const wrong: string[] = [];
    const worker = async () => {
      for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
        const report = await runReadelf(path);
        const found = withSource(path, (source) => differences(source, report));
        wrong.push(...found.map((line) => `${path}: ${line}`));
      }
    };
    await Promise.all([worker(), worker()]);
    expect(wrong).toEqual([]);
    expect(paths.length).toBeGreaterThanOrEqual(300);
  });
});
