import { type ByteSource, readAvailable, smaller, viewOf } from './byte-source.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { ElfHeader } from './header.ts';
import {
  type FileRange,
  type SymbolContext,
  type SymbolTableLocation,
  symbolEntrySize,
} from './symbol-location.ts';
import { parseNeededVersions, parseVersionDefinitions, type VersionNames } from './versions.ts';

export const SHN_UNDEF = 0;
const SHN_LORESERVE = 0xff00;
const SHN_XINDEX = 0xffff;

/** Reserved section indexes (SHN_ABS, SHN_COMMON, …) are kept above all real ones: 0xffff0000 + the 16-bit value. */
export const reservedIndexes = 0xffff_0000;

/** Two million symbols are 50 MB; the largest libraries known have a quarter. Fewer than `sortableRows`. */
const symbolLimit = 2_000_000;
const stringBytesLimit = 512 * 1024 * 1024;

/** The rows of one symbol table as columns, without names as text: those are resolved for chosen rows only. */
export interface SymbolRows {
  readonly count: number;
  /** st_name. */
  readonly nameOffset: Uint32Array<ArrayBuffer>;
  readonly info: Uint8Array<ArrayBuffer>;
  readonly other: Uint8Array<ArrayBuffer>;
  /** Section header index, or `reservedIndexes` plus a reserved 16-bit value. */
  readonly section: Uint32Array<ArrayBuffer>;
  readonly value: BigUint64Array<ArrayBuffer>;
  readonly size: BigUint64Array<ArrayBuffer>;
}

/** Reads the fixed-width part of a symbol table; the rest of the table when it is cut. */
export function readSymbolRows(context: SymbolContext, location: SymbolTableLocation): SymbolRows {
  const { source, header, diagnostics } = context;
  const entrySize = symbolEntrySize(header);
  const limit = BigInt(symbolLimit) * BigInt(entrySize);
  const { offset, size } = location.symbols;
  const bytes = readAvailable(source, offset, smaller(size, limit));
  if (BigInt(bytes.length) < size)
    diagnostics.add('symbol-table', 'The symbol table was not read to its end.');
  const rows = parseRows(viewOf(bytes), header);
  resolveExtendedIndexes(source, header, location.extendedIndexes, rows);
  return rows;
}

function parseRows(view: DataView, header: ElfHeader): SymbolRows {
  const count = Math.floor(view.byteLength / symbolEntrySize(header));
  const rows: SymbolRows = {
    count,
    nameOffset: new Uint32Array(count),
    info: new Uint8Array(count),
    other: new Uint8Array(count),
    section: new Uint32Array(count),
    value: new BigUint64Array(count),
    size: new BigUint64Array(count),
  };
  if (header.elfClass === 64) parseWideRows(view, header.little, rows);
  else parseNarrowRows(view, header.little, rows);
  return rows;
}

function parseWideRows(view: DataView, little: boolean, rows: SymbolRows): void {
  for (let row = 0, at = 0; row < rows.count; row += 1, at += 24) {
    rows.nameOffset[row] = view.getUint32(at, little);
    rows.info[row] = view.getUint8(at + 4);
    rows.other[row] = view.getUint8(at + 5);
    rows.section[row] = spread(view.getUint16(at + 6, little));
    rows.value[row] = view.getBigUint64(at + 8, little);
    rows.size[row] = view.getBigUint64(at + 16, little);
  }
}

function parseNarrowRows(view: DataView, little: boolean, rows: SymbolRows): void {
  for (let row = 0, at = 0; row < rows.count; row += 1, at += 16) {
    rows.nameOffset[row] = view.getUint32(at, little);
    rows.value[row] = BigInt(view.getUint32(at + 4, little));
    rows.size[row] = BigInt(view.getUint32(at + 8, little));
    rows.info[row] = view.getUint8(at + 12);
    rows.other[row] = view.getUint8(at + 13);
    rows.section[row] = spread(view.getUint16(at + 14, little));
  }
}

function spread(sectionIndex: number): number {
  return sectionIndex >= SHN_LORESERVE ? reservedIndexes + sectionIndex : sectionIndex;
}

/** SHN_XINDEX rows take their index from SHT_SYMTAB_SHNDX (gABI, "Symbol Table"). */
function resolveExtendedIndexes(
  source: ByteSource,
  header: ElfHeader,
  indexes: FileRange | null,
  rows: SymbolRows,
): void {
  if (indexes === null) return;
  const view = viewOf(readAvailable(source, indexes.offset, rows.count * 4));
  const present = Math.min(rows.count, Math.floor(view.byteLength / 4));
  for (let row = 0; row < present; row += 1) {
    if (rows.section[row] === reservedIndexes + SHN_XINDEX) {
      rows.section[row] = view.getUint32(row * 4, header.little);
    }
  }
}

/** The string table that the symbols' names and versions point into. */
export function readSymbolStrings(context: SymbolContext, location: SymbolTableLocation): Uint8Array {
  const { offset, size } = location.strings;
  const bytes = readAvailable(context.source, offset, smaller(size, stringBytesLimit));
  if (BigInt(bytes.length) < size) {
    context.diagnostics.add('symbol-names', 'The names of the symbols were not read to their end.');
  }
  return bytes;
}

/** .gnu.version entries by row and the names they refer to; no entries when the file has no versions. */
export interface SymbolVersions {
  readonly entries: Uint16Array<ArrayBuffer>;
  readonly names: VersionNames;
}

/** Reads the three version tables of a symbol table; a missing or damaged one costs only that one. */
export function readSymbolVersions(
  context: SymbolContext,
  location: SymbolTableLocation,
  count: number,
): SymbolVersions {
  const { source, header, diagnostics } = context;
  const { versionEntries, versionDefinitions, versionNeeds } = location;
  const none = { entries: new Uint16Array(0), names: { defined: new Map(), needed: new Map() } };
  if (versionEntries === null) return none;
  return {
    entries: readVersionEntries(source, header.little, versionEntries, count, diagnostics),
    names: {
      defined: readVersionTable(context, versionDefinitions, parseVersionDefinitions),
      needed: readVersionTable(context, versionNeeds, parseNeededVersions),
    },
  };
}

function readVersionEntries(
  source: ByteSource,
  little: boolean,
  { offset, size }: FileRange,
  count: number,
  diagnostics: Diagnostics,
): Uint16Array<ArrayBuffer> {
  const wanted = smaller(size, count * 2);
  const view = viewOf(readAvailable(source, offset, wanted));
  const entries = new Uint16Array(Math.floor(view.byteLength / 2));
  for (let row = 0; row < entries.length; row += 1) entries[row] = view.getUint16(row * 2, little);
  if (entries.length < count) {
    diagnostics.add('symbol-versions', `Only ${entries.length} of ${count} symbols have a version entry.`);
  }
  return entries;
}

const versionTableLimit = 16n * 1024n * 1024n;

function readVersionTable(
  { source, header }: SymbolContext,
  place: FileRange | null,
  parse: (bytes: Uint8Array, little: boolean, count: number) => Map<number, number>,
): Map<number, number> {
  if (place === null) return new Map();
  const size = smaller(place.size, versionTableLimit);
  return parse(readAvailable(source, place.offset, size), header.little, place.count);
}
