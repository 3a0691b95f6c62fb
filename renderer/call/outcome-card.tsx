import type { ReactNode } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { CapturedText } from './captured-text.tsx';
import { FailureCard } from './failure-card.tsx';
import { FaultCard } from './fault-card.tsx';
import { ReturnedCard } from './returned-card.tsx';
import type { ShownResult } from './shown-result.ts';

/** How one call ended. */
export function OutcomeCard({
  library,
  shown,
}: {
  readonly library: LibraryState;
  readonly shown: ShownResult;
}): ReactNode {
  const { outcome, trigger, generation } = shown.record;
  switch (outcome.kind) {
    case 'returned':
      return <ReturnedCard library={library} shown={shown} outcome={outcome} />;
    case 'failed':
      return <FailureCard failure={outcome.failure} />;
    case 'fault':
      return (
        <>
          <FaultCard
            fault={outcome.fault}
            library={library}
            showTail={outcome.stderr.text === ''}
            {...(trigger === 'beside' ? { aftermath: aftermathBeside(generation) } : {})}
          />
          <CapturedText name="stdout" tail={outcome.stdout} />
          <CapturedText name="stderr" tail={outcome.stderr} />
        </>
      );
  }
}

function aftermathBeside(generation: number): string {
  return `Only the process of build #${generation} beside ended; the next call starts another one.`;
}
