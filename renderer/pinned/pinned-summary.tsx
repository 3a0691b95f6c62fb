import type { ReactNode } from 'react';
import { type CheckCounts, countChecks } from '../../electron/checks/check-state.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { Shape } from '../ui/shape.tsx';
import { summaryText } from './check-wording.ts';
import { type PinnedKind, pinnedSigns } from './pinned-state.ts';

/** How many checks pass, and since when others do not. */
export function PinnedSummary({
  libraryId,
  pinned,
}: {
  readonly libraryId: string;
  readonly pinned: readonly PinnedCall[];
}): ReactNode {
  const counts = countChecks(pinned);
  const { tone, shape } = pinnedSigns[worstKind(counts)];
  return (
    <>
      <button
        type="button"
        className="mini-button"
        onClick={() => void ask(pageApi.request['call:run-pinned']({ libraryId, pinnedId: null }))}
      >
        Run all
      </button>
      <span className={`verdict tone-${tone} pinned-summary`} role="status" aria-label="Checks">
        <Shape shape={shape} tone={tone} /> <span className="clip">{summaryText(pinned.length, counts)}</span>
      </span>
    </>
  );
}

/** The list has the sign of the row that matters most in it. */
function worstKind({ checks, passed, failed, stale }: CheckCounts): PinnedKind {
  if (failed > 0) return 'red';
  if (stale > 0) return 'stale';
  return checks > 0 && passed === checks ? 'green' : 'waiting';
}
