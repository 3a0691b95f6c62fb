import { type ByteSource, readAvailable, smaller, viewOf } from './byte-source.ts';
import type { Diagnostics } from './diagnostics.ts';
import { type Encoding, readWord } from './header.ts';
import { addressToFile, type ProgramHeader, PT_DYNAMIC } from './program-headers.ts';
import { type SectionTable, SHT_DYNAMIC } from './section-headers.ts';
import { readString } from './strings.ts';

export const DT_NEEDED = 1;
export const DT_HASH = 4;
export const DT_STRTAB = 5;
export const DT_SYMTAB = 6;
export const DT_STRSZ = 10;
export const DT_SYMENT = 11;
export const DT_SONAME = 14;
export const DT_RPATH = 15;
export const DT_RUNPATH = 29;
export const DT_FLAGS = 30;
export const DT_GNU_HASH = 0x6ffffef5;
export const DT_VERSYM = 0x6ffffff0;
export const DT_FLAGS_1 = 0x6ffffffb;
export const DT_VERDEF = 0x6ffffffc;
export const DT_VERDEFNUM = 0x6ffffffd;
export const DT_VERNEED = 0x6ffffffe;
export const DT_VERNEEDNUM = 0x6fffffff;

/** The largest dynamic sections known have a few hundred entries. */
const dynamicBytesLimit = 1024 * 1024;
const neededLimit = 4096;
const stringLimit = 64 * 1024;
const allStringsLimit = 1024 * 1024;

/** The dynamic section (gABI, "Dynamic Section"). */
export interface DynamicSection {
  /** False when the file has neither PT_DYNAMIC nor a dynamic section, or nothing is in it. */
  readonly present: boolean;
  readonly soname: string | null;
  readonly needed: readonly string[];
  readonly rpath: string | null;
  readonly runpath: string | null;
  readonly flags: bigint;
  readonly flags1: bigint;
  /** The last value of each tag, as the loader keeps it. */
  readonly values: ReadonlyMap<number, bigint>;
}

interface DynamicEntry {
  readonly tag: number;
  readonly value: bigint;
}

/** Reads the dynamic section; what cannot be read is null or empty and has a diagnostic. */
export function readDynamic(
  source: ByteSource,
  encoding: Encoding,
  segments: readonly ProgramHeader[],
  sections: SectionTable,
  diagnostics: Diagnostics,
): DynamicSection {
  const entries = readEntries(source, encoding, segments, sections, diagnostics);
  const values = new Map(entries.map(({ tag, value }) => [tag, value]));
  const text = stringReader(source, segments, sections, values, diagnostics);
  const last = (tag: number) => {
    const value = values.get(tag);
    return value === undefined ? null : text(value);
  };
  const needed = entries.filter((entry) => entry.tag === DT_NEEDED).slice(0, neededLimit);
  return {
    present: entries.length > 0,
    soname: last(DT_SONAME),
    needed: needed.map((entry) => text(entry.value)).filter((name) => name !== null),
    rpath: last(DT_RPATH),
    runpath: last(DT_RUNPATH),
    flags: values.get(DT_FLAGS) ?? 0n,
    flags1: values.get(DT_FLAGS_1) ?? 0n,
    values,
  };
}

function readEntries(
  source: ByteSource,
  encoding: Encoding,
  segments: readonly ProgramHeader[],
  sections: SectionTable,
  diagnostics: Diagnostics,
): readonly DynamicEntry[] {
  const segment = segments.find(({ type }) => type === PT_DYNAMIC);
  const section = segment ? null : sections.find(SHT_DYNAMIC);
  const place = segment
    ? { offset: segment.offset, size: segment.fileSize }
    : section && { offset: section.offset, size: section.size };
  if (!place) return [];
  const limit = smaller(place.size, dynamicBytesLimit);
  const bytes = readAvailable(source, place.offset, limit);
  if (BigInt(bytes.length) < place.size) {
    diagnostics.add('dynamic-section', 'The dynamic section was not read to its end.');
  }
  return parseEntries(viewOf(bytes), encoding);
}

function parseEntries(view: DataView, encoding: Encoding): readonly DynamicEntry[] {
  const word = encoding.elfClass / 8;
  const entries: DynamicEntry[] = [];
  for (let at = 0; at + 2 * word <= view.byteLength; at += 2 * word) {
    const tag = readWord(view, at, encoding);
    if (tag === 0n) break;
    // Tags are 32 bits wide in every specification; what is wider is nobody's.
    if (tag <= 0xffff_ffffn) entries.push({ tag: Number(tag), value: readWord(view, at + word, encoding) });
  }
  return entries;
}

/** Reads strings of the dynamic string table, bounded each and all together. */
function stringReader(
  source: ByteSource,
  segments: readonly ProgramHeader[],
  sections: SectionTable,
  values: ReadonlyMap<number, bigint>,
  diagnostics: Diagnostics,
): (offset: bigint) => string | null {
  const table = dynamicStringTable(segments, sections, values);
  let budget = allStringsLimit;
  return (offset) => {
    const rest = table === null ? 0n : table.size - offset;
    const limit = Math.min(stringLimit, budget, Number(smaller(rest, stringLimit)));
    const text =
      table !== null && rest > 0n && limit > 0 ? readString(source, table.offset + offset, limit) : null;
    if (text === null) {
      diagnostics.add('dynamic-string', 'A name in the dynamic section lies outside its string table.');
    }
    budget -= text?.length ?? 0;
    return text;
  };
}

/** Where DT_STRTAB lies in the file, else the string table that the dynamic section links to. */
export function dynamicStringTable(
  segments: readonly ProgramHeader[],
  sections: SectionTable,
  values: ReadonlyMap<number, bigint>,
): { readonly offset: bigint; readonly size: bigint } | null {
  const address = values.get(DT_STRTAB);
  const place = address === undefined ? null : addressToFile(segments, address);
  if (place !== null) {
    const size = values.get(DT_STRSZ) ?? place.available;
    return { offset: place.offset, size: smaller(size, place.available) };
  }
  const section = sections.find(SHT_DYNAMIC);
  const strings = section && sections.at(section.link);
  return strings ? { offset: strings.offset, size: strings.size } : null;
}
