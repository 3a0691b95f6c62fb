import type { HistoryRow } from '../../electron/contract/history-row.ts';
import { formatMilliseconds, formatMoment } from '../wording/quantity.ts';
import { verdictSigns } from '../wording/verdict-wording.ts';

/** How durations become heights. */
export interface DurationScale {
  /** What the full height stands for: a power of ten in milliseconds, not below the longest attempt. */
  readonly topMs: number;
  /** The height of a duration from 0 to 1; logarithmic, since a load takes a millisecond or half a minute. */
  readonly share: (durationMs: number) => number;
}

const lowestTopMs = 10;

export function durationScale(rows: readonly Pick<HistoryRow, 'durationMs'>[]): DurationScale {
  let longestMs = 0;
  for (const { durationMs } of rows) if (durationMs > longestMs) longestMs = durationMs;
  const topMs = Math.max(lowestTopMs, 10 ** Math.ceil(Math.log10(Math.max(longestMs, 1))));
  return { topMs, share: (durationMs) => Math.min(1, Math.log1p(durationMs) / Math.log1p(topMs)) };
}

/** The row of the mark at a place from the left: rows come newest first, and time runs to the right. */
export function rowOfMark(rows: readonly HistoryRow[], mark: number): HistoryRow | undefined {
  return rows[rows.length - 1 - mark];
}

/** The mark of an entry, or -1. */
export function markOfEntry(rows: readonly HistoryRow[], id: string | null): number {
  const index = id === null ? -1 : rows.findIndex((row) => row.id === id);
  return index === -1 ? -1 : rows.length - 1 - index;
}

/** `#12 loaded, 31 ms, 14:03:22`; `today` is from `dayOf`. */
export function markWords({ generation, verdict, durationMs, atMs }: HistoryRow, today: string): string {
  const name = generation === null ? '' : `#${generation} `;
  return `${name}${verdictSigns[verdict].label}, ${formatMilliseconds(durationMs)}, ${formatMoment(atMs, today)}`;
}

/** How far the frame must scroll so that what it showed stays where it was; at its right end it follows the newest mark. */
export function scrollAfterChange(
  before: { readonly rows: readonly HistoryRow[]; readonly atEnd: boolean },
  rows: readonly HistoryRow[],
): { readonly toEnd: boolean; readonly marks: number } {
  const oldest = before.rows.at(-1);
  if (before.atEnd || oldest === undefined) return { toEnd: true, marks: 0 };
  return { toEnd: false, marks: Math.max(0, markOfEntry(rows, oldest.id)) };
}

/** The mark that a key stroke leads to, or null when the key is not the strip's. */
export function markAfterKey(
  key: string,
  { mark, count, page }: { readonly mark: number; readonly count: number; readonly page: number },
): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    PageUp: -page,
    PageDown: page,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  return step === undefined || count === 0 ? null : Math.min(Math.max(mark + step, 0), count - 1);
}
