import { z } from 'zod';
import type { HistoryEntry } from '../contract/session-state.ts';
import { stringifyExact } from './exact-json.ts';
import type { LinesFormat } from './json-lines-store.ts';
import { historyEntrySchema } from './stored-schemas.ts';

/** One line of the history file: an entry, or the highest generation number a library has used when its entries are gone. */
const lineSchema = z.union([
  z.strictObject({ entry: historyEntrySchema }),
  z.strictObject({
    used: z.strictObject({ library: z.string().max(8192), generation: z.number().int().positive() }),
  }),
]);

/** What the history file holds, by the path of the library. */
export interface HistoryContent {
  /** Newest first. */
  readonly entries: Map<string, HistoryEntry[]>;
  readonly usedGenerations: Map<string, number>;
}

export const entriesKeptPerLibrary = 200;
/** Of all libraries together, on disk. */
export const entriesKept = 2000;
const longestText = 20_000;
const longestLine = 200_000;
/** A file that was just written holds no more; it may grow by as much before it is written again. */
const largestTextBytes = 24_000_000;

function emptyHistory(): HistoryContent {
  return { entries: new Map(), usedGenerations: new Map() };
}

/** An entry is amended soon after it was recorded, or never. */
const amendable = 50;

/** Adds an entry in front and drops the oldest ones of its library above the bound; one of the same id is replaced. */
export function addEntry(content: HistoryContent, entry: HistoryEntry): void {
  const entries = content.entries.get(entry.library) ?? [];
  const known = entries.slice(0, amendable).findIndex(({ id }) => id === entry.id);
  if (known !== -1) {
    entries[known] = entry;
    return;
  }
  content.entries.set(entry.library, [entry, ...entries].slice(0, entriesKeptPerLibrary));
  if (entry.generation !== null) noteGeneration(content, entry.library, entry.generation);
}

function noteGeneration({ usedGenerations }: HistoryContent, library: string, generation: number): void {
  usedGenerations.set(library, Math.max(generation, usedGenerations.get(library) ?? 0));
}

/** The entry as a line of bounded length: names can be megabytes long, and there can be hundreds of them. */
export function entryLine(entry: HistoryEntry): string {
  const line = stringifyExact({ entry }, longestText);
  if (line.length <= longestLine) return `${line}\n`;
  return `${stringifyExact({ entry: withoutLists(entry) }, longestText)}\n`;
}

function withoutLists(entry: HistoryEntry): HistoryEntry {
  const changes = entry.changes && { ...entry.changes, changes: [], notes: [] };
  return { ...entry, added: [], removed: [], changed: [], changes, state: null };
}

/** Takes one line of the file; false when it is not ours. Throws on what is no JSON or does not fit. */
function takeLine(content: HistoryContent, line: string): boolean {
  const parsed = lineSchema.parse(JSON.parse(line));
  if ('entry' in parsed) addEntry(content, parsed.entry);
  else noteGeneration(content, parsed.used.library, parsed.used.generation);
  return true;
}

/** The whole file again: used numbers first, then the newest entries of all libraries, oldest first. */
function historyText(content: HistoryContent): string {
  const used = [...content.usedGenerations].map(
    ([library, generation]) => `${JSON.stringify({ used: { library, generation } })}\n`,
  );
  const newest = [...content.entries.values()]
    .flat()
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, entriesKept);
  const lines: string[] = [];
  let bytes = 0;
  for (const entry of newest) {
    const line = entryLine(entry);
    bytes += Buffer.byteLength(line);
    if (bytes > largestTextBytes) break;
    lines.push(line);
  }
  return [...used, ...lines.reverse()].join('');
}

/** How the reload history is kept in its file. */
export const historyFormat: LinesFormat<HistoryContent> = {
  what: 'reload history',
  empty: emptyHistory,
  take: takeLine,
  text: historyText,
  lineCount: (content) => [...content.entries.values()].reduce((sum, entries) => sum + entries.length, 0),
  growth: { lines: entriesKept, bytes: largestTextBytes },
};
