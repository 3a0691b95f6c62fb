import type { ReactNode } from 'react';
import type { BesideBuild } from '../../electron/contract/kept-builds.ts';
import { closeBeside, reloadLibrary } from '../state/intents.ts';
import { useSelector } from '../state/store.ts';
import { Shape } from '../ui/shape.tsx';
import { describeFault } from '../wording/fault-wording.ts';
import './beside.css';

/** Says that an earlier build runs or lies beside the running one, and leads out of that. */
export function EarlierBuilds({ libraryId }: { readonly libraryId: string }): ReactNode {
  const library = useSelector((state) => state.snapshot?.libraries.find(({ id }) => id === libraryId));
  if (library === undefined) return null;
  const { wentBackTo, generation, beside } = library;
  return (
    <>
      {wentBackTo === null || generation === null ? null : (
        <div className="bar" role="note" aria-label="Earlier build">
          <Shape shape="back" tone="warn" />
          <span className="grow">
            #{generation.number} is the build of #{wentBackTo}. The newer one on disk is not loaded by itself
            until it changes.
          </span>
          <button type="button" className="button small" onClick={() => void reloadLibrary(libraryId)}>
            Go to newest
          </button>
        </div>
      )}
      {beside === null ? null : (
        <div className="bar beside-bar" role="note" aria-label="Build beside">
          <Shape shape="plus" tone="quiet" />
          <span className="grow">{besideText(beside)}</span>
          <button type="button" className="button small" onClick={() => closeBeside(libraryId)}>
            Close build {beside.generation}
          </button>
        </div>
      )}
    </>
  );
}

function besideText({ generation, pid, fault }: BesideBuild): string {
  if (fault !== null) {
    return `Build #${generation} lies beside; its process ended (${describeFault(fault).title}). The next call starts another one.`;
  }
  return `Build #${generation} lies beside, in a process of its own (pid ${pid}). A call runs on both.`;
}
