import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { PinnedCall, PinnedResult } from '../../electron/contract/kept-calls.ts';
import { callText, exactCallText, outcomeText } from '../call/call-text.ts';
import { reopenCall } from '../state/intents.ts';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { sinceText, slowerText, timeMeaning, timeText } from './check-wording.ts';
import { ExpectedCell } from './expected-cell.tsx';
import { ExpectedEditor } from './expected-editor.tsx';
import { focusCall } from './focus-call.ts';
import { PinnedActions } from './pinned-actions.tsx';
import { comparedResults, isChanged, type PinnedKind, pinnedSigns } from './pinned-state.ts';

/** One pinned call; a press on it opens it in the form, Alt and an arrow key move it. */
export function PinnedRow({
  libraryId,
  call,
  kind,
  onMove,
}: {
  readonly libraryId: string;
  readonly call: PinnedCall;
  readonly kind: PinnedKind;
  /** By so many places; null where the list ends. */
  readonly onMove: { readonly up: (() => void) | null; readonly down: (() => void) | null };
}): ReactNode {
  const [editing, setEditing] = useState(false);
  const row = useRef<HTMLTableRowElement>(null);
  const stopEditing = () => {
    setEditing(false);
    focusCall(row.current);
  };
  const shown = { ...call, ...comparedResults(call, kind) };
  const { previous, latest } = shown;
  const moveByKey = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    const move = event.key === 'ArrowUp' ? onMove.up : onMove.down;
    move?.();
  };
  return (
    <>
      <tr
        ref={row}
        className={`action ${kind === 'failed' || kind === 'red' ? 'bad-row' : ''}`}
        data-state={kind}
        data-pinned={call.id}
        onKeyDown={moveByKey}
      >
        <td>
          <button
            type="button"
            className="row-button"
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
            title={`Open in the form\n${exactCallText(call.input)}\n${clippedText(call.input.prototype)}`}
            onClick={() => reopenCall(libraryId, call.input)}
          >
            {call.name === null ? null : <b className="pinned-name">{clippedText(call.name, 80)} </b>}
            {callText(call.input)}
          </button>
        </td>
        <td className="mono">
          <Result result={previous} struck={isChanged(shown)} />
        </td>
        <td className="mono">
          {kind === 'stale' ? (
            <span className="faint">not run</span>
          ) : (
            <Result result={latest} struck={false} />
          )}
        </td>
        <Duration call={shown} />
        <td className="mono">
          <ExpectedCell libraryId={libraryId} call={shown} onEdit={() => setEditing(true)} />
        </td>
        <State call={call} kind={kind} />
        <td className="right">
          <PinnedActions libraryId={libraryId} call={call} onMove={onMove} />
        </td>
      </tr>
      {editing ? (
        <tr className="details">
          <td colSpan={7}>
            <ExpectedEditor libraryId={libraryId} call={call} onDone={stopEditing} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function State({ call, kind }: { readonly call: PinnedCall; readonly kind: PinnedKind }): ReactNode {
  const sign = pinnedSigns[kind];
  const since = call.brokenBy === null ? null : sinceText(call.brokenBy);
  const reason = call.stale ?? (call.verdict?.kind === 'failed' ? call.verdict.reason : null);
  const told = [reason ?? sign.meaning, ...(since === null ? [] : [`It did not pass ${since}.`])];
  return (
    <td title={told.map((sentence) => clippedText(sentence, 900)).join('\n')}>
      <span className={`verdict tone-${sign.tone}`}>
        <Shape shape={sign.shape} tone={sign.tone} /> {sign.label}
        {/* What is stale may have been red before: since when it does not pass, the tooltip says. */}
        {kind !== 'red' || call.brokenBy === null ? '' : ` since #${call.brokenBy.generation}`}
      </span>
      {reason === null ? null : <span className="dim"> {clippedText(reason, 200)}</span>}
    </td>
  );
}

function Duration({ call }: { readonly call: PinnedCall }): ReactNode {
  const slower = slowerText(call);
  const times = timeText(call);
  const title = [
    ...(slower === null ? [] : [`${slower} slower than the build before: ${times}`]),
    timeMeaning(call),
  ];
  return (
    <td className="dim pinned-duration" title={title.join('\n')} data-slower={slower !== null}>
      {slower === null ? null : (
        <span className="verdict tone-warn pinned-slower">
          <Shape shape="triangle" tone="warn" /> {slower} slower
        </span>
      )}
      <span className="pinned-times">{times}</span>
    </td>
  );
}

function Result({
  result,
  struck,
}: {
  readonly result: PinnedResult | null;
  readonly struck: boolean;
}): ReactNode {
  if (result === null) return <span className="faint">–</span>;
  const bad = result.outcome.kind !== 'returned';
  return (
    <>
      <span className={struck ? 'old-value' : bad ? 'tone-bad' : 'pinned-result'}>
        {outcomeText(result.outcome)}
      </span>
      <span className="faint"> #{result.generation}</span>
    </>
  );
}
