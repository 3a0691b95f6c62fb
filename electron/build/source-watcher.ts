import path from 'node:path';
import type { SourceWatch } from '../contract/build-command.ts';
import type { Clock } from '../watch/clock.ts';
import type { FileAccess } from '../watch/file-access.ts';
import { sendsNoEvents } from '../watch/network-file-systems.ts';
import { foldersAtMost, mayHoldSources, type SourceTree, walkSources } from './source-folders.ts';
import { sourceMatcher } from './source-patterns.ts';

/** Folders come in numbers, from git or an archive: they are looked for together. */
const walkDelayMs = 50;

export interface SourceWatcherRequest {
  readonly folder: string;
  readonly patterns: readonly string[];
  /** Called for every event of a source, as it comes; an absolute path. */
  readonly onTouched: (file: string) => void;
  readonly onState: (state: SourceWatch) => void;
}

/** Watches the sources under a folder, by the events of the folders that hold them. */
export class SourceWatcher {
  readonly #request: SourceWatcherRequest;
  readonly #files: FileAccess;
  readonly #clock: Clock;
  readonly #isSource: (file: string) => boolean;
  readonly #watches = new Map<string, { close(): void }>();
  #problem: string | null = null;
  #closed = false;
  #cancelWalk = (): void => undefined;

  constructor(request: SourceWatcherRequest, files: FileAccess, clock: Clock) {
    this.#request = request;
    this.#files = files;
    this.#clock = clock;
    this.#isSource = sourceMatcher(request.patterns);
  }

  /** Resolves when the folders that are there now are watched. */
  async start(): Promise<void> {
    const type = await this.#files.fileSystemType(this.#request.folder).catch(() => 0);
    if (sendsNoEvents(type)) this.#problem = 'This file system reports no changes: press Build after saving.';
    await this.#walk(false);
  }

  close(): void {
    this.#closed = true;
    this.#cancelWalk();
    for (const watch of this.#watches.values()) watch.close();
    this.#watches.clear();
  }

  async #walk(isLater: boolean): Promise<void> {
    const tree = await walkSources(this.#request.folder, this.#isSource);
    if (this.#closed) return;
    const added = this.#follow(tree);
    if (!tree.whole) {
      this.#problem = `Only the first ${foldersAtMost} folders are watched; narrow the folder of the build.`;
    }
    if (isLater) this.#touchNew(tree, added);
    this.#report();
  }

  /** The folders that were not watched before. */
  #follow(tree: SourceTree): ReadonlySet<string> {
    const wanted = new Set(tree.folders);
    for (const folder of [...this.#watches.keys()]) if (!wanted.has(folder)) this.#drop(folder);
    const added = tree.folders.filter((folder) => !this.#watches.has(folder));
    for (const folder of added) if (!this.#add(folder)) break;
    return new Set(added);
  }

  /** What came together with its folder sent no event of its own. */
  #touchNew(tree: SourceTree, added: ReadonlySet<string>): void {
    for (const file of tree.files) {
      const folder = path.dirname(file) === '.' ? '' : path.dirname(file);
      if (added.has(folder)) this.#request.onTouched(path.join(this.#request.folder, file));
    }
  }

  #add(folder: string): boolean {
    const absolute = path.join(this.#request.folder, folder);
    try {
      const watch = this.#files.watchFolder(
        absolute,
        (name) => this.#heed(folder, name),
        () => {
          this.#watches.delete(folder);
          this.#walkSoon();
        },
      );
      this.#watches.set(folder, watch);
      return true;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      if (code === 'ENOENT') return true;
      this.#problem = `The system gives no more watches (${code}): saves in some folders are not noticed.`;
      return false;
    }
  }

  #heed(folder: string, name: string | null): void {
    const relative = path.join(folder, name ?? '');
    if (name === null) this.#walkSoon();
    else if (this.#isSource(relative)) this.#request.onTouched(path.join(this.#request.folder, relative));
    // A folder that came, went or was replaced; its end is reported under its own name as well.
    else if (mayHoldSources(name)) void this.#lookAt(relative);
  }

  async #lookAt(entry: string): Promise<void> {
    const status = await this.#files.lstat(path.join(this.#request.folder, entry)).catch(() => null);
    const known = this.#watches.has(entry);
    if (known ? !status?.isDirectory() : status?.isDirectory()) this.#walkSoon();
  }

  #walkSoon(): void {
    this.#cancelWalk();
    if (this.#closed) return;
    this.#cancelWalk = this.#clock.after(walkDelayMs, () => void this.#walk(true));
  }

  #drop(folder: string): void {
    this.#watches.get(folder)?.close();
    this.#watches.delete(folder);
  }

  #report(): void {
    this.#request.onState(
      this.#problem === null
        ? { kind: 'on', folders: this.#watches.size }
        : { kind: 'limited', problem: this.#problem },
    );
  }
}
