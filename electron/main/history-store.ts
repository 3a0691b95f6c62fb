import type { HistoryEntry, Verdict } from '../contract/history-entry.ts';
import { type HistoryRow, historyRow } from '../contract/history-row.ts';
import {
  addEntry,
  contentKeyIn,
  type EntryLine,
  entryIn,
  entryLine,
  type HistoryContent,
  historyBounds,
  historyFormat,
  replaceEntry,
} from './history-lines.ts';
import { JsonLinesStore } from './json-lines-store.ts';
import type { KeptBounds } from './kept-lines.ts';
import type { Notify } from './notices.ts';

/** Part of the history of one library, newest first. */
export interface HistoryPage {
  readonly rows: readonly HistoryRow[];
  /** How many entries are older than the last of `rows`. */
  readonly older: number;
}

/** Which entries are looked for; they are told without reading the others. */
export interface EntriesSought {
  readonly ids?: ReadonlySet<string>;
  readonly verdicts?: readonly Verdict[];
}

/** The reload history of all libraries, one line for each attempt; see `JsonLinesStore` for what a kill costs. */
export class HistoryStore {
  readonly #lines: JsonLinesStore<HistoryContent>;

  private constructor(lines: JsonLinesStore<HistoryContent>) {
    this.#lines = lines;
  }

  static async open(path: string, notify: Notify, bounds: KeptBounds = historyBounds): Promise<HistoryStore> {
    return new HistoryStore(await JsonLinesStore.open(path, historyFormat(bounds), notify));
  }

  countOf(library: string): number {
    return this.#linesOf(library).length;
  }

  /** The entries of one library, newest first, each read from its line when it is asked for. */
  *newestFirst(library: string, sought: EntriesSought = {}): Generator<HistoryEntry> {
    for (const line of [...this.#linesOf(library)].reverse()) {
      if (isSought(line, sought)) yield* this.#read(library, [line]);
    }
  }

  /** The newest `limit` entries that are older than the one with the id `before`; of all when that is null. */
  page(library: string, before: string | null, limit: number): HistoryPage {
    const lines = this.#linesOf(library);
    const end = before === null ? lines.length : lines.findLastIndex(({ head }) => head.id === before);
    const start = Math.max(0, end - limit);
    const entries = this.#read(library, lines.slice(start, Math.max(start, end)));
    return { rows: entries.map(historyRow).reverse(), older: start };
  }

  /** The entry as a whole; null when it is kept no more. */
  entry(library: string, id: string): HistoryEntry | null {
    const line = this.#linesOf(library).findLast(({ head }) => head.id === id);
    return line === undefined ? null : (this.#read(library, [line])[0] ?? null);
  }

  lastLoaded(library: string): HistoryEntry | null {
    return this.newestFirst(library, { verdicts: ['loaded'] }).next().value ?? null;
  }

  /** What stands for the contents of the builds whose newest attempt to load crashed. */
  crashedBuilds(library: string): readonly string[] {
    const crashed = new Map<string, boolean>();
    for (const { line, head } of [...this.#linesOf(library)].reverse()) {
      if (head.verdict !== 'crashed' && head.verdict !== 'loaded') continue;
      const key = contentKeyIn(line);
      if (key !== '' && !crashed.has(key)) crashed.set(key, head.verdict === 'crashed');
    }
    return [...crashed.keys()].filter((key) => crashed.get(key) === true);
  }

  /** The first generation number that was never used for this library. */
  nextGeneration(library: string): number {
    return (this.#lines.content.usedGenerations.get(library) ?? 0) + 1;
  }

  /** Keeps an entry; one of the same id that was recorded lately is replaced. */
  record(entry: HistoryEntry): void {
    const line = entryLine(entry);
    addEntry(this.#lines.content, entry, line);
    this.#lines.append(line);
  }

  /** Puts an entry of which more is known in its own place; false when it was cleared, or many came since. */
  amend(entry: HistoryEntry): boolean {
    const line = entryLine(entry);
    const isKept = replaceEntry(this.#lines.content, entry, line);
    if (isKept) this.#lines.append(line);
    return isKept;
  }

  /** Forgets the entries of one library, in memory and on disk; its generation numbers stay used. */
  clear(library: string): Promise<void> {
    this.#lines.content.lines.clear(library);
    this.#lines.rewrite();
    return this.flush();
  }

  /** Resolves when everything recorded so far is in the file or was refused. */
  flush(): Promise<void> {
    return this.#lines.flush();
  }

  #linesOf(library: string): readonly EntryLine[] {
    return this.#lines.content.lines.of(library);
  }

  /** The entries of the lines. Lines that only looked like ours are dropped, and the file that held them is set aside. */
  #read(library: string, lines: readonly EntryLine[]): readonly HistoryEntry[] {
    const entries = lines.map((line) => entryIn(line.line));
    const bad = new Set(lines.filter((_, index) => entries[index] === null));
    if (bad.size > 0) {
      this.#lines.content.lines.drop(library, (line) => bad.has(line));
      this.#lines.setAsideAndRewrite();
    }
    return entries.filter((entry) => entry !== null);
  }
}

function isSought({ head }: EntryLine, { ids, verdicts }: EntriesSought): boolean {
  return ids?.has(head.id) !== false && verdicts?.includes(head.verdict) !== false;
}
