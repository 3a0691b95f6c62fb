import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { HistoryExport, HistoryFormat } from '../contract/ipc.ts';
import type { HistoryEntry } from '../contract/session-state.ts';
import { stringifyExact } from './exact-json.ts';
import { csvHeader, csvOfEntry } from './history-csv.ts';
import type { HistoryStore } from './history-store.ts';
import { systemText } from './notices.ts';
import { writeSharedFile } from './shared-file.ts';

export interface ExportRequest {
  readonly history: HistoryStore;
  /** Path of the library. */
  readonly library: string;
  readonly format: HistoryFormat;
  /** Null for all entries. */
  readonly entryIds: readonly string[] | null;
  /** Chosen by the user. */
  readonly file: string;
}

/** Other work goes on after so many entries. */
const entriesAtOnce = 100;

/** Writes the entries, newest first, in place of what is in the file. */
export async function exportHistory(request: ExportRequest): Promise<Outcome<HistoryExport>> {
  const { library, format, file } = request;
  const entries = await chosenEntries(request);
  const text = format === 'csv' ? historyAsCsv(entries) : historyAsJson(library, entries);
  try {
    await writeSharedFile(file, text, 0o666);
  } catch (error) {
    return fail('internal', 'The history could not be exported to this file.', {
      path: file,
      detail: systemText(error),
    });
  }
  return succeed({ path: file, count: entries.length });
}

async function chosenEntries({
  history,
  library,
  entryIds,
}: ExportRequest): Promise<readonly HistoryEntry[]> {
  const sought = entryIds === null ? {} : { ids: new Set(entryIds) };
  const entries: HistoryEntry[] = [];
  for (const entry of history.newestFirst(library, sought)) {
    entries.push(entry);
    if (entries.length % entriesAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return entries;
}

/** A table with one record for each entry. */
export function historyAsCsv(entries: readonly HistoryEntry[]): string {
  return csvHeader + entries.map(csvOfEntry).join('');
}

/** One document with the entries as they are kept, one a line; values of 64 bits are decimal texts. */
export function historyAsJson(library: string, entries: readonly HistoryEntry[]): string {
  const lines = entries.map((entry) => `    ${stringifyExact(entry)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "dlscopeHistory": 1,\n  "library": ${JSON.stringify(library)},\n  "entries": ${list}\n}\n`;
}
