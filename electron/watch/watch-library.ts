import type { Clock } from './clock.ts';
import type { FileAccess } from './file-access.ts';
import { FolderEvents } from './folder-events.ts';
import type { LibraryWatcher, WatchLibrary, WatchMethod, WatchRequest } from './library-watcher.ts';
import { resolveLinkChain } from './link-chain.ts';
import { sendsNoEvents } from './network-file-systems.ts';
import { type Sighting, sameSighting, sight } from './sighting.ts';

/** Queues of events overflow without an error, so the file itself is looked at now and then. */
const reconcileMs = 2000;
const pollMs = 1000;
/** So many changes that no event announced, on a path that never had one, mean that none will come. */
const silentChangeLimit = 2;

/** Makes the factory of watchers on one file system and clock. */
export function createWatchLibrary(files: FileAccess, clock: Clock): WatchLibrary {
  return (request) => {
    const watcher = new PathWatcher(request, files, clock);
    watcher.start();
    return watcher;
  };
}

class PathWatcher implements LibraryWatcher {
  method: WatchMethod = 'events';
  readonly #request: WatchRequest;
  readonly #files: FileAccess;
  readonly #clock: Clock;
  readonly #events: FolderEvents;
  #closed = false;
  #eventsSeen = false;
  #silentChanges = 0;
  #also: readonly string[] = [];
  readonly #lastSightings = new Map<string, Sighting>();
  #cancelTick = (): void => undefined;
  #walking = false;
  #walkAgain = false;

  constructor(request: WatchRequest, files: FileAccess, clock: Clock) {
    this.#request = request;
    this.#files = files;
    this.#clock = clock;
    this.#events = new FolderEvents(
      files,
      () => this.#heed(),
      () => this.#poll(),
    );
  }

  start(): void {
    void this.#walk();
    void this.#remember();
    this.#schedule();
  }

  alsoWatch(paths: readonly string[]): void {
    if (paths.length === this.#also.length && paths.every((path, index) => path === this.#also[index]))
      return;
    this.#also = paths;
    void this.#walk();
    void this.#remember();
  }

  close(): void {
    this.#closed = true;
    this.#cancelTick();
    this.#events.close();
  }

  #heed(): void {
    this.#eventsSeen = true;
    this.#look();
    void this.#walk();
  }

  #look(): void {
    if (!this.#closed) this.#request.onLook();
  }

  /** Follows the links anew; at most one walk at a time, and one more when something changed meanwhile. */
  async #walk(): Promise<void> {
    this.#walkAgain = true;
    if (this.#walking) return;
    this.#walking = true;
    while (this.#walkAgain && !this.#closed && this.method === 'events') {
      this.#walkAgain = false;
      await this.#follow();
    }
    this.#walking = false;
  }

  async #follow(): Promise<void> {
    const chains = await Promise.all(this.#paths().map((path) => resolveLinkChain(path, this.#files)));
    const points = chains.flat();
    if (this.#closed) return;
    const result = await this.#events.follow(points);
    if (this.#closed) this.#events.close();
    else if (result === 'exhausted') this.#poll();
    else if (result === 'added') {
      // What happened before the watch began sent no event.
      this.#look();
      if (await this.#anyWithoutEvents(points.map((point) => point.folder))) this.#poll();
    }
  }

  async #anyWithoutEvents(folders: readonly string[]): Promise<boolean> {
    const types = folders.map((folder) => this.#files.fileSystemType(folder).catch(() => 0));
    return (await Promise.all(types)).some(sendsNoEvents);
  }

  #poll(): void {
    if (this.#closed || this.method === 'polling') return;
    this.method = 'polling';
    this.#events.close();
    this.#request.onMethod('polling');
    this.#cancelTick();
    this.#schedule();
    this.#look();
  }

  #schedule(): void {
    const delayMs = this.method === 'events' ? reconcileMs : pollMs;
    this.#cancelTick = this.#clock.after(delayMs, () => void this.#tick());
  }

  #paths(): readonly string[] {
    return [this.#request.path, ...this.#also];
  }

  async #remember(): Promise<void> {
    for (const path of this.#paths()) {
      if (this.#lastSightings.has(path)) continue;
      const sighting = await sight(this.#files, path);
      if (!this.#lastSightings.has(path)) this.#lastSightings.set(path, sighting);
    }
  }

  /** Looks at all paths; true when one of them is another one than at the last such look. */
  async #changedSilently(): Promise<boolean> {
    const looks = this.#paths().map(async (path) => {
      const sighting = await sight(this.#files, path);
      const last = this.#lastSightings.get(path);
      this.#lastSightings.set(path, sighting);
      return last !== undefined && !sameSighting(last, sighting);
    });
    return (await Promise.all(looks)).includes(true);
  }

  async #tick(): Promise<void> {
    const changed = await this.#changedSilently();
    if (this.#closed) return;
    if (changed) this.#look();
    if (changed && !this.#eventsSeen) this.#silentChanges += 1;
    this.#schedule();
    if (this.#silentChanges >= silentChangeLimit) this.#poll();
    else void this.#walk();
  }
}
