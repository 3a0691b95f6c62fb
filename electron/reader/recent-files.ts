import { type FileIdentity, sameIdentity } from '../contract/identity.ts';

interface Entry<T> {
  readonly identity: FileIdentity;
  readonly value: T;
}

/** Keeps one value for each of the most recently used paths, valid for one identity of the file. */
export class RecentFiles<T> {
  readonly #limit: number;
  /** A Map keeps the order of insertion: the first key is the one unused for the longest time. */
  readonly #entries = new Map<string, Entry<T>>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The value kept for this version of the file, or null; an older version's value is dropped. */
  find(path: string, identity: FileIdentity): T | null {
    const entry = this.#entries.get(path);
    if (!entry) return null;
    this.#entries.delete(path);
    if (!sameIdentity(entry.identity, identity)) return null;
    this.#entries.set(path, entry);
    return entry.value;
  }

  remember(path: string, identity: FileIdentity, value: T): void {
    this.#entries.delete(path);
    this.#entries.set(path, { identity, value });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#limit) return;
      this.#entries.delete(oldest);
    }
  }
}
