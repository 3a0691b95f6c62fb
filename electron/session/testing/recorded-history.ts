import type { HistoryEntry } from '../../contract/history-entry.ts';

/** The lines a session wrote, oldest first, and a way to wait for those to come. */
export interface RecordedHistory {
  readonly entries: HistoryEntry[];
  record(entry: HistoryEntry): void;
  /** Puts the entry in the place of the one of its id; those who wait see it as a new line. */
  amend(entry: HistoryEntry): void;
  /** Resolves with the first line, present or to come, that the condition holds for. */
  first(condition: (entry: HistoryEntry) => boolean): Promise<HistoryEntry>;
}

/** Makes an empty history. */
export function recordedHistory(): RecordedHistory {
  const entries: HistoryEntry[] = [];
  const waiting = new Set<(entry: HistoryEntry) => void>();
  const tell = (entry: HistoryEntry) => {
    for (const listener of [...waiting]) listener(entry);
  };
  return {
    entries,
    amend: (entry) => {
      entries[entries.findIndex(({ id }) => id === entry.id)] = entry;
      tell(entry);
    },
    record: (entry) => {
      entries.push(entry);
      tell(entry);
    },
    first: (condition) =>
      new Promise((resolve) => {
        const present = entries.find(condition);
        if (present !== undefined) return resolve(present);
        const listener = (entry: HistoryEntry): void => {
          if (!condition(entry)) return;
          waiting.delete(listener);
          resolve(entry);
        };
        waiting.add(listener);
      }),
  };
}
