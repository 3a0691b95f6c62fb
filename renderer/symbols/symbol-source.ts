import { useEffect, useState } from 'react';
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

interface CachedTable {
  readonly symbolsVersion: number;
  readonly source: SymbolSource;
}

const cache = new Map<string, CachedTable>();
const fetches = new Map<string, Promise<SymbolSource>>();
const nothing: SymbolSource = { table: null, failure: null, symbolsVersion: 0 };

/** The table of this library, fetched again whenever main says that there is another version. */
export function useSymbolTable(
  libraryId: string,
  tableName: SymbolTableName,
  symbolsVersion: number,
): SymbolSource {
  const key = `${libraryId} ${tableName}`;
  const [answer, setAnswer] = useState<{ readonly key: string; readonly source: SymbolSource } | null>(null);
  useEffect(() => {
    let wanted = true;
    void fetchTable(libraryId, tableName, symbolsVersion).then((source) => {
      if (wanted) setAnswer({ key, source });
    });
    return () => {
      wanted = false;
    };
  }, [libraryId, tableName, symbolsVersion, key]);
  if (answer?.key === key) return answer.source;
  const cached = cache.get(key);
  return cached?.source ?? nothing;
}

/** Asks main once, however many parts of the window want the same table. */
async function fetchTable(
  libraryId: string,
  tableName: SymbolTableName,
  symbolsVersion: number,
): Promise<SymbolSource> {
  const cached = cache.get(`${libraryId} ${tableName}`);
  if (cached?.symbolsVersion === symbolsVersion) return cached.source;
  const key = `${libraryId} ${tableName} ${symbolsVersion}`;
  const underway = fetches.get(key) ?? requestTable(libraryId, tableName);
  fetches.set(key, underway);
  return underway.finally(() => fetches.delete(key));
}

async function requestTable(libraryId: string, tableName: SymbolTableName): Promise<SymbolSource> {
  const outcome = await pageApi.request['library:symbols']({ libraryId, table: tableName });
  if (!outcome.ok) return { table: null, failure: outcome.failure, symbolsVersion: 0 };
  const { symbolsVersion, columns } = outcome.value;
  const source = { table: prepareTable(columns), failure: null, symbolsVersion };
  cache.set(`${libraryId} ${tableName}`, { symbolsVersion, source });
  return source;
}

// Gives the memory of a closed library's tables back.
pageApi.subscribe('library:closed', ({ libraryId }) => {
  for (const key of [...cache.keys()]) {
    if (key.startsWith(`${libraryId} `)) cache.delete(key);
  }
});
