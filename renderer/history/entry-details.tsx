import type { ReactNode } from 'react';
import { useWholeEntry } from './entry-source.ts';
import { HistoryDetails } from './history-details.tsx';

/** The details of an entry, which the row has only in part. */
export function EntryDetails({
  libraryId,
  id,
}: {
  readonly libraryId: string;
  readonly id: string;
}): ReactNode {
  const answer = useWholeEntry(libraryId, id);
  if (answer === null) return <p className="dim appear-late">Reading this entry…</p>;
  return answer.ok ? (
    <HistoryDetails entry={answer.value} />
  ) : (
    <p className="tone-bad">{answer.failure.message}</p>
  );
}
