import type { StringColumn, SymbolColumns, SymbolTableName } from '../contract/library-model.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { SectionTable } from './section-headers.ts';
import { StringColumnBuilder } from './string-column.ts';
import { stringIn } from './strings.ts';
import { reservedIndexes, SHN_UNDEF, type SymbolRows, type SymbolVersions } from './symbol-table.ts';
import { versionOf } from './versions.ts';

const STB_LOCAL = 0;
const STV_INTERNAL = 1;
const STV_HIDDEN = 2;
const STT_FUNC = 2;
const STT_GNU_IFUNC = 10;
const SHN_ABS = 0xfff1;
const SHN_COMMON = 0xfff2;

/** One name may be a megabyte long; all together they may not fill the memory, even when they overlap. */
const nameLimit = 4 * 1024 * 1024;
const allNamesLimit = 256 * 1024 * 1024;
const versionNameLimit = 64 * 1024;

/** Symbol columns that depend on the file alone; demangling and sorting come later. */
export type PlainSymbolColumns = Omit<SymbolColumns, 'demangled' | 'byName'>;

/** True for a symbol that other libraries can bind to: defined, not local, not hidden. As `nm -D` and readelf,
 * version definitions (`GLIBC_2.2.5` at ABS) count: they are symbols of the table like any other. */
function isExport(rows: SymbolRows, row: number): boolean {
  const visibility = (rows.other[row] ?? 0) & 3;
  return (
    rows.section[row] !== SHN_UNDEF &&
    (rows.info[row] ?? 0) >> 4 !== STB_LOCAL &&
    visibility !== STV_HIDDEN &&
    visibility !== STV_INTERNAL
  );
}

function isImport(rows: SymbolRows, row: number): boolean {
  return rows.section[row] === SHN_UNDEF && (rows.info[row] ?? 0) >> 4 !== STB_LOCAL;
}

/** Row numbers of the exports or imports, in file order. */
export function selectRows(rows: SymbolRows, table: SymbolTableName): Uint32Array<ArrayBuffer> {
  const accept = table === 'exports' ? isExport : isImport;
  const chosen = new Uint32Array(rows.count);
  let count = 0;
  for (let row = 0; row < rows.count; row += 1) {
    if (accept(rows, row)) {
      chosen[count] = row;
      count += 1;
    }
  }
  return chosen.slice(0, count);
}

export interface SymbolCounts {
  readonly exportCount: number;
  readonly importCount: number;
  /** Exports of type FUNC or IFUNC. */
  readonly functionCount: number;
}

/** How many symbols of each kind the table has, without reading a name. */
export function countSymbols(rows: SymbolRows): SymbolCounts {
  const counts = { exportCount: 0, importCount: 0, functionCount: 0 };
  for (let row = 0; row < rows.count; row += 1) {
    if (isExport(rows, row)) {
      counts.exportCount += 1;
      const type = (rows.info[row] ?? 0) & 15;
      if (type === STT_FUNC || type === STT_GNU_IFUNC) counts.functionCount += 1;
    } else if (isImport(rows, row)) {
      counts.importCount += 1;
    }
  }
  return counts;
}

/** All columns but the demangled names and the order, for the chosen rows. */
export function buildColumns(
  rows: SymbolRows,
  chosen: Uint32Array,
  strings: Uint8Array,
  versions: SymbolVersions,
  sections: SectionTable,
  diagnostics: Diagnostics,
): PlainSymbolColumns {
  const pick = <T extends Uint8Array<ArrayBuffer>>(make: (row: number) => number, out: T): T => {
    for (let index = 0; index < chosen.length; index += 1) out[index] = make(chosen[index] ?? 0);
    return out;
  };
  const count = chosen.length;
  return {
    count,
    name: nameColumn(rows, chosen, strings, diagnostics),
    ...versionColumns(rows, chosen, strings, versions, diagnostics),
    value: pickWords(rows.value, chosen),
    size: pickWords(rows.size, chosen),
    type: pick((row) => (rows.info[row] ?? 0) & 15, new Uint8Array(count)),
    bind: pick((row) => (rows.info[row] ?? 0) >> 4, new Uint8Array(count)),
    visibility: pick((row) => (rows.other[row] ?? 0) & 3, new Uint8Array(count)),
    ...sectionColumns(rows, chosen, sections),
  };
}

function pickWords(words: BigUint64Array, chosen: Uint32Array): BigUint64Array<ArrayBuffer> {
  const out = new BigUint64Array(chosen.length);
  for (let index = 0; index < chosen.length; index += 1) out[index] = words[chosen[index] ?? 0] ?? 0n;
  return out;
}

function nameColumn(
  rows: SymbolRows,
  chosen: Uint32Array,
  strings: Uint8Array,
  diagnostics: Diagnostics,
): StringColumn {
  const builder = new StringColumnBuilder(chosen.length, chosen.length * 80);
  for (let index = 0; index < chosen.length; index += 1) {
    const start = rows.nameOffset[chosen[index] ?? 0] ?? 0;
    if (start >= strings.length && (start > 0 || strings.length > 0)) {
      diagnostics.add('symbol-names', 'The name of a symbol lies outside the string table.');
    }
    const limit = Math.min(nameLimit, allNamesLimit - builder.byteLength);
    if (builder.addTerminated(strings, start, limit) === limit) {
      diagnostics.add('symbol-names', 'The names of the symbols are longer than what is shown.');
    }
  }
  return builder.finish();
}

function versionColumns(
  rows: SymbolRows,
  chosen: Uint32Array,
  strings: Uint8Array,
  versions: SymbolVersions,
  diagnostics: Diagnostics,
): Pick<SymbolColumns, 'version' | 'defaultVersion'> {
  const builder = new StringColumnBuilder(chosen.length, chosen.length * 12);
  const defaultVersion = new Uint8Array(chosen.length);
  const bytesOf = versionBytes(strings, diagnostics);
  const nothing = new Uint8Array(0);
  for (let index = 0; index < chosen.length; index += 1) {
    const row = chosen[index] ?? 0;
    const entry = versions.entries[row] ?? 0;
    const version = entry <= 1 ? null : versionOf(entry, rows.section[row] !== SHN_UNDEF, versions.names);
    const fits = version !== null && builder.byteLength + versionNameLimit <= allNamesLimit;
    builder.add(fits ? bytesOf(version.nameOffset) : nothing);
    if (version?.isDefault) defaultVersion[index] = 1;
  }
  return { version: builder.finish(), defaultVersion };
}

/** Version names by string-table offset; thousands of symbols share a handful. */
function versionBytes(strings: Uint8Array, diagnostics: Diagnostics): (offset: number) => Uint8Array {
  const known = new Map<number, Uint8Array>();
  return (offset) => {
    const cached = known.get(offset);
    if (cached) return cached;
    if (offset >= strings.length) {
      diagnostics.add('symbol-versions', 'The name of a version lies outside the string table.');
    }
    const longest = Math.min(strings.length, offset + versionNameLimit);
    let end = Math.min(offset, longest);
    while (end < longest && strings[end] !== 0) end += 1;
    const bytes = strings.subarray(Math.min(offset, end), end);
    known.set(offset, bytes);
    return bytes;
  };
}

function sectionColumns(
  rows: SymbolRows,
  chosen: Uint32Array,
  sections: SectionTable,
): Pick<SymbolColumns, 'section' | 'sectionNames'> {
  const positions = new Map<number, number>();
  const sectionNames: string[] = [];
  const section = new Uint32Array(chosen.length);
  for (let index = 0; index < chosen.length; index += 1) {
    const code = rows.section[chosen[index] ?? 0] ?? 0;
    let position = positions.get(code);
    if (position === undefined) {
      position = sectionNames.push(sectionText(code, sections)) - 1;
      positions.set(code, position);
    }
    section[index] = position;
  }
  return { section, sectionNames };
}

/** The section's name; `UND`, `ABS`, `COM` for the reserved indexes; the number where there is no name. */
export function sectionText(code: number, sections: SectionTable): string {
  if (code === SHN_UNDEF) return 'UND';
  if (code === reservedIndexes + SHN_ABS) return 'ABS';
  if (code === reservedIndexes + SHN_COMMON) return 'COM';
  if (code >= reservedIndexes) return `reserved 0x${(code - reservedIndexes).toString(16)}`;
  return sections.count === 0 ? String(code) : sections.nameOf(code);
}

/** The name of row `row` as text, clipped at 4096 bytes; for a few names, not for tables. */
export function rowName(rows: SymbolRows, row: number, strings: Uint8Array): string {
  return stringIn(strings, rows.nameOffset[row] ?? 0, 4096) ?? '';
}
