import { useEffect, useState } from 'react';
import type { Outcome } from '../../electron/contract/failure.ts';
import type { HistoryEntry } from '../../electron/contract/session-state.ts';
import { pageApi } from '../state/page-api.ts';

/** Those looked at last, so that scrolling away and back does not ask again. An entry never changes. */
const known = new Map<string, HistoryEntry>();
const entriesKnown = 100;

/** An entry as a whole; null while it is on its way. */
export function useWholeEntry(libraryId: string, id: string): Outcome<HistoryEntry> | null {
  const [answer, setAnswer] = useState<Outcome<HistoryEntry> | null>(null);
  const kept = known.get(id);
  const isKnown = kept !== undefined;
  useEffect(() => {
    if (isKnown) return;
    let isWanted = true;
    void pageApi.request['history:entry']({ libraryId, entryId: id }).then((outcome) => {
      if (outcome.ok) keep(outcome.value);
      if (isWanted) setAnswer(outcome);
    });
    return () => {
      isWanted = false;
    };
  }, [libraryId, id, isKnown]);
  return kept === undefined ? answer : { ok: true, value: kept };
}

function keep(entry: HistoryEntry): void {
  known.set(entry.id, entry);
  const oldest = known.keys().next().value;
  if (known.size > entriesKnown && oldest !== undefined) known.delete(oldest);
}
