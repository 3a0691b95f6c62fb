import type { ReactNode } from 'react';
import type { HistoryEntry } from '../../electron/contract/session-state.ts';
import { dispatch, useSelector } from '../state/store.ts';
import { isComparable } from './kept-generations.ts';

const none = [] as const;

/** Sets the build of an entry beside the one before it; not there when either is not kept any more. */
export function CompareButton({
  libraryId,
  entry: { generation, replaced },
}: {
  readonly libraryId: string;
  readonly entry: HistoryEntry;
}): ReactNode {
  const kept = useSelector(
    (state) => state.snapshot?.libraries.find(({ id }) => id === libraryId)?.kept ?? none,
  );
  if (generation === null || replaced === null || !isComparable(kept, replaced, generation)) return null;
  return (
    <p>
      <button
        type="button"
        className="button small"
        aria-label={`Compare build ${replaced} with build ${generation} side by side`}
        onClick={() =>
          dispatch({ type: 'page:comparison-wanted', pair: { before: replaced, after: generation } })
        }
      >
        Side by side…
      </button>
    </p>
  );
}
