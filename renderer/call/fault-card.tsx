import type { ReactNode } from 'react';
import type { Fault } from '../../electron/contract/fault.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { Shape } from '../ui/shape.tsx';
import { visibleLines } from '../ui/visible-text.ts';
import { describeFault, whenFaulted } from '../wording/fault-wording.ts';

/** The called code ended its process: how, what that means, and what there is now. */
export function FaultCard({
  fault,
  library,
  showTail = true,
  aftermath = aftermathOf(library),
}: {
  readonly fault: Fault;
  readonly library: LibraryState;
  /** False where the captured output stands beside it. */
  readonly showTail?: boolean;
  /** What there is now, where it is not the process of the running build that ended. */
  readonly aftermath?: string;
}): ReactNode {
  const words = describeFault(fault);
  return (
    <div className="card bad-card">
      <p className="card-title">
        <Shape shape="diamond" tone="bad" /> {words.title}
      </p>
      <p className="wrap">
        It happened {whenFaulted(fault)}. {words.meaning}
      </p>
      <p className="dim">{aftermath}</p>
      {showTail && fault.stderrTail !== '' ? (
        <pre className="verbatim">{visibleLines(fault.stderrTail)}</pre>
      ) : null}
    </div>
  );
}

function aftermathOf(library: LibraryState): string {
  const { generation } = library;
  if (library.freshness.kind === 'crashed' || generation === null) {
    return 'The process is gone. Press Reload to start a new one; your inputs are kept.';
  }
  return `Only that process ended. A new process is ready (pid ${generation.pid}, build #${generation.number}), and your inputs are kept.`;
}
