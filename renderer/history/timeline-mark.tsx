import { memo, type ReactNode } from 'react';
import type { HistoryRow } from '../../electron/contract/history-row.ts';
import { Shape } from '../ui/shape.tsx';
import { useToday } from '../ui/use-today.ts';
import { verdictSigns } from '../wording/verdict-wording.ts';
import { markWords } from './timeline-marks.ts';

/** An attempt as the sign of its verdict on a bar as high as it took long. */
export const TimelineMark = memo(function TimelineMark({
  row,
  mark,
  left,
  share,
  isTabStop,
  onTell,
  onOpen,
}: {
  readonly row: HistoryRow;
  /** Its place from the left. */
  readonly mark: number;
  readonly left: number;
  /** Of the full height, from 0 to 1. */
  readonly share: number;
  readonly isTabStop: boolean;
  readonly onTell: (row: HistoryRow, mark: HTMLElement) => void;
  readonly onOpen: (id: string) => void;
}): ReactNode {
  const today = useToday();
  const { tone, shape } = verdictSigns[row.verdict];
  return (
    <button
      type="button"
      className={`timeline-mark tone-${tone}`}
      style={{ left }}
      data-mark={mark}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={markWords(row, today)}
      onPointerEnter={(event) => onTell(row, event.currentTarget)}
      onFocus={(event) => onTell(row, event.currentTarget)}
      onClick={() => onOpen(row.id)}
    >
      <Shape shape={shape} tone={tone} />
      <span className="timeline-bar" style={{ height: `calc((100% - 11px) * ${share})` }} />
    </button>
  );
});
