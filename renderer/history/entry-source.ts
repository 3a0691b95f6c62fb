import { useEffect, useState } from 'react';
import type { Outcome } from '../../electron/contract/failure.ts';
import type { HistoryEntry } from '../../electron/contract/history-entry.ts';
import type { HistoryRow } from '../../electron/contract/history-row.ts';
import { pageApi } from '../state/page-api.ts';

/** Those that were opened, so that scrolling away and back does not ask again. An amended entry has another row. */
const known = new WeakMap<HistoryRow, HistoryEntry>();

/** The entry of a row as a whole; null while it is on its way. Of an amended one the old one stays until the new one is here. */
export function useWholeEntry(libraryId: string, row: HistoryRow): Outcome<HistoryEntry> | null {
  const [answer, setAnswer] = useState<Outcome<HistoryEntry> | null>(null);
  const kept = known.get(row);
  const isKnown = kept !== undefined;
  useEffect(() => {
    if (isKnown) return;
    let isWanted = true;
    void pageApi.request['history:entry']({ libraryId, entryId: row.id }).then((outcome) => {
      if (outcome.ok) known.set(row, outcome.value);
      if (isWanted) setAnswer(outcome);
    });
    return () => {
      isWanted = false;
    };
  }, [libraryId, row, isKnown]);
  return kept === undefined ? answer : { ok: true, value: kept };
}
