import { memo, type ReactNode } from 'react';
import type { Verdict } from '../../electron/contract/history-entry.ts';
import type { HistoryRow } from '../../electron/contract/history-row.ts';
import { buildText } from '../../electron/contract/identity.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import { Shape } from '../ui/shape.tsx';
import { useToday } from '../ui/use-today.ts';
import {
  formatDateAndClock,
  formatMilliseconds,
  formatMoment,
  formatShortMoment,
  shortBuild,
} from '../wording/quantity.ts';
import { verdictSigns } from '../wording/verdict-wording.ts';
import { BackButton } from './build-actions.tsx';
import { EntryDetails } from './entry-details.tsx';
import { HistorySummary } from './history-summary.tsx';

const badVerdicts: readonly Verdict[] = ['rejected', 'crashed', 'fault', 'rolled-back'];

function isBad({ verdict, fault }: HistoryRow): boolean {
  return badVerdicts.includes(verdict) && fault?.kind !== 'stopped';
}

/** One attempt on one line; a press shows all that is known of it. Scrolling draws only the rows that come into view. */
export const HistoryTableRow = memo(function HistoryTableRow({
  libraryId,
  row: entry,
  index,
  pinned,
  open,
  isTabStop,
  measure,
  onToggle,
  onFocus,
}: {
  readonly libraryId: string;
  readonly row: HistoryRow;
  readonly index: number;
  readonly pinned: readonly PinnedCall[];
  readonly open: boolean;
  readonly isTabStop: boolean;
  /** Tells the list how high the row is. */
  readonly measure: (element: HTMLElement | null) => void;
  readonly onToggle: (id: string) => void;
  readonly onFocus: (id: string) => void;
}): ReactNode {
  const today = useToday();
  const sign = verdictSigns[entry.verdict];
  return (
    <tbody ref={measure} data-index={index} data-entry={entry.id}>
      <tr
        className={`action ${isBad(entry) ? 'bad-row' : ''}`}
        aria-rowindex={index + 1}
        data-generation={entry.generation ?? ''}
        data-verdict={entry.verdict}
      >
        <td className="mono">
          <button
            type="button"
            className="row-button history-toggle"
            aria-expanded={open}
            aria-label={`Details of ${entry.generation === null ? `the attempt of ${formatMoment(entry.atMs, today)}` : `build ${entry.generation}`}`}
            tabIndex={isTabStop ? 0 : -1}
            onFocus={() => onFocus(entry.id)}
            onClick={() => onToggle(entry.id)}
          >
            <span aria-hidden="true">{open ? '▾' : '▸'}</span>
          </button>
          {entry.generation ?? '–'}
        </td>
        <td>
          <span className={`verdict tone-${sign.tone}`} title={sign.meaning}>
            <Shape shape={sign.shape} tone={sign.tone} /> {sign.label}
          </span>
        </td>
        <td className="dim" title={formatDateAndClock(entry.atMs)}>
          {formatShortMoment(entry.atMs, today)}
        </td>
        <td className="right mono">{formatMilliseconds(entry.durationMs)}</td>
        <td className="mono dim">{identityText(entry)}</td>
        <td>
          <HistorySummary entry={entry} pinned={pinned} />
          <BackButton entry={entry} />
        </td>
      </tr>
      {open ? (
        <tr className="details">
          <td colSpan={6}>
            <EntryDetails libraryId={libraryId} row={entry} pinned={pinned} />
          </td>
        </tr>
      ) : null}
    </tbody>
  );
});

function identityText({ after }: HistoryRow): string {
  if (after === null) return '–';
  const inode = after.identity.ino.toString();
  return after.build === null ? inode : `${inode} · ${shortBuild(buildText(after.build))}`;
}
