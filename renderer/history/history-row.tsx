import type { ReactNode } from 'react';
import { buildText } from '../../electron/contract/identity.ts';
import type { HistoryEntry, PinnedCall, Verdict } from '../../electron/contract/session-state.ts';
import { Shape } from '../ui/shape.tsx';
import { formatMilliseconds, formatMoment, shortBuild } from '../wording/quantity.ts';
import { verdictSigns } from '../wording/verdict-wording.ts';
import { HistoryDetails } from './history-details.tsx';
import { HistorySummary } from './history-summary.tsx';

const badVerdicts: readonly Verdict[] = ['rejected', 'crashed', 'fault', 'rolled-back'];

function isBad({ verdict, fault }: HistoryEntry): boolean {
  return badVerdicts.includes(verdict) && fault?.kind !== 'stopped';
}

/** One attempt on one line; a press shows all that is known of it. */
export function HistoryRow({
  entry,
  pinned,
  open,
  onToggle,
}: {
  readonly entry: HistoryEntry;
  readonly pinned: readonly PinnedCall[];
  readonly open: boolean;
  readonly onToggle: () => void;
}): ReactNode {
  const sign = verdictSigns[entry.verdict];
  return (
    <>
      <tr
        className={`action ${isBad(entry) ? 'bad-row' : ''}`}
        data-generation={entry.generation ?? ''}
        data-verdict={entry.verdict}
      >
        <td className="mono">
          <button
            type="button"
            className="row-button history-toggle"
            aria-expanded={open}
            aria-label={`Details of ${entry.generation === null ? 'this attempt' : `build ${entry.generation}`}`}
            onClick={onToggle}
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
        <td className="dim">{formatMoment(entry.atMs)}</td>
        <td className="right mono">{formatMilliseconds(entry.durationMs)}</td>
        <td className="mono dim">{identityText(entry)}</td>
        <td>
          <HistorySummary entry={entry} pinned={pinned} />
        </td>
      </tr>
      {open ? (
        <tr className="details">
          <td colSpan={6}>
            <HistoryDetails entry={entry} pinned={pinned} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function identityText({ after }: HistoryEntry): string {
  if (after === null) return '–';
  const inode = after.identity.ino.toString();
  return after.build === null ? inode : `${inode} · ${shortBuild(buildText(after.build))}`;
}
