import type { ReactNode } from 'react';
import type { CallRecord } from '../../electron/contract/call-record.ts';
import { CapturedText } from '../call/captured-text.tsx';
import { runAgain } from '../call/run-again.ts';
import { TimingFigures } from '../repeat/timing-figures.tsx';
import { CallbackLog } from '../result/callback-log.tsx';
import { OutValues } from '../result/out-values.tsx';
import { ResultTree } from '../result/result-tree.tsx';
import { reopenCall } from '../state/intents.ts';
import { FailureMeaning } from '../ui/failure-meaning.tsx';
import { clippedText, visibleLines } from '../ui/visible-text.ts';
import { describeFault } from '../wording/fault-wording.ts';
import { formatDateAndClock } from '../wording/quantity.ts';

const shownCharacters = 20_000;

/** All that is kept of one call: every input whole, what came back, what was written. */
export function CallLogDetails({
  libraryId,
  record,
}: {
  readonly libraryId: string;
  readonly record: CallRecord;
}): ReactNode {
  const { input } = record;
  return (
    <div className="calls-details">
      <div className="calls-actions">
        <button type="button" className="button small" onClick={() => reopenCall(libraryId, input)}>
          Open in the form
        </button>
        <button type="button" className="button small" onClick={() => void runAgain(libraryId, input)}>
          Run again
        </button>
        <span className="faint">{formatDateAndClock(record.atMs)}</span>
      </div>
      <dl className="history-facts">
        <dt>Symbol</dt>
        <dd>
          <code className="wrap">{clippedText(input.symbol, 4000)}</code>
        </dd>
        <dt>Prototype</dt>
        <dd>
          <code className="wrap">{clippedText(input.prototype, 4000)}</code>
        </dd>
        {input.arguments.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: arguments have no name but their place.
          <Argument key={index} index={index} text={text} />
        ))}
      </dl>
      <Ending libraryId={libraryId} record={record} />
    </div>
  );
}

function Argument({ index, text }: { readonly index: number; readonly text: string }): ReactNode {
  return (
    <>
      <dt>Argument {index + 1}</dt>
      <dd>
        <pre className="calls-input">{visibleLines(text.slice(0, shownCharacters))}</pre>
        {text.length > shownCharacters ? (
          <span className="faint">cut; “Open in the form” has it whole</span>
        ) : null}
      </dd>
    </>
  );
}

function Ending({
  libraryId,
  record,
}: {
  readonly libraryId: string;
  readonly record: CallRecord;
}): ReactNode {
  const { outcome } = record;
  const savedFrom = record.trigger === 'beside' ? null : record.id;
  switch (outcome.kind) {
    case 'failed':
      return (
        <>
          <p className="tone-bad">{clippedText(outcome.failure.detail ?? outcome.failure.message, 2000)}</p>
          <FailureMeaning failure={outcome.failure} />
        </>
      );
    case 'fault':
      return (
        <>
          <p className="tone-bad">{describeFault(outcome.fault).title}</p>
          <CapturedText name="stdout" tail={outcome.stdout} />
          <CapturedText name="stderr" tail={outcome.stderr} />
        </>
      );
    case 'returned':
      return (
        <>
          {outcome.type === 'void' ? null : (
            <ResultTree
              libraryId={libraryId}
              label="Result"
              root={outcome.value}
              origin={savedFrom === null ? null : { recordId: savedFrom, from: 'result' }}
            />
          )}
          <OutValues libraryId={libraryId} recordId={savedFrom} values={outcome.out} />
          <CallbackLog callbacks={outcome.callbacks} />
          {outcome.timing === null ? null : (
            <TimingFigures libraryId={libraryId} record={record} timing={outcome.timing} />
          )}
          <CapturedText name="stdout" tail={outcome.stdout} />
          <CapturedText name="stderr" tail={outcome.stderr} />
        </>
      );
  }
}
