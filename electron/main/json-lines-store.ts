import { appendFile } from 'node:fs/promises';
import { writeAtomically } from './atomic-write.ts';
import { readLines } from './json-lines.ts';
import { isMissing, type Notify, systemText } from './notices.ts';
import { readStoredText } from './read-stored-text.ts';
import { setAside } from './set-aside.ts';

/** What the lines of a file mean, and how much of them is kept. */
export interface LinesFormat<Content> {
  /** What the file holds, as a notice names it: `reload history`. */
  readonly what: string;
  readonly empty: () => Content;
  /** Takes one line, without its end, into the content; false when it is not ours. May throw on hostile lines. */
  readonly take: (content: Content, line: string) => boolean;
  /** The whole file again, bounded. */
  readonly text: (content: Content) => string;
  /** How many lines that text has, roughly. */
  readonly lineCount: (content: Content) => number;
  /** How much may be appended before the file is written as a whole again. */
  readonly growth: { readonly lines: number; readonly bytes: number };
}

/**
 * Content kept as a file of JSON lines, mode 0600: one line for each thing that happened, appended at once. A kill at
 * any moment costs at most the line being written; a file with lines that are not ours is set aside, its good lines
 * stay. Its users change `content` and say with what line the file follows.
 */
export class JsonLinesStore<Content> {
  readonly content: Content;
  readonly #path: string;
  readonly #format: LinesFormat<Content>;
  readonly #notify: Notify;
  #writing: Promise<void> = Promise.resolve();
  /** True after a write that failed half-way: the next one begins a line of its own. */
  #lineIsOpen = false;
  #complained = false;
  /** What was appended since the file was last written as a whole. */
  #appended = { lines: 0, bytes: 0 };

  private constructor(path: string, format: LinesFormat<Content>, notify: Notify, content: Content) {
    this.#path = path;
    this.#format = format;
    this.#notify = notify;
    this.content = content;
  }

  /** Reads the file; what is not there or cannot be used is empty, and the latter is a notice. */
  static async open<Content>(
    path: string,
    format: LinesFormat<Content>,
    notify: Notify,
  ): Promise<JsonLinesStore<Content>> {
    const { content, damaged, untidy } = await load(path, format, notify);
    if (damaged > 0) await setAside(path, format.what, notify);
    const store = new JsonLinesStore(path, format, notify, content);
    if (untidy) store.rewrite();
    return store;
  }

  /** Appends a line that ends in a newline; what it says is in `content` already. */
  append(line: string): void {
    const { growth } = this.#format;
    this.#appended.lines += 1;
    this.#appended.bytes += Buffer.byteLength(line);
    if (this.#appended.lines > growth.lines || this.#appended.bytes > growth.bytes) {
      this.rewrite();
      return;
    }
    this.#enqueue(async () => {
      const start = this.#lineIsOpen ? '\n' : '';
      this.#lineIsOpen = true;
      await appendFile(this.#path, start + line, { mode: 0o600 });
      this.#lineIsOpen = false;
    });
  }

  /** Writes the content as it is now in place of the file. */
  rewrite(): void {
    // Taken now: what is appended from here on is written afterwards and must not be in the file twice.
    const text = this.#format.text(this.content);
    this.#appended = { lines: 0, bytes: 0 };
    this.#enqueue(async () => {
      await writeAtomically(this.#path, text);
      this.#lineIsOpen = false;
    });
  }

  /** Resolves when everything said so far is in the file or was refused. */
  async flush(): Promise<void> {
    await this.#writing;
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
      message: `The ${this.#format.what} cannot be saved.`,
      path: this.#path,
      detail: systemText(error),
    });
  }
}

async function load<Content>(path: string, format: LinesFormat<Content>, notify: Notify) {
  try {
    return await readLines(await readStoredText(path), format);
  } catch (error) {
    if (!isMissing(error)) await setAside(path, format.what, notify);
    return { content: format.empty(), damaged: 0, untidy: false };
  }
}
