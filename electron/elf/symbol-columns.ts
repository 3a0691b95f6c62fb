import type { StringColumn, SymbolColumns, SymbolTableName } from '../contract/library-model.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { SectionTable } from './section-headers.ts';
import { StringColumnBuilder } from './string-column.ts';
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
const allNamesLimit = 128 * 1024 * 1024;
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
  return {
    count: chosen.length,
    name: nameColumn(rows, chosen, strings, diagnostics),
    ...versionColumns(rows, chosen, strings, versions, diagnostics),
    ...fixedColumns(rows, chosen),
    ...sectionColumns(rows, chosen, sections),
  };
}

function fixedColumns(
  rows: SymbolRows,
  chosen: Uint32Array,
): Pick<SymbolColumns, 'value' | 'size' | 'type' | 'bind' | 'visibility'> {
  const count = chosen.length;
  const columns = {
    value: new BigUint64Array(count),
    size: new BigUint64Array(count),
    type: new Uint8Array(count),
    bind: new Uint8Array(count),
    visibility: new Uint8Array(count),
  };
  for (let index = 0; index < count; index += 1) {
    const row = chosen[index] ?? 0;
    const info = rows.info[row] ?? 0;
    columns.value[index] = rows.value[row] ?? 0n;
    columns.size[index] = rows.size[row] ?? 0n;
    columns.type[index] = info & 15;
    columns.bind[index] = info >> 4;
    columns.visibility[index] = (rows.other[row] ?? 0) & 3;
  }
  return columns;
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
  const nothing = new Uint8Array(0);
  const known = new Map<number, KnownVersion>();
  for (let index = 0; index < chosen.length; index += 1) {
    const row = chosen[index] ?? 0;
    const entry = versions.entries[row] ?? 0;
    const isDefined = rows.section[row] !== SHN_UNDEF;
    // Thousands of symbols share a handful of versions.
    const key = isDefined ? entry : entry + 0x10000;
    let version = known.get(key);
    if (version === undefined) {
      const found = versionOf(entry, isDefined, versions.names);
      version = {
        nameOffset: found?.nameOffset ?? -1,
        bytes: found === null ? nothing : versionBytes(strings, found.nameOffset, diagnostics),
        isDefault: found?.isDefault ?? false,
      };
      known.set(key, version);
    }
    // The symbol that stands for a version definition has the definition's own name and no version.
    const isDefinition = isDefined && version.nameOffset === rows.nameOffset[row];
    const fits = !isDefinition && builder.byteLength + version.bytes.length <= allNamesLimit;
    builder.add(fits ? version.bytes : nothing);
    defaultVersion[index] = fits && version.isDefault ? 1 : 0;
  }
  return { version: builder.finish(), defaultVersion };
}

interface KnownVersion {
  readonly nameOffset: number;
  readonly bytes: Uint8Array;
  readonly isDefault: boolean;
}

function versionBytes(strings: Uint8Array, offset: number, diagnostics: Diagnostics): Uint8Array {
  if (offset >= strings.length) {
    diagnostics.add('symbol-versions', 'The name of a version lies outside the string table.');
    return new Uint8Array(0);
  }
  const longest = Math.min(strings.length, offset + versionNameLimit);
  let end = offset;
  while (end < longest && strings[end] !== 0) end += 1;
  return strings.subarray(offset, end);
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
