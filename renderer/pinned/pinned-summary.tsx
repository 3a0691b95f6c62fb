import type { ReactNode } from 'react';
import { countChecks } from '../../electron/checks/check-state.ts';
import type { PinnedCall } from '../../electron/contract/session-state.ts';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { Shape } from '../ui/shape.tsx';
import { summaryText } from './check-wording.ts';

/** How many checks pass, and since when others do not. */
export function PinnedSummary({
  libraryId,
  pinned,
}: {
  readonly libraryId: string;
  readonly pinned: readonly PinnedCall[];
}): ReactNode {
  const counts = countChecks(pinned);
  const isBad = counts.failed + counts.stale > 0;
  const isGood = counts.checks > 0 && counts.passed === counts.checks;
  const tone = isBad ? 'bad' : isGood ? 'good' : 'quiet';
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
        <Shape shape={isBad ? 'cross' : isGood ? 'dot' : 'ring'} tone={tone} />{' '}
        <span className="clip">{summaryText(pinned.length, counts)}</span>
      </span>
    </>
  );
}
