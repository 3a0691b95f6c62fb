import { useEffect } from 'react';
import { rowsOfText } from '../../electron/contract/history-transfer.ts';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { dispatch, useSelector } from '../state/store.ts';

/** Asks for the older entries of a library, page after page, until all are here. Answers how many are still missing. */
export function useOlderEntries(libraryId: string): number {
  const older = useSelector((state) => state.snapshot?.olderEntries[libraryId] ?? 0);
  const before = useSelector((state) => state.snapshot?.history[libraryId]?.at(-1)?.id ?? null);
  useEffect(() => {
    if (older === 0 || before === null) return;
    void ask(pageApi.request['history:older']({ libraryId, before })).then((outcome) => {
      if (!outcome.ok) return;
      const { rowsText, olderEntries } = outcome.value;
      const page = { before, rows: rowsOfText(rowsText), olderEntries };
      dispatch({ type: 'page:history-arrived', libraryId, page });
    });
  }, [libraryId, older, before]);
  return older;
}
