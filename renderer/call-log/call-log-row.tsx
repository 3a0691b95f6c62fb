import type { ReactNode } from 'react';
import type { CallRecord } from '../../electron/contract/session-state.ts';
import { callText, outcomeText } from '../call/call-text.ts';
import { reopenCall } from '../state/intents.ts';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { formatMoment, formatNanoseconds } from '../wording/quantity.ts';

/** One call of the log. */
export function CallLogRow({
  libraryId,
  record,
  index,
}: {
  readonly libraryId: string;
  readonly record: CallRecord;
  readonly index: number;
}): ReactNode {
  const { outcome } = record;
  const returned = outcome.kind === 'returned';
  return (
    <tr
      className={`action ${returned ? '' : 'bad-row'}`}
      aria-rowindex={index + 1}
      data-generation={record.generation}
      data-outcome={outcome.kind}
    >
      <td>
        <button
          type="button"
          className="row-button"
          title={`Put back into the form\n${clippedText(record.input.prototype)}`}
          onClick={() => reopenCall(libraryId, record.input)}
        >
          {callText(record.input)}
        </button>
      </td>
      <td className="mono">
        {returned ? null : <Shape shape={outcome.kind === 'fault' ? 'diamond' : 'cross'} tone="bad" />}
        {returned ? '' : ' '}
        {outcomeText(outcome)}
      </td>
      <td className="dim">
        #{record.generation}
        {record.trigger === 'pinned' ? ' pinned' : ''}
      </td>
      <td className="dim mono">{returned ? formatNanoseconds(outcome.durationNs) : ''}</td>
      <td className="dim">{formatMoment(record.atMs)}</td>
    </tr>
  );
}
