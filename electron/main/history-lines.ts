import { z } from 'zod';
import { type HistoryEntry, type Verdict, verdicts } from '../contract/history-entry.ts';
import { entriesKept } from '../contract/history-row.ts';
import { contentKeyOf } from '../session/whole-build.ts';
import { stringifyExact } from './exact-json.ts';
import type { LinesFormat } from './json-lines-store.ts';
import { type KeptBounds, type KeptLine, KeptLines } from './kept-lines.ts';
import { historyEntrySchema } from './stored-history.ts';

/** One line of the history file: an entry, or the highest generation number a library has used when its entries are gone. */
const lineSchema = z.union([
  z.strictObject({ entry: historyEntrySchema }),
  z.strictObject({
    used: z.strictObject({ library: z.string().max(8192), generation: z.number().int().positive() }),
  }),
]);

/** What is known of an entry whose line was not read as a whole. */
export interface EntryHead {
  readonly id: string;
  readonly generation: number | null;
  readonly verdict: Verdict;
}

export type EntryLine = KeptLine<EntryHead>;

/** What the history file holds. */
export interface HistoryContent {
  readonly lines: KeptLines<EntryHead>;
  /** By the path of the library. */
  readonly usedGenerations: Map<string, number>;
}

/** A file that was just written holds no more bytes; it may grow by as much before it is written again, so it stays below 64 MB. */
export const historyBounds: KeptBounds = { linesPerLibrary: entriesKept, lines: 20_000, bytes: 30_000_000 };

const longestText = 20_000;
const longestLine = 200_000;

/** An entry is amended soon after it was recorded, or never. */
const amendable = 50;

/** Adds the newest entry, whose line ends in a newline; one of the same id that came lately is replaced. */
export function addEntry(content: HistoryContent, entry: HistoryEntry, line: string): void {
  addLine(content, entry.library, lineOf(entry, line));
}

/** Replaces the entry of the same id that came lately; false when there is none. */
export function replaceEntry(content: HistoryContent, entry: HistoryEntry, line: string): boolean {
  return replaceLine(content, entry.library, lineOf(entry, line));
}

function lineOf({ id, atMs, generation, verdict }: HistoryEntry, line: string): Omit<EntryLine, 'bytes'> {
  return { line, atMs, head: { id, generation, verdict } };
}

function addLine(content: HistoryContent, library: string, line: Omit<EntryLine, 'bytes'>): void {
  if (replaceLine(content, library, line)) return;
  const { generation } = line.head;
  content.lines.add(library, line);
  if (generation !== null) noteGeneration(content, library, generation);
}

function replaceLine({ lines }: HistoryContent, library: string, line: Omit<EntryLine, 'bytes'>): boolean {
  const { id } = line.head;
  return lines.replace(library, line, { isSame: ({ head }) => head.id === id, among: amendable });
}

function noteGeneration({ usedGenerations }: HistoryContent, library: string, generation: number): void {
  usedGenerations.set(library, Math.max(generation, usedGenerations.get(library) ?? 0));
}

/** The entry as a line of bounded length, its head first: names can be megabytes long, and there can be hundreds of them. */
export function entryLine(entry: HistoryEntry): string {
  const { id, library, atMs, generation, verdict, ...rest } = entry;
  const inOrder = { id, library, atMs, generation, verdict, ...rest };
  const line = stringifyExact({ entry: inOrder }, longestText);
  if (line.length <= longestLine) return `${line}\n`;
  return `${stringifyExact({ entry: withoutLists(inOrder) }, longestText)}\n`;
}

function withoutLists(entry: HistoryEntry): HistoryEntry {
  const changes = entry.changes && { ...entry.changes, changes: [], notes: [] };
  return { ...entry, added: [], removed: [], changed: [], changes, state: null };
}

/** The entry of a line, or null when the line is not ours after all. */
export function entryIn(line: string): HistoryEntry | null {
  try {
    const parsed = lineSchema.parse(JSON.parse(line));
    return 'entry' in parsed ? parsed.entry : null;
  } catch {
    return null;
  }
}

const buildAfter =
  /"after":(?:null|\{"identity":\{[^{}]*\},"build":(?:null|\{"buildId":(?:null|"[^"\\]*"),"hash":"([^"\\]*)"\})(?:,"neededHash":"([^"\\]*)")?\})/;

/** What stands for the content of the build that an attempt found, told without reading the whole line; empty when it found none. */
export function contentKeyIn(line: string): string {
  const match = buildAfter.exec(line);
  if (match === null) {
    const after = entryIn(line)?.after ?? null;
    return after === null ? '' : contentKeyOf(after);
  }
  const [, hash, neededHash] = match;
  if (hash === undefined) return '';
  return contentKeyOf({ build: { buildId: null, hash }, ...(neededHash !== undefined && { neededHash }) });
}

/** The head of a line that we wrote. */
const ownHead =
  /^\{"entry":\{"id":"([^"\\]{1,64})","library":"(\/[^"\\]{0,8191})","atMs":(\d+(?:\.\d+)?),"generation":(\d{1,15}|null),"verdict":"([a-z-]+)",/;

/**
 * Takes one line of the file; false when it is not ours. Throws on what is no JSON or does not fit. Thousands of entries
 * would hold up the start of the program if all of them was examined here: of a line that begins and ends like ours
 * the rest is read when somebody asks for its entry.
 */
function takeLine(content: HistoryContent, line: string): boolean {
  const match = line.endsWith('}}') ? ownHead.exec(line) : null;
  const [, id, library, atMs, number, word] = match ?? [];
  const verdict = verdicts.find((known) => known === word);
  if (id === undefined || library === undefined || verdict === undefined) return takeWholeLine(content, line);
  const generation = number === 'null' ? null : Number(number);
  addLine(content, library, { line: `${line}\n`, atMs: Number(atMs), head: { id, generation, verdict } });
  return true;
}

function takeWholeLine(content: HistoryContent, line: string): boolean {
  const parsed = lineSchema.parse(JSON.parse(line));
  if ('entry' in parsed) addEntry(content, parsed.entry, entryLine(parsed.entry));
  else noteGeneration(content, parsed.used.library, parsed.used.generation);
  return true;
}

/** The whole file again: used numbers first, then the entries library by library, oldest first. */
function historyText({ lines, usedGenerations }: HistoryContent): string {
  const used = [...usedGenerations].map(
    ([library, generation]) => `${JSON.stringify({ used: { library, generation } })}\n`,
  );
  return used.join('') + lines.text();
}

/** How the reload history is kept in its file. */
export function historyFormat(bounds: KeptBounds): LinesFormat<HistoryContent> {
  return {
    what: 'reload history',
    empty: () => ({ lines: new KeptLines(bounds), usedGenerations: new Map() }),
    take: takeLine,
    text: historyText,
    lineCount: ({ lines }) => lines.count,
    growth: { lines: bounds.lines, bytes: bounds.bytes },
  };
}
