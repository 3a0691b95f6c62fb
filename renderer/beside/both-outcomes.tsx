import type { ReactNode } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { sameInput } from '../call/call-text.ts';
import { FailureCard } from '../call/failure-card.tsx';
import { OutcomeCard } from '../call/outcome-card.tsx';
import { besideRecord, type ShownResult } from '../call/shown-result.ts';
import type { RunCall } from '../call/use-run-call.ts';
import { useSelector } from '../state/store.ts';
import { Shape } from '../ui/shape.tsx';
import { differencesOf } from './compare-outcomes.ts';
import './beside.css';

const noCalls = [] as const;

/** What the running build made of the call, and next to it what the build beside did. */
export function BothOutcomes({
  library,
  run,
  shown,
}: {
  readonly library: LibraryState;
  readonly run: RunCall;
  readonly shown: ShownResult;
}): ReactNode {
  const calls = useSelector((state) => state.snapshot?.calls[library.id] ?? noCalls);
  const { beside } = library;
  if (beside === null) return <OutcomeCard library={library} shown={shown} />;
  const { record } = shown;
  const { refusedBeside } = run;
  const refusal =
    refusedBeside !== null && sameInput(refusedBeside.input, record.input) ? refusedBeside.failure : null;
  const other = refusal === null ? besideRecord(calls, record, beside.generation) : null;
  return (
    <>
      {other === null ? null : <Difference names={differencesOf(record.outcome, other.outcome)} />}
      <div className="both-outcomes">
        <section aria-label={`Build ${record.generation}`}>
          <h3>#{record.generation}</h3>
          <OutcomeCard library={library} shown={shown} />
        </section>
        <section aria-label={`Build ${beside.generation}, beside`}>
          <h3>#{beside.generation} beside</h3>
          {refusal !== null ? (
            <FailureCard failure={refusal} title={`Not called on #${beside.generation}`} />
          ) : other !== null ? (
            <OutcomeCard library={library} shown={{ record: other, earlier: null }} />
          ) : (
            <p className="call-note">Not called there yet. Call runs on both.</p>
          )}
        </section>
      </div>
    </>
  );
}

function Difference({ names }: { readonly names: readonly string[] }): ReactNode {
  return names.length === 0 ? (
    <p data-difference="none" className="tone-good">
      <Shape shape="dot" tone="good" /> Both builds answer the same.
    </p>
  ) : (
    <p data-difference="some" className="tone-warn">
      <Shape shape="triangle" tone="warn" /> They differ: {names.join(', ')}.
    </p>
  );
}
