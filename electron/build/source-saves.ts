import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Clock } from '../watch/clock.ts';

/** Editors save in several steps: a backup, a new file, a rename. */
const quietMs = 100;
/** So many builds in a row that each found sources changed by the build before mean that the build changes them. */
const followUpsAtMost = 5;

export interface SavesRequest {
  readonly clock: Clock;
  /** A source was saved: build now. */
  readonly onSaved: () => void;
  /** Sources were saved while a build ran; null once that was taken care of. */
  readonly onWaiting: (waiting: boolean) => void;
  /** A text that changes whenever the file's content does; null for a file that cannot be read. */
  readonly fingerprint?: (file: string) => Promise<string | null>;
}

/**
 * Turns events of sources into builds: one for each save, one more for all saves during a build. What a build writes
 * itself, as generators do, starts none: its content is the same after the next build.
 */
export class SourceSaves {
  readonly #request: SavesRequest;
  readonly #during = new Set<string>();
  readonly #known = new Map<string, string | null>();
  #isRunning = false;
  #followUps = 0;
  #cancelQuiet = (): void => undefined;

  constructor(request: SavesRequest) {
    this.#request = request;
  }

  touched(file: string): void {
    if (this.#isRunning) {
      this.#during.add(file);
      this.#request.onWaiting(true);
      return;
    }
    this.#cancelQuiet();
    this.#cancelQuiet = this.#request.clock.after(quietMs, () => {
      this.#followUps = 0;
      this.#request.onSaved();
    });
  }

  buildStarted(): void {
    this.#cancelQuiet();
    this.#isRunning = true;
  }

  /** Decides whether one more build follows; resolves when that is clear. */
  async buildEnded(): Promise<void> {
    this.#isRunning = false;
    const files = [...this.#during];
    this.#during.clear();
    if (files.length === 0) return;
    const isNew = await this.#anyChanged(files);
    this.#request.onWaiting(false);
    this.#followUps = isNew ? this.#followUps + 1 : 0;
    // A build that was started meanwhile has seen all that there was.
    if (isNew && !this.#isRunning && this.#followUps <= followUpsAtMost) this.#request.onSaved();
  }

  close(): void {
    this.#cancelQuiet();
    this.#during.clear();
    this.#isRunning = true;
  }

  async #anyChanged(files: readonly string[]): Promise<boolean> {
    const fingerprint = this.#request.fingerprint ?? contentHash;
    let changed = false;
    for (const file of files) {
      const now = await fingerprint(file);
      if (!this.#known.has(file) || this.#known.get(file) !== now) changed = true;
      this.#known.set(file, now);
    }
    return changed;
  }
}

function contentHash(file: string): Promise<string | null> {
  return new Promise((resolve) => {
    const hash = createHash('sha256');
    createReadStream(file)
      .on('data', (bytes) => hash.update(bytes))
      .on('end', () => resolve(hash.digest('hex')))
      .on('error', () => resolve(null));
  });
}
