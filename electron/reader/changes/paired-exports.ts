import type { SymbolColumns } from '../../contract/library-model.ts';
import { textReader } from '../symbol-rows.ts';

/** An export in both builds, by its rows in the two tables. */
export interface ExportPair {
  readonly before: number;
  readonly after: number;
}

/** The exports of two builds, matched by name and version; in the order of their tables. */
export interface PairedExports {
  readonly pairs: readonly ExportPair[];
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

/** Matches exports by name and version; of equal ones the first counts. */
export function pairExports(before: SymbolColumns, after: SymbolColumns): PairedExports {
  const oldRows = rowsByKey(before);
  const newRows = rowsByKey(after);
  const pairs: ExportPair[] = [];
  const added: number[] = [];
  for (const [key, row] of newRows) {
    const oldRow = oldRows.get(key);
    if (oldRow === undefined) added.push(row);
    else pairs.push({ before: oldRow, after: row });
  }
  const removed = [...oldRows].filter(([key]) => !newRows.has(key)).map(([, row]) => row);
  return { pairs, removed, added };
}

function rowsByKey(columns: SymbolColumns): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  const name = textReader(columns.name);
  const version = textReader(columns.version);
  for (let row = 0; row < columns.count; row += 1) {
    const key = `${name(row)}@${version(row)}`;
    if (!rows.has(key)) rows.set(key, row);
  }
  return rows;
}
