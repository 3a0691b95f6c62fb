import { useEffect, useSyncExternalStore } from 'react';
import type { Failure } from '../../electron/contract/failure.ts';
import type { SymbolTableName } from '../../electron/contract/library-model.ts';
import { pageApi } from '../state/page-api.ts';
import { prepareTable, type SymbolTable } from './symbol-table.ts';

/** A symbol table on its way: the earlier one stays in view while the next is fetched. */
export interface SymbolSource {
  readonly table: SymbolTable | null;
  readonly failure: Failure | null;
  /** Version of the table, as main counts them. */
  readonly symbolsVersion: number;
}

/** By library and table; a version that could not be fetched leaves the one before out of view. */
const sources = new Map<string, SymbolSource>();
const fetches = new Map<string, Promise<void>>();
const listeners = new Set<() => void>();
const nothing: SymbolSource = { table: null, failure: null, symbolsVersion: 0 };

/** The table of this library, fetched again whenever main says that there is another version. */
export function useSymbolTable(
  libraryId: string,
  tableName: SymbolTableName,
  symbolsVersion: number,
): SymbolSource {
  useEffect(() => {
    void fetchTable(libraryId, tableName, symbolsVersion);
  }, [libraryId, tableName, symbolsVersion]);
  return useSyncExternalStore(subscribe, () => sources.get(keyOf(libraryId, tableName)) ?? nothing);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function keyOf(libraryId: string, tableName: SymbolTableName): string {
  return `${libraryId} ${tableName}`;
}

/** Asks main once, however many parts of the window want the same table. */
async function fetchTable(
  libraryId: string,
  tableName: SymbolTableName,
  symbolsVersion: number,
): Promise<void> {
  const known = sources.get(keyOf(libraryId, tableName));
  if (known?.table && known.symbolsVersion === symbolsVersion) return;
  const key = `${keyOf(libraryId, tableName)} ${symbolsVersion}`;
  const underway = fetches.get(key) ?? requestTable(libraryId, tableName);
  fetches.set(key, underway);
  await underway.finally(() => fetches.delete(key));
}

async function requestTable(libraryId: string, tableName: SymbolTableName): Promise<void> {
  const outcome = await pageApi.request['library:symbols']({ libraryId, table: tableName });
  const source = outcome.ok
    ? {
        table: prepareTable(outcome.value.columns),
        failure: null,
        symbolsVersion: outcome.value.symbolsVersion,
      }
    : { table: null, failure: outcome.failure, symbolsVersion: 0 };
  sources.set(keyOf(libraryId, tableName), source);
  for (const listener of [...listeners]) listener();
}

// Gives the memory of a closed library's tables back.
pageApi.subscribe('library:closed', ({ libraryId }) => {
  for (const key of [...sources.keys()]) {
    if (key.startsWith(`${libraryId} `)) sources.delete(key);
  }
});
