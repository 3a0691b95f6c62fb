import { useEffect, useState } from 'react';
import type { SymbolDescription } from '../../electron/contract/reader-protocol.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { pageApi } from '../state/page-api.ts';

/** What is known of how a symbol is called. */
export interface DescriptionReading {
  /** The answer to what was asked, else the newest one of the same symbol; null until the first. */
  readonly description: SymbolDescription | null;
  /** True while the answer to exactly this text is on its way. */
  readonly asking: boolean;
}

interface Question {
  readonly libraryId: string;
  readonly symbol: string;
  readonly text: string;
  /** Changes whenever the answer may change. */
  readonly sources: string;
}

interface Answer {
  readonly symbolKey: string;
  readonly key: string;
  readonly description: SymbolDescription;
}

// Main is asked when the typing pauses, not for every letter.
const pauseMs = 90;
const cacheLimit = 400;
const nothing: SymbolDescription = { suggestions: [], typed: null };
const cache = new Map<string, SymbolDescription>();

/** What changes the prototypes of a library: its build, and the headers chosen for it. */
export function sourcesKey(library: Pick<LibraryState, 'symbolsVersion' | 'headers'>): string {
  return `${library.symbolsVersion} ${library.headers.map(({ id }) => id).join(' ')}`;
}

/** Asks main how this symbol is called, with `text` as its prototype or '' for the best one known. */
export function useDescription(
  library: LibraryState,
  symbol: string | null,
  text: string,
): DescriptionReading {
  const { id: libraryId } = library;
  const sources = sourcesKey(library);
  const symbolKey = `${libraryId}\n${symbol ?? ''}`;
  const key = `${symbolKey}\n${sources}\n${text}`;
  const [newest, setNewest] = useState<Answer | null>(null);
  useEffect(() => {
    if (symbol === null) return;
    let wanted = true;
    const ask = () =>
      void askMain({ libraryId, symbol, text, sources }, key).then((description) => {
        if (wanted) setNewest({ symbolKey, key, description });
      });
    const timer = setTimeout(ask, text === '' || cache.has(key) ? 0 : pauseMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [libraryId, symbol, text, sources, symbolKey, key]);
  if (symbol === null) return { description: null, asking: false };
  const cached = cache.get(key);
  if (cached !== undefined) return { description: cached, asking: false };
  const former = newest?.symbolKey === symbolKey ? newest.description : null;
  return { description: former, asking: newest?.key !== key };
}

async function askMain({ libraryId, symbol, text }: Question, key: string): Promise<SymbolDescription> {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const outcome = await pageApi.request['call:describe']({ libraryId, symbol, text });
  // Without an answer the form goes on with what the text says by itself.
  if (!outcome.ok) return nothing;
  const oldest = cache.keys().next();
  if (cache.size >= cacheLimit && oldest.done !== true) cache.delete(oldest.value);
  cache.set(key, outcome.value);
  return outcome.value;
}
