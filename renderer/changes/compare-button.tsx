import type { ReactNode } from 'react';
import type { HistoryEntry } from '../../electron/contract/history-entry.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { dispatch } from '../state/store.ts';
import { Hint } from '../ui/hint.tsx';
import { isComparable } from './kept-generations.ts';

/** Sets the build of an entry beside the one before it; not there when either is not kept any more. */
export function CompareButton({
  library: { kept },
  entry: { generation, replaced },
}: {
  readonly library: LibraryState;
  readonly entry: HistoryEntry;
}): ReactNode {
  if (generation === null || replaced === null || !isComparable(kept, replaced, generation)) return null;
  return (
    <Hint text="All that differs between this build and the one before it, or between any two that are kept.">
      <button
        type="button"
        className="button small"
        aria-label={`Compare build ${replaced} with build ${generation} side by side`}
        onClick={() =>
          dispatch({ type: 'page:comparison-wanted', pair: { before: replaced, after: generation } })
        }
      >
        Compare…
      </button>
    </Hint>
  );
}
