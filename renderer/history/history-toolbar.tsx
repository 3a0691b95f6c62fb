import { Toggle } from 'radix-ui';
import type { ReactNode } from 'react';
import type { Verdict } from '../../electron/contract/history-entry.ts';
import type { HistoryRow } from '../../electron/contract/history-row.ts';
import { updateSettings } from '../state/intents.ts';
import type { HistoryFilter } from '../state/page-state.ts';
import { dispatch, useSelector } from '../state/store.ts';
import { countOf, formatCount } from '../wording/quantity.ts';
import { ExportMenu } from './export-menu.tsx';
import { type FilteredHistory, isFiltering } from './filter-history.ts';
import { VerdictChips } from './verdict-chips.tsx';

/** Filter by text and verdict, how much that leaves, and what can be done with the history as a whole. */
export function HistoryToolbar({
  libraryId,
  rows,
  older,
  filter,
  filtered,
  occurring,
}: {
  readonly libraryId: string;
  readonly rows: readonly HistoryRow[];
  /** How many entries are still on their way. */
  readonly older: number;
  readonly filter: HistoryFilter;
  readonly filtered: FilteredHistory;
  readonly occurring: ReadonlySet<Verdict>;
}): ReactNode {
  const timeline = useSelector((state) => state.snapshot?.settings.historyTimeline ?? true);
  const change = (next: Partial<HistoryFilter>) =>
    dispatch({ type: 'page:history-filtered', libraryId, filter: next });
  const total = rows.length + older;
  const shown = isFiltering(filter) ? filtered.rows : null;
  return (
    <div className="dock-tools history-tools">
      <input
        type="search"
        className="field"
        aria-label="Filter history"
        placeholder="Words, symbols, build-id, #12"
        spellCheck={false}
        autoComplete="off"
        maxLength={1000}
        value={filter.text}
        onChange={(event) => change({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') change({ text: '' });
        }}
      />
      <VerdictChips
        occurring={occurring}
        counts={filtered.counts}
        chosen={filter.verdicts}
        onChange={(verdicts) => change({ verdicts })}
      />
      <span className="faint history-count" aria-live="polite">
        {shown === null ? '' : `${formatCount(shown.length)} of ${countOf(total, 'entry', 'entries')}`}
      </span>
      <span className="grow" />
      <Toggle.Root
        className="mini-button history-timeline-toggle"
        pressed={timeline}
        onPressedChange={(historyTimeline) => updateSettings({ historyTimeline })}
      >
        Timeline
      </Toggle.Root>
      <ExportMenu libraryId={libraryId} total={total} shown={older === 0 ? shown : null} />
      <button
        type="button"
        className="mini-button"
        onClick={() => dispatch({ type: 'page:dialog-changed', dialog: 'clear-history' })}
      >
        Clear…
      </button>
    </div>
  );
}
