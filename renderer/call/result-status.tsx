import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { BothOutcomes } from '../beside/both-outcomes.tsx';
import { waitsForCall } from '../wording/freshness-wording.ts';
import { FailureCard } from './failure-card.tsx';
import { RunningCard } from './running-card.tsx';
import type { ShownResult } from './shown-result.ts';
import type { CallForm } from './use-call-form.ts';
import type { RunCall } from './use-run-call.ts';

interface Properties {
  readonly library: LibraryState;
  readonly form: CallForm;
  readonly run: RunCall;
  readonly shown: ShownResult | null;
}

/** What the last call of this function gave; read out by screen readers when it changes. */
export function ResultStatus(properties: Properties): ReactNode {
  const { library, run, shown, form } = properties;
  const kind = kindOf(properties);
  const { running } = run;
  const element = useRef<HTMLDivElement>(null);
  useShownWhenNew(element, form.target, shown?.record.id ?? null);
  return (
    <div
      ref={element}
      role="status"
      aria-label="Result"
      className="result"
      data-outcome={kind}
      data-generation={kind === 'idle' ? undefined : shown?.record.generation}
    >
      {kind === 'running' ? (
        <RunningCard
          startedAtMs={running?.startedAtMs ?? library.activity?.startedAtMs ?? Date.now()}
          what={library.activity?.kind === 'load' ? 'Loading' : run.measuring ? 'Measuring' : 'Running'}
          symbol={running?.symbol ?? null}
          isOther={running !== null && running.symbol !== form.target}
          waited={waitsForCall(library)}
          before={shown === null ? null : <BothOutcomes library={library} run={run} shown={shown} />}
        />
      ) : kind === 'refused' && run.refused !== null ? (
        <FailureCard failure={run.refused.failure} />
      ) : shown !== null ? (
        <BothOutcomes library={library} run={run} shown={shown} />
      ) : form.reading.prototype !== null && library.generation !== null ? (
        <p className="call-note">Not called yet. Fill in the arguments and press Ctrl+Enter.</p>
      ) : null}
    </div>
  );
}

/** Brings a result into view when a call gave it; to look at another function moves nothing. */
function useShownWhenNew(
  element: RefObject<HTMLElement | null>,
  target: string | null,
  recordId: string | null,
): void {
  const seen = useRef({ target, recordId });
  useEffect(() => {
    const before = seen.current;
    seen.current = { target, recordId };
    if (before.target !== target || before.recordId === recordId) return;
    element.current?.firstElementChild?.scrollIntoView({ block: 'nearest' });
  }, [element, target, recordId]);
}

function kindOf({ run, shown, form, library }: Properties): string {
  if (run.running !== null || library.activity?.kind === 'load') return 'running';
  if (run.refused !== null && run.refused.symbol === form.target) return 'refused';
  return shown?.record.outcome.kind ?? 'idle';
}
