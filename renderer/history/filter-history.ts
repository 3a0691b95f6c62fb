import type { Verdict } from '../../electron/contract/history-entry.ts';
import type { HistoryRow } from '../../electron/contract/history-row.ts';
import type { HistoryFilter } from '../state/page-state.ts';
import { searchedText } from './searched-text.ts';

export interface FilteredHistory {
  /** In the order in which they were. */
  readonly rows: readonly HistoryRow[];
  /** How many rows each verdict has among those with every word, chosen or not. */
  readonly counts: ReadonlyMap<Verdict, number>;
}

/** The rows with every word of the text, and one of the verdicts when there are any. `#12` means the generation 12 alone. */
export function filterHistory(rows: readonly HistoryRow[], filter: HistoryFilter): FilteredHistory {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length === 0 ? rows : rows.filter((row) => words.every((word) => hasWord(row, word)));
  const counts = new Map<Verdict, number>();
  for (const { verdict } of found) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const { verdicts } = filter;
  const isAll = verdicts.length === 0;
  return { rows: isAll ? found : found.filter(({ verdict }) => verdicts.includes(verdict)), counts };
}

export function isFiltering({ text, verdicts }: HistoryFilter): boolean {
  return text.trim() !== '' || verdicts.length > 0;
}

function hasWord(row: HistoryRow, word: string): boolean {
  const generation = /^#(\d+)$/.exec(word)?.[1];
  return generation === undefined ? searchedText(row).includes(word) : String(row.generation) === generation;
}
