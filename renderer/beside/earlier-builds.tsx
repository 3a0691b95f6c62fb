import type { ReactNode } from 'react';
import type { BesideBuild } from '../../electron/contract/kept-builds.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { closeBeside, reloadLibrary } from '../state/intents.ts';
import { Hint } from '../ui/hint.tsx';
import { Shape } from '../ui/shape.tsx';
import { describeFault } from '../wording/fault-wording.ts';
import './beside.css';

/** Says that an earlier build runs, or lies beside the running one, and leads out of that. */
export function EarlierBuilds({ library }: { readonly library: LibraryState }): ReactNode {
  const { wentBackTo, generation, beside, freshness } = library;
  return (
    <>
      {wentBackTo === null || generation === null ? null : (
        <span className="build-chip tone-warn" role="note" aria-label="Earlier build">
          <Shape shape="back" tone="warn" />#{generation.number} is the build of #{wentBackTo}
          <NewestButton libraryId={library.id} isMissing={freshness.kind === 'missing'} />
        </span>
      )}
      {beside === null ? null : (
        <span
          className={`build-chip ${beside.fault === null ? '' : 'tone-bad'}`}
          role="note"
          aria-label="Build beside"
        >
          <Shape
            shape={beside.fault === null ? 'plus' : 'diamond'}
            tone={beside.fault === null ? 'quiet' : 'bad'}
          />
          {besideText(beside)}
          <Hint text="Ends the process of the build beside. Calls then run on the running build alone.">
            <button
              type="button"
              className="mini-button"
              aria-label={`Close build ${beside.generation}`}
              onClick={() => closeBeside(library.id)}
            >
              Close
            </button>
          </Hint>
        </span>
      )}
    </>
  );
}

function NewestButton({
  libraryId,
  isMissing,
}: {
  readonly libraryId: string;
  readonly isMissing: boolean;
}): ReactNode {
  const hint = isMissing
    ? 'The file is missing, so there is no newest build that could be loaded.'
    : 'Loads the build that lies on disk. It is not loaded by itself until it changes.';
  return (
    <Hint text={hint}>
      {/* Only said to be disabled: the reason can be pointed at and focused. */}
      <button
        type="button"
        className="mini-button"
        aria-disabled={isMissing}
        onClick={() => {
          if (!isMissing) void reloadLibrary(libraryId);
        }}
      >
        Go to newest
      </button>
    </Hint>
  );
}

function besideText({ generation, pid, fault }: BesideBuild): string {
  const process = fault === null ? `pid ${pid}` : `ended: ${describeFault(fault).title}`;
  return `#${generation} beside, ${process}`;
}
