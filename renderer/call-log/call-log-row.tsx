import type { ReactNode } from 'react';
import type { CallRecord } from '../../electron/contract/call-record.ts';
import { callText, outcomeText } from '../call/call-text.ts';
import { reopenCall } from '../state/intents.ts';
import { Shape } from '../ui/shape.tsx';
import { useToday } from '../ui/use-today.ts';
import { clippedText } from '../ui/visible-text.ts';
import { formatDateAndClock, formatNanoseconds, formatShortMoment } from '../wording/quantity.ts';
import { CallLogDetails } from './call-log-details.tsx';

/** One call of the log; a press on the triangle shows the whole of it, a press on the call opens it in the form. */
export function CallLogRow({
  libraryId,
  record,
  index,
  open,
  measure,
  onToggle,
}: {
  readonly libraryId: string;
  readonly record: CallRecord;
  readonly index: number;
  readonly open: boolean;
  /** Tells the list how high the row is. */
  readonly measure: (element: HTMLElement | null) => void;
  readonly onToggle: () => void;
}): ReactNode {
  const today = useToday();
  const { outcome } = record;
  const returned = outcome.kind === 'returned';
  const call = callText(record.input);
  return (
    <tbody ref={measure} data-index={index}>
      <tr
        className={`action ${returned ? '' : 'bad-row'}`}
        aria-rowindex={index + 1}
        data-generation={record.generation}
        data-outcome={outcome.kind}
      >
        <td>
          <span className="calls-call">
            <button
              type="button"
              className="row-button history-toggle"
              aria-expanded={open}
              aria-label={`Details of ${call}`}
              onClick={onToggle}
            >
              <span aria-hidden="true">{open ? '▾' : '▸'}</span>
            </button>
            <button
              type="button"
              className="row-button"
              title={`Open in the form\n${clippedText(record.input.prototype)}`}
              onClick={() => reopenCall(libraryId, record.input)}
            >
              {call}
            </button>
          </span>
        </td>
        <td className="mono">
          {returned ? null : <Shape shape={outcome.kind === 'fault' ? 'diamond' : 'cross'} tone="bad" />}
          {returned ? '' : ' '}
          {outcomeText(outcome)}
        </td>
        <td className="dim">
          #{record.generation}
          {record.trigger === 'user' ? '' : ` ${record.trigger}`}
        </td>
        <td className="dim mono">
          {returned ? formatNanoseconds(outcome.timing?.medianNs ?? outcome.durationNs) : ''}
        </td>
        <td className="dim" title={formatDateAndClock(record.atMs)}>
          {formatShortMoment(record.atMs, today)}
        </td>
      </tr>
      {open ? (
        <tr className="details">
          <td colSpan={5}>
            <CallLogDetails libraryId={libraryId} record={record} />
          </td>
        </tr>
      ) : null}
    </tbody>
  );
}
