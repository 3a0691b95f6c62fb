import path from 'node:path';
import type { FileAccess } from './file-access.ts';
import type { WatchPoint } from './link-chain.ts';
import { systemErrorCode } from './sighting.ts';

interface WatchedFolder {
  /** The folder's own device and inode: a folder made again under its old name is another one. */
  readonly key: string;
  names: ReadonlySet<string>;
  /** The folder's own end or move was told: another one may lie there, even with the same inode number. */
  replaced: boolean;
  close(): void;
}

/** What `follow` came to: `exhausted` when the system gives no more watches. */
export type FollowResult = 'same' | 'added' | 'exhausted';

const exhaustedCodes: ReadonlySet<string> = new Set([
  'EMFILE',
  'ENFILE',
  'ENOSPC',
  'ENOSYS',
  'EACCES',
  'EPERM',
]);

function isExhausted(error: unknown): boolean {
  return exhaustedCodes.has(systemErrorCode(error) ?? '');
}

/** Keeps one watch per folder; `onEvent` tells that a followed entry, or a folder itself, changed. */
export class FolderEvents {
  readonly #files: FileAccess;
  readonly #onEvent: () => void;
  readonly #onExhausted: () => void;
  readonly #watched = new Map<string, WatchedFolder>();

  constructor(files: FileAccess, onEvent: () => void, onExhausted: () => void) {
    this.#files = files;
    this.#onEvent = onEvent;
    this.#onExhausted = onExhausted;
  }

  /** Watches exactly these entries. */
  async follow(points: readonly WatchPoint[]): Promise<FollowResult> {
    const byFolder = new Map<string, Set<string>>();
    for (const { folder, name } of points) {
      byFolder.set(folder, (byFolder.get(folder) ?? new Set()).add(name));
    }
    for (const folder of [...this.#watched.keys()]) if (!byFolder.has(folder)) this.#drop(folder);
    let result: FollowResult = 'same';
    for (const [folder, names] of byFolder) {
      const followed = await this.#followFolder(folder, names);
      if (followed === 'exhausted') return followed;
      if (followed === 'added') result = followed;
    }
    return result;
  }

  close(): void {
    for (const folder of [...this.#watched.keys()]) this.#drop(folder);
  }

  async #followFolder(folder: string, names: ReadonlySet<string>): Promise<FollowResult> {
    const key = await this.#keyOf(folder);
    const present = this.#watched.get(folder);
    if (present !== undefined && present.key === key && !present.replaced) {
      present.names = names;
      return 'same';
    }
    this.#drop(folder);
    if (key === null) return 'same';
    try {
      this.#add(folder, key, names);
    } catch (error) {
      // Any other error means that the folder has just gone: worth another look.
      if (isExhausted(error)) return 'exhausted';
    }
    return 'added';
  }

  #add(folder: string, key: string, names: ReadonlySet<string>): void {
    // The system reports the end or the move of a folder under the folder's own name.
    const own = path.basename(folder);
    const heed = (name: string | null): void => {
      if (name === own) entry.replaced = true;
      if (name === null || name === own || entry.names.has(name)) this.#onEvent();
    };
    const fail = (error: unknown): void => {
      this.#watched.delete(folder);
      if (isExhausted(error)) this.#onExhausted();
      else this.#onEvent();
    };
    const entry: WatchedFolder = { key, names, replaced: false, close: () => watch.close() };
    const watch = this.#files.watchFolder(folder, heed, fail);
    this.#watched.set(folder, entry);
  }

  #drop(folder: string): void {
    this.#watched.get(folder)?.close();
    this.#watched.delete(folder);
  }

  async #keyOf(folder: string): Promise<string | null> {
    try {
      const status = await this.#files.stat(folder);
      return `${status.dev}:${status.ino}`;
    } catch {
      // Gone between two looks: the next walk of the path finds what is left of it.
      return null;
    }
  }
}
