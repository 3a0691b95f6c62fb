import type { ReactNode } from 'react';
import type { CallOutcome } from '../../electron/contract/call-record.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { TimingFigures } from '../repeat/timing-figures.tsx';
import { CallbackLog } from '../result/callback-log.tsx';
import { OutValues } from '../result/out-values.tsx';
import { ResultTools } from '../result/result-tools.tsx';
import { ResultTree } from '../result/result-tree.tsx';
import { useIntegerView } from '../result/scalar-value.tsx';
import { clippedText, visibleLines } from '../ui/visible-text.ts';
import { formatNanoseconds } from '../wording/quantity.ts';
import { CapturedText } from './captured-text.tsx';
import type { ShownResult } from './shown-result.ts';

type Returned = Extract<CallOutcome, { kind: 'returned' }>;

const shownCharacters = 4000;

/** A value came back: large, against the one of an earlier build where that was another. */
export function ReturnedCard({
  library,
  shown,
  outcome,
}: {
  readonly library: LibraryState;
  readonly shown: ShownResult;
  readonly outcome: Returned;
}): ReactNode {
  const { record, earlier } = shown;
  const beside = record.trigger === 'beside';
  const savedFrom = beside ? null : record.id;
  const running = beside ? null : (library.generation?.number ?? null);
  const isVoid = outcome.type === 'void';
  const old = running !== null && running !== record.generation;
  const integer = useIntegerView(outcome.value);
  const text = integer.shown?.text ?? outcome.text;
  const tree = outcome.value.children.length > 0;
  return (
    <div className={`card ${old ? 'old-card' : ''}`}>
      <p className={`result-value ${tree ? 'tree' : isVoid || text.length > 24 ? 'long' : ''}`}>
        {earlier === null ? null : <Earlier shown={shown} />}
        <output data-result="value">
          {isVoid ? <span className="dim">returned</span> : visibleLines(text.slice(0, shownCharacters))}
        </output>
      </p>
      <Facts shown={shown} outcome={outcome} />
      {isVoid ? null : (
        <ResultTools libraryId={library.id} recordId={savedFrom} outcome={outcome} integer={integer} />
      )}
      {old ? (
        <p className="tone-warn">
          From build #{record.generation}; #{running} runs now. Call again to compare.
        </p>
      ) : null}
      {outcome.errno === null ? null : (
        <p>
          errno became <code>{outcome.errno.name}</code> ({outcome.errno.code}):{' '}
          {clippedText(outcome.errno.message)}
        </p>
      )}
      {tree ? (
        <ResultTree
          key={record.id}
          libraryId={library.id}
          label="Result in full"
          root={outcome.value}
          origin={savedFrom === null ? null : { recordId: savedFrom, from: 'result' }}
        />
      ) : null}
      <OutValues key={`out ${record.id}`} libraryId={library.id} recordId={savedFrom} values={outcome.out} />
      <CallbackLog callbacks={outcome.callbacks} />
      {outcome.timing === null ? null : (
        <TimingFigures libraryId={library.id} record={record} timing={outcome.timing} />
      )}
      <CapturedText name="stdout" tail={outcome.stdout} />
      <CapturedText name="stderr" tail={outcome.stderr} />
    </div>
  );
}

/** Type, bits, how long it took, and of which build. */
function Facts({ shown, outcome }: { readonly shown: ShownResult; readonly outcome: Returned }): ReactNode {
  const { record, earlier } = shown;
  return (
    <p className="dim">
      <code>{clippedText(outcome.type, 80)}</code>
      {outcome.hex === null ? null : (
        <>
          {' · '}
          <code>{clippedText(outcome.hex, 80)}</code>
        </>
      )}
      {` · ${formatNanoseconds(outcome.timing?.medianNs ?? outcome.durationNs)} · build #${record.generation}`}
      {earlier === null ? '' : `, was ${clippedText(textOf(earlier.outcome), 40)} in #${earlier.generation}`}
    </p>
  );
}

function Earlier({ shown }: { readonly shown: ShownResult }): ReactNode {
  return (
    <>
      <del className="old-value" data-result="earlier">
        {clippedText(textOf(shown.earlier?.outcome), 60)}
      </del>
      <span className="result-arrow"> → </span>
    </>
  );
}

function textOf(outcome: CallOutcome | undefined): string {
  return outcome?.kind === 'returned' ? outcome.text : '';
}
