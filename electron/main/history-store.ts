import type { HistoryEntry } from '../contract/session-state.ts';
import { addEntry, entryLine, type HistoryContent, historyFormat } from './history-lines.ts';
import { JsonLinesStore } from './json-lines-store.ts';
import type { Notify } from './notices.ts';

/** The reload history of all libraries, one line for each attempt; see `JsonLinesStore` for what a kill costs. */
export class HistoryStore {
  readonly #lines: JsonLinesStore<HistoryContent>;

  private constructor(lines: JsonLinesStore<HistoryContent>) {
    this.#lines = lines;
  }

  static async open(path: string, notify: Notify): Promise<HistoryStore> {
    return new HistoryStore(await JsonLinesStore.open(path, historyFormat, notify));
  }

  /** Newest first. */
  entriesOf(library: string): readonly HistoryEntry[] {
    return this.#lines.content.entries.get(library) ?? [];
  }

  /** The first generation number that was never used for this library. */
  nextGeneration(library: string): number {
    return (this.#lines.content.usedGenerations.get(library) ?? 0) + 1;
  }

  /** Keeps an entry; one of the same id that was recorded lately is replaced. */
  record(entry: HistoryEntry): void {
    addEntry(this.#lines.content, entry);
    this.#lines.append(entryLine(entry));
  }

  /** Forgets the entries of one library, in memory and on disk; its generation numbers stay used. */
  clear(library: string): Promise<void> {
    this.#lines.content.entries.delete(library);
    this.#lines.rewrite();
    return this.flush();
  }

  /** Resolves when everything recorded so far is in the file or was refused. */
  flush(): Promise<void> {
    return this.#lines.flush();
  }
}
