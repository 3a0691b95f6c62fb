import type { ReactNode } from 'react';
import type { CallRecord } from '../../electron/contract/call-record.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { outcomeText, sameInput } from '../call/call-text.ts';
import { FailureCard } from '../call/failure-card.tsx';
import { OutcomeCard } from '../call/outcome-card.tsx';
import { besideRecord, type ShownResult } from '../call/shown-result.ts';
import type { RunCall } from '../call/use-run-call.ts';
import { useSelector } from '../state/store.ts';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
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
      {other === null ? null : <Difference running={record} beside={other} />}
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

/** What differs, and both answers on one line: in a narrow window the cards lie below each other. */
function Difference({
  running,
  beside,
}: {
  readonly running: CallRecord;
  readonly beside: CallRecord;
}): ReactNode {
  const names = differencesOf(running.outcome, beside.outcome);
  const answers = [running, beside].map(
    ({ generation, outcome }) => `#${generation} → ${clippedText(outcomeText(outcome), 40)}`,
  );
  return names.length === 0 ? (
    <p data-difference="none" className="both-difference tone-good">
      <Shape shape="dot" tone="good" /> The same on both builds.
    </p>
  ) : (
    <p data-difference="some" className="both-difference tone-warn">
      <Shape shape="triangle" tone="warn" /> Different {names.join(', ')}: <code>{answers.join(', ')}</code>
    </p>
  );
}
