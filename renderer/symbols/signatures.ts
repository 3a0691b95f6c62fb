import { useEffect, useState } from 'react';
import type { PrototypeColumns, SourceReport } from '../../electron/contract/reader-protocol.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { sourcesKey } from '../call/description-source.ts';
import { pageApi } from '../state/page-api.ts';
import { stringAt } from './haystack.ts';

/** The prototypes of all exports, with the version of the symbol table whose rows they are for. */
export interface Signatures {
  readonly symbolsVersion: number;
  readonly columns: PrototypeColumns;
}

const cache = new Map<string, { readonly sources: string; readonly signatures: Signatures }>();
// A window in the background is never idle; its list must be whole all the same.
const idleLimit = { timeout: 500 };
const fetches = new Map<string, Promise<Signatures | null>>();

/**
 * The prototypes of a library, asked for once `ready` says that its symbols are in view: they may take long, and
 * nothing waits for them. Those of the build before stay until the next are there.
 */
export function useSignatures(
  library: Pick<LibraryState, 'id' | 'symbolsVersion' | 'headers'> | undefined,
  ready: boolean,
): Signatures | null {
  const id = library?.id ?? '';
  const sources = library === undefined ? '' : sourcesKey(library);
  const [answer, setAnswer] = useState<{ readonly id: string; readonly signatures: Signatures } | null>(null);
  useEffect(() => {
    if (!ready || id === '') return;
    let wanted = true;
    // After the symbols are painted, when there is time.
    const waiting = requestIdleCallback(() => {
      void fetchSignatures(id, sources).then((signatures) => {
        if (wanted && signatures !== null) setAnswer({ id, signatures });
      });
    }, idleLimit);
    return () => {
      wanted = false;
      cancelIdleCallback(waiting);
    };
  }, [id, sources, ready]);
  if (answer?.id === id) return answer.signatures;
  return cache.get(id)?.signatures ?? null;
}

async function fetchSignatures(libraryId: string, sources: string): Promise<Signatures | null> {
  const cached = cache.get(libraryId);
  if (cached?.sources === sources) return cached.signatures;
  const key = `${libraryId} ${sources}`;
  const underway = fetches.get(key) ?? requestSignatures(libraryId, sources);
  fetches.set(key, underway);
  return underway.finally(() => fetches.delete(key));
}

async function requestSignatures(libraryId: string, sources: string): Promise<Signatures | null> {
  const outcome = await pageApi.request['library:prototypes']({ libraryId });
  // Without them the list shows the names alone; why, the form says for each symbol.
  if (!outcome.ok) return null;
  cache.set(libraryId, { sources, signatures: outcome.value });
  return outcome.value;
}

/** What is shown after the name of a row; empty where nothing is known. */
export function signatureAt(signatures: Signatures | null, symbolsVersion: number, row: number): string {
  if (signatures === null || signatures.symbolsVersion !== symbolsVersion) return '';
  return row + 1 < signatures.columns.signature.offsets.length
    ? stringAt(signatures.columns.signature, row)
    : '';
}

/** What became of each source of prototypes of a library. */
export function sourceReports(signatures: Signatures | null): readonly SourceReport[] {
  return signatures?.columns.sources ?? [];
}

// Gives the memory of a closed library back.
pageApi.subscribe('library:closed', ({ libraryId }) => {
  cache.delete(libraryId);
});
