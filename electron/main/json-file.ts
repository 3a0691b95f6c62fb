import type { z } from 'zod';
import { writeAtomically } from './atomic-write.ts';
import { stringifyExact } from './exact-json.ts';
import { isMissing, type Notify, systemText } from './notices.ts';
import { readStoredText } from './read-stored-text.ts';
import { setAside } from './set-aside.ts';

export interface JsonFileRequest<T> {
  readonly path: string;
  /** What the file holds, as a notice names it: `settings`. */
  readonly what: string;
  readonly schema: z.ZodType<T>;
  readonly fallback: T;
  readonly notify: Notify;
  /** What of the value is written; all of it by default. */
  readonly bound?: (value: T) => T;
  /** The least time between two writes, in milliseconds; changes in between are gathered. */
  readonly delayMs: number;
}

/** Changes of one moment are gathered; longer than this a change after a calm must not wait, since the program may be killed. */
const promptMs = 10;

/** One value kept in a JSON file: changed in memory at once, written in one step right afterwards, or a little later when it changes often. */
export class JsonFile<T> {
  readonly #request: JsonFileRequest<T>;
  #value: T;
  #timer: NodeJS.Timeout | null = null;
  #writtenAtMs = Number.NEGATIVE_INFINITY;
  #writing: Promise<void> = Promise.resolve();
  #complained = false;

  private constructor(request: JsonFileRequest<T>, value: T) {
    this.#request = request;
    this.#value = value;
  }

  /** Reads the file; what is not there or cannot be used is the fallback. */
  static async open<T>(request: JsonFileRequest<T>): Promise<JsonFile<T>> {
    return new JsonFile(request, (await load(request)) ?? request.fallback);
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    if (this.#timer) return;
    const calmInMs = this.#writtenAtMs + this.#request.delayMs - performance.now();
    this.#timer = setTimeout(() => void this.flush(), Math.max(promptMs, calmInMs));
  }

  /** Writes what is not written yet; resolves when it is in the file or was refused. */
  async flush(): Promise<void> {
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#timer = null;
      this.#writing = this.#writing.then(() => this.#write());
    }
    await this.#writing;
  }

  async #write(): Promise<void> {
    const { path, what, notify, bound } = this.#request;
    this.#writtenAtMs = performance.now();
    try {
      await writeAtomically(path, stringifyExact(bound ? bound(this.#value) : this.#value));
      this.#complained = false;
    } catch (error) {
      if (this.#complained) return;
      this.#complained = true;
      notify({
        code: 'internal',
        message: `The ${what} cannot be saved.`,
        path,
        detail: systemText(error),
      });
    }
  }
}

async function load<T>(request: JsonFileRequest<T>): Promise<T | null> {
  const { path, what, schema, notify } = request;
  try {
    const parsed = schema.safeParse(JSON.parse(await readStoredText(path)));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (isMissing(error)) return null;
  }
  await setAside(path, what, notify);
  return null;
}
