import type { ReactNode } from 'react';
import type { HistoryRow } from '../../electron/contract/history-row.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import { useWholeEntry } from './entry-source.ts';
import { HistoryDetails } from './history-details.tsx';

/** The details of an entry, which its row has only in part. */
export function EntryDetails({
  libraryId,
  row,
  pinned,
}: {
  readonly libraryId: string;
  readonly row: HistoryRow;
  readonly pinned: readonly PinnedCall[];
}): ReactNode {
  const answer = useWholeEntry(libraryId, row);
  if (answer === null) return <p className="dim appear-late">Reading this entry…</p>;
  return answer.ok ? (
    <HistoryDetails entry={answer.value} pinned={pinned} />
  ) : (
    <p className="tone-bad">{answer.failure.message}</p>
  );
}
