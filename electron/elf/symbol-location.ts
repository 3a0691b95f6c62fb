import { type ByteSource, smaller } from './byte-source.ts';
import type { Diagnostics } from './diagnostics.ts';
import {
  DT_SYMTAB,
  DT_VERDEF,
  DT_VERDEFNUM,
  DT_VERNEED,
  DT_VERNEEDNUM,
  DT_VERSYM,
  type DynamicSection,
  dynamicStringTable,
} from './dynamic.ts';
import type { ElfHeader } from './header.ts';
import { addressToFile, type ProgramHeader } from './program-headers.ts';
import {
  type SectionHeader,
  type SectionTable,
  SHT_DYNSYM,
  SHT_GNU_VERDEF,
  SHT_GNU_VERNEED,
  SHT_GNU_VERSYM,
  SHT_NOBITS,
  SHT_STRTAB,
  SHT_SYMTAB,
  SHT_SYMTAB_SHNDX,
} from './section-headers.ts';
import { countDynamicSymbols } from './symbol-count.ts';

/** A range of the file, in bytes; `count` is how many entries the file says it holds, where it says so. */
export interface FileRange {
  readonly offset: bigint;
  readonly size: bigint;
  readonly count: number;
}

/** Where one symbol table and all that belongs to it lie in the file. */
export interface SymbolTableLocation {
  readonly symbols: FileRange;
  readonly strings: FileRange;
  /** .gnu.version: one 16-bit entry per symbol. */
  readonly versionEntries: FileRange | null;
  readonly versionDefinitions: FileRange | null;
  readonly versionNeeds: FileRange | null;
  /** SHT_SYMTAB_SHNDX: section indexes too big for 16 bits. */
  readonly extendedIndexes: FileRange | null;
}

/** What is known of a file when its symbols are looked for. */
export interface SymbolContext {
  readonly source: ByteSource;
  readonly header: ElfHeader;
  readonly segments: readonly ProgramHeader[];
  readonly sections: SectionTable;
  readonly dynamic: DynamicSection;
  readonly diagnostics: Diagnostics;
}

/** Version tables are walked from the start of the dynamic segment's pointer; a real one has kilobytes. */
const versionBytesLimit = 16n * 1024n * 1024n;

/** Size of one symbol for the file's class, in bytes (gABI, "Symbol Table"). */
export function symbolEntrySize(header: ElfHeader): number {
  return header.elfClass === 64 ? 24 : 16;
}

/** The dynamic symbol table by the section headers, else by the dynamic section; null when there is none. */
export function locateDynamicSymbols(context: SymbolContext): SymbolTableLocation | null {
  const bySections = locateBySections(context, SHT_DYNSYM);
  if (bySections === null) return locateByDynamic(context);
  const address = context.dynamic.values.get(DT_SYMTAB);
  const place = address === undefined ? null : addressToFile(context.segments, address);
  if (place !== null && place.offset !== bySections.symbols.offset) {
    context.diagnostics.add(
      'tables-disagree',
      'The section headers and the dynamic section name different symbol tables; the first one is shown.',
    );
  }
  return bySections;
}

/** The table of all symbols (.symtab), which stripped libraries lack. */
export function locateAllSymbols(context: SymbolContext): SymbolTableLocation | null {
  return locateBySections(context, SHT_SYMTAB);
}

function locateBySections(context: SymbolContext, type: number): SymbolTableLocation | null {
  const { sections, source, header, diagnostics } = context;
  const table = sections.find(type);
  if (table === null) return null;
  const strings = sections.at(table.link);
  const inside = (section: SectionHeader) => section.offset + section.size <= BigInt(source.size);
  if (strings === null || strings.type !== SHT_STRTAB || !inside(table) || !inside(strings)) {
    diagnostics.add('symbol-table', 'The section of the symbol table or of its names lies outside the file.');
    return null;
  }
  if (table.entrySize !== BigInt(symbolEntrySize(header))) {
    diagnostics.add('symbol-table', `A symbol should have ${symbolEntrySize(header)} bytes.`);
  }
  const linked = (sectionType: number) =>
    range(sections.find(sectionType, (section) => section.link === table.index));
  const versioned = type === SHT_DYNSYM;
  return {
    symbols: { offset: table.offset, size: table.size, count: 0 },
    strings: { offset: strings.offset, size: strings.size, count: 0 },
    versionEntries: versioned ? linked(SHT_GNU_VERSYM) : null,
    versionDefinitions: versioned ? range(sections.find(SHT_GNU_VERDEF)) : null,
    versionNeeds: versioned ? range(sections.find(SHT_GNU_VERNEED)) : null,
    extendedIndexes: linked(SHT_SYMTAB_SHNDX),
  };
}

function range(section: SectionHeader | null): FileRange | null {
  if (section === null || section.type === SHT_NOBITS) return null;
  return { offset: section.offset, size: section.size, count: section.info };
}

function locateByDynamic(context: SymbolContext): SymbolTableLocation | null {
  const { source, header, segments, sections, dynamic, diagnostics } = context;
  const { values } = dynamic;
  const address = values.get(DT_SYMTAB);
  const place = address === undefined ? null : addressToFile(segments, address);
  const strings = dynamicStringTable(segments, sections, values);
  if (place === null || strings === null) return null;
  const count = countDynamicSymbols(source, header, segments, values, diagnostics);
  const wanted = BigInt(count) * BigInt(symbolEntrySize(header));
  const size = smaller(wanted, place.available);
  const at = (tag: number, countTag?: number): FileRange | null => {
    const pointer = values.get(tag);
    const found = pointer === undefined ? null : addressToFile(segments, pointer);
    if (found === null) return null;
    const entries = (countTag === undefined ? undefined : values.get(countTag)) ?? 0n;
    const limited = smaller(found.available, versionBytesLimit);
    return { offset: found.offset, size: limited, count: Number(BigInt.asUintN(32, entries)) };
  };
  return {
    symbols: { offset: place.offset, size, count },
    strings: { ...strings, count: 0 },
    versionEntries: at(DT_VERSYM),
    versionDefinitions: at(DT_VERDEF, DT_VERDEFNUM),
    versionNeeds: at(DT_VERNEED, DT_VERNEEDNUM),
    extendedIndexes: null,
  };
}
