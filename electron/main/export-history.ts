import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { HistoryEntry } from '../contract/history-entry.ts';
import type { HistoryExport, HistoryFormat } from '../contract/ipc.ts';
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
  const texts = await textsOfChosen(request);
  try {
    await writeSharedFile(file, historyForms[format].document(library, texts), 0o666);
  } catch (error) {
    return fail('internal', 'The history could not be exported to this file.', {
      path: file,
      detail: systemText(error),
    });
  }
  return succeed({ path: file, count: texts.length });
}

async function textsOfChosen({
  history,
  library,
  format,
  entryIds,
}: ExportRequest): Promise<readonly string[]> {
  const sought = entryIds === null ? {} : { ids: new Set(entryIds) };
  const { textOf } = historyForms[format];
  const texts: string[] = [];
  for (const entry of history.newestFirst(library, sought)) {
    texts.push(textOf(entry));
    if (texts.length % entriesAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return texts;
}

interface HistoryForm {
  readonly textOf: (entry: HistoryEntry) => string;
  /** `texts` are those of its entries. */
  readonly document: (library: string, texts: readonly string[]) => string;
}

export const historyForms: Readonly<Record<HistoryFormat, HistoryForm>> = {
  /** A table with one record for each entry. */
  csv: { textOf: csvOfEntry, document: (_library, texts) => csvHeader + texts.join('') },
  /** One document with the entries as they are kept, one a line; values of 64 bits are decimal texts. */
  json: { textOf: (entry) => `    ${stringifyExact(entry)}`, document: jsonDocument },
};

function jsonDocument(library: string, texts: readonly string[]): string {
  const list = texts.length === 0 ? '[]' : `[\n${texts.join(',\n')}\n  ]`;
  return `{\n  "dlscopeHistory": 1,\n  "library": ${JSON.stringify(library)},\n  "entries": ${list}\n}\n`;
}
