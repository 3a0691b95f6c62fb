import type { ReactNode } from 'react';
import type { PinnedCall, PinnedResult } from '../../electron/contract/session-state.ts';
import { callText, outcomeText } from '../call/call-text.ts';
import { ask, reopenCall } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { pinnedKind, pinnedSigns } from './pinned-state.ts';

/** One pinned call; a press on it opens it in the form. */
export function PinnedRow({
  libraryId,
  call,
}: {
  readonly libraryId: string;
  readonly call: PinnedCall;
}): ReactNode {
  const kind = pinnedKind(call);
  const sign = pinnedSigns[kind];
  const pinnedId = call.id;
  return (
    <tr className={`action ${kind === 'failed' ? 'bad-row' : ''}`} data-state={kind} data-pinned={pinnedId}>
      <td>
        <button
          type="button"
          className="row-button"
          title={`Open in the form\n${clippedText(call.input.prototype)}`}
          onClick={() => reopenCall(libraryId, call.input)}
        >
          {callText(call.input)}
        </button>
      </td>
      <td className="mono">
        <Result result={call.previous} struck={kind === 'changed'} />
      </td>
      <td className="mono">
        <Result result={call.latest} struck={false} />
      </td>
      <td title={call.stale === null ? sign.meaning : clippedText(call.stale)}>
        <span className={`verdict tone-${sign.tone}`}>
          <Shape shape={sign.shape} tone={sign.tone} /> {sign.label}
        </span>
        {call.stale === null ? null : <span className="dim"> {clippedText(call.stale, 200)}</span>}
      </td>
      <td className="right">
        <button
          type="button"
          className="mini-button"
          aria-label={`Run ${callText(call.input)}`}
          onClick={() => void ask(pageApi.request['call:run-pinned']({ libraryId, pinnedId }))}
        >
          Run
        </button>{' '}
        <button
          type="button"
          className="mini-button"
          aria-label={`Unpin ${callText(call.input)}`}
          onClick={() => void ask(pageApi.request['call:unpin']({ libraryId, pinnedId }))}
        >
          Unpin
        </button>
      </td>
    </tr>
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
