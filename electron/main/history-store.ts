import { appendFile } from 'node:fs/promises';
import type { HistoryEntry } from '../contract/session-state.ts';
import { writeAtomically } from './atomic-write.ts';
import {
  addEntry,
  emptyHistory,
  entriesKept,
  entryLine,
  type HistoryContent,
  historyText,
  largestTextBytes,
  readHistoryLines,
} from './history-lines.ts';
import { isMissing, type Notify, systemText } from './notices.ts';
import { readStoredText } from './read-stored-text.ts';
import { setAside } from './set-aside.ts';

/**
 * The reload history of all libraries: one JSON line for each attempt, appended when it happened. A kill at any
 * moment costs at most the line being written; what cannot be read is set aside.
 */
export class HistoryStore {
  readonly #path: string;
  readonly #notify: Notify;
  #content: HistoryContent;
  #writing: Promise<void> = Promise.resolve();
  /** True after a write that failed half-way: the next one begins a line of its own. */
  #lineIsOpen = false;
  #complained = false;
  /** What was appended since the file was last written as a whole. */
  #appended = { lines: 0, bytes: 0 };

  private constructor(path: string, notify: Notify, content: HistoryContent) {
    this.#path = path;
    this.#notify = notify;
    this.#content = content;
  }

  static async open(path: string, notify: Notify): Promise<HistoryStore> {
    const { content, damaged, untidy } = await load(path, notify);
    if (damaged > 0) await setAside(path, 'reload history', notify);
    const store = new HistoryStore(path, notify, content);
    if (untidy) store.#rewrite();
    return store;
  }

  /** Newest first. */
  entriesOf(library: string): readonly HistoryEntry[] {
    return this.#content.entries.get(library) ?? [];
  }

  /** The first generation number that was never used for this library. */
  nextGeneration(library: string): number {
    return (this.#content.usedGenerations.get(library) ?? 0) + 1;
  }

  record(entry: HistoryEntry): void {
    addEntry(this.#content, entry);
    const line = entryLine(entry);
    this.#appended.lines += 1;
    this.#appended.bytes += Buffer.byteLength(line);
    if (this.#appended.lines > entriesKept || this.#appended.bytes > largestTextBytes) {
      this.#rewrite();
      return;
    }
    this.#enqueue(async () => {
      const start = this.#lineIsOpen ? '\n' : '';
      this.#lineIsOpen = true;
      await appendFile(this.#path, start + line, { mode: 0o600 });
      this.#lineIsOpen = false;
    });
  }

  /** Forgets the entries of one library, in memory and on disk; its generation numbers stay used. */
  clear(library: string): Promise<void> {
    this.#content.entries.delete(library);
    this.#rewrite();
    return this.flush();
  }

  /** Resolves when everything recorded so far is in the file or was refused. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  #rewrite(): void {
    // Taken now: what is recorded from here on is appended afterwards and must not be in the file twice.
    const text = historyText(this.#content);
    this.#appended = { lines: 0, bytes: 0 };
    this.#enqueue(async () => {
      await writeAtomically(this.#path, text);
      this.#lineIsOpen = false;
    });
  }

  #enqueue(write: () => Promise<void>): void {
    this.#writing = this.#writing.then(write).then(
      () => {
        this.#complained = false;
      },
      (error) => this.#complain(error),
    );
  }

  #complain(error: unknown): void {
    if (this.#complained) return;
    this.#complained = true;
    this.#notify({
      code: 'internal',
      message: 'The reload history cannot be saved.',
      path: this.#path,
      detail: systemText(error),
    });
  }
}

async function load(path: string, notify: Notify) {
  try {
    return await readHistoryLines(await readStoredText(path));
  } catch (error) {
    if (!isMissing(error)) await setAside(path, 'reload history', notify);
    return { content: emptyHistory(), damaged: 0, untidy: false };
  }
}
