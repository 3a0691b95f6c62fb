import type { SymbolColumns } from '../../electron/contract/library-model.ts';
import { buildHaystack, type Haystack, markExact, stringAt } from './haystack.ts';

/** One symbol table ready for showing, sorting and searching. Rows are numbers in file order. */
export interface SymbolTable {
  readonly columns: SymbolColumns;
  readonly names: Haystack;
  readonly demangledNames: Haystack;
  /** Place of each row in the order by name: the tie-breaker of every other order. */
  readonly nameRank: Uint32Array;
}

/** Prepares the columns once, when they arrive. */
export function prepareTable(columns: SymbolColumns): SymbolTable {
  const nameRank = new Uint32Array(columns.count);
  columns.byName.forEach((row, rank) => {
    nameRank[row] = rank;
  });
  return {
    columns,
    names: buildHaystack(columns.name),
    demangledNames: buildHaystack(columns.demangled),
    nameRank,
  };
}

/** One row as the grid and the form show it. */
export interface SymbolRow {
  readonly name: string;
  readonly demangled: string;
  readonly version: string;
  readonly defaultVersion: boolean;
  readonly value: bigint;
  readonly size: bigint;
  readonly type: number;
  readonly bind: number;
  readonly visibility: number;
  readonly section: string;
}

/** Reads one row out of the columns. */
export function rowAt({ columns }: SymbolTable, row: number): SymbolRow {
  return {
    name: stringAt(columns.name, row),
    demangled: stringAt(columns.demangled, row),
    version: stringAt(columns.version, row),
    defaultVersion: columns.defaultVersion[row] === 1,
    value: columns.value[row] ?? 0n,
    size: columns.size[row] ?? 0n,
    type: columns.type[row] ?? 0,
    bind: columns.bind[row] ?? 0,
    visibility: columns.visibility[row] ?? 0,
    section: columns.sectionNames[columns.section[row] ?? 0] ?? '',
  };
}

/**
 * The row of a symbol, or -1: the one of that version, else the default version (which dlsym takes), else the first.
 */
export function findRow(table: SymbolTable, name: string, version: string | null): number {
  const rows = rowsNamed(table, name);
  const ofVersion = rows.find((row) => stringAt(table.columns.version, row) === version);
  const ofDefault = rows.find((row) => table.columns.defaultVersion[row] === 1);
  return ofVersion ?? ofDefault ?? rows[0] ?? -1;
}

function rowsNamed(table: SymbolTable, name: string): readonly number[] {
  if (name === '') return [];
  const hits = new Uint8Array(table.columns.count);
  markExact(table.names, name.toLowerCase(), hits, 1);
  const rows: number[] = [];
  for (let row = hits.indexOf(1); row !== -1; row = hits.indexOf(1, row + 1)) {
    if (stringAt(table.columns.name, row) === name) rows.push(row);
  }
  return rows;
}
