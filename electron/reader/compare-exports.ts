import type { SymbolColumns } from '../contract/library-model.ts';
import { changeNameLimit, type ExportChanges } from '../contract/reader-protocol.ts';
import { CodeComparison } from './code-comparison.ts';
import type { ComparedBuild } from './compared-build.ts';

const STT_FUNC = 2;
const STT_GNU_IFUNC = 10;
const decoder = new TextDecoder();

/**
 * What changed in the exports, matched by name and version. Names are the demangled ones, with `@@V` or `@V` where
 * the symbol has a version; each list is sorted by code units and cut at `changeNameLimit`.
 */
export function compareExports(before: ComparedBuild, after: ComparedBuild): ExportChanges {
  const oldRows = rowsByKey(before.columns);
  const newRows = rowsByKey(after.columns);
  const code = new CodeComparison(before, after);
  const added: string[] = [];
  const removed: string[] = [];
  const changed: string[] = [];
  for (const [key, row] of newRows) {
    const oldRow = oldRows.get(key);
    if (oldRow === undefined) added.push(displayName(after.columns, row));
    else if (isFunction(after.columns, row) && code.differs(oldRow, row)) {
      changed.push(displayName(after.columns, row));
    }
  }
  for (const [key, row] of oldRows) {
    if (!newRows.has(key)) removed.push(displayName(before.columns, row));
  }
  return {
    added: firstNames(added),
    removed: firstNames(removed),
    changed: firstNames(changed),
    addedCount: added.length,
    removedCount: removed.length,
    changedCount: changed.length,
  };
}

function firstNames(names: string[]): readonly string[] {
  return names.sort().slice(0, changeNameLimit);
}

/** Row numbers by name and version; the first row of equal ones. */
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

function displayName(columns: SymbolColumns, row: number): string {
  const name = textReader(columns.demangled)(row);
  const version = textReader(columns.version)(row);
  if (version === '') return name;
  return `${name}${columns.defaultVersion[row] === 1 ? '@@' : '@'}${version}`;
}

function textReader({ bytes, offsets }: SymbolColumns['name']): (row: number) => string {
  return (row) => decoder.decode(bytes.subarray(offsets[row], offsets[row + 1]));
}

function isFunction(columns: SymbolColumns, row: number): boolean {
  return columns.type[row] === STT_FUNC || columns.type[row] === STT_GNU_IFUNC;
}
