import type { ReactNode } from 'react';
import type { CallOutcome, LibraryState } from '../../electron/contract/session-state.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { clippedText, visibleLines } from '../ui/visible-text.ts';
import { formatNanoseconds } from '../wording/quantity.ts';
import { CapturedText } from './captured-text.tsx';
import type { ShownResult } from './shown-result.ts';

const shownCharacters = 4000;

/** A value came back: large, against the one of an earlier build where that was another. */
export function ReturnedCard({
  library,
  shown,
  outcome,
}: {
  readonly library: LibraryState;
  readonly shown: ShownResult;
  readonly outcome: Extract<CallOutcome, { kind: 'returned' }>;
}): ReactNode {
  const { record, earlier } = shown;
  const running = library.generation?.number ?? null;
  const isVoid = outcome.type === 'void';
  const old = running !== null && running !== record.generation;
  return (
    <div className={`card ${old ? 'old-card' : ''}`}>
      <div className="result-line">
        <p className={`result-value ${isVoid || outcome.text.length > 24 ? 'long' : ''}`}>
          {earlier === null ? null : <Earlier shown={shown} />}
          <output data-result="value">
            {isVoid ? (
              <span className="dim">returned</span>
            ) : (
              visibleLines(outcome.text.slice(0, shownCharacters))
            )}
          </output>
        </p>
        {isVoid ? null : <CopyButton text={outcome.text} label="Copy result" />}
      </div>
      <p className="dim">
        <code>{clippedText(outcome.type, 80)}</code>
        {outcome.hex === null ? null : (
          <>
            {' · '}
            <code>{outcome.hex}</code>
          </>
        )}
        {` · ${formatNanoseconds(outcome.durationNs)} · build #${record.generation}`}
        {earlier === null
          ? ''
          : `, was ${clippedText(textOf(earlier.outcome), 40)} in #${earlier.generation}`}
      </p>
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
      <CapturedText name="stdout" tail={outcome.stdout} />
      <CapturedText name="stderr" tail={outcome.stderr} />
    </div>
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
