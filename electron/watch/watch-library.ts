import type { Clock } from './clock.ts';
import type { FileAccess } from './file-access.ts';
import { createFolderEvents } from './folder-events.ts';
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
  return (request) => watchPath(request, files, clock);
}

function watchPath(request: WatchRequest, files: FileAccess, clock: Clock): LibraryWatcher {
  let method: WatchMethod = 'events';
  let closed = false;
  let eventsSeen = false;
  let silentChanges = 0;
  let lastSighting: Sighting | null = null;
  let cancelTick = (): void => undefined;
  let walking = false;
  let walkAgain = false;

  const look = (): void => {
    if (!closed) request.onLook();
  };
  const events = createFolderEvents(
    files,
    () => {
      eventsSeen = true;
      look();
      void walk();
    },
    poll,
  );

  function poll(): void {
    if (closed || method === 'polling') return;
    method = 'polling';
    events.close();
    request.onMethod('polling');
    cancelTick();
    schedule();
    look();
  }

  /** Follows the links anew; at most one walk at a time, and one more when something changed meanwhile. */
  async function walk(): Promise<void> {
    walkAgain = true;
    if (walking) return;
    walking = true;
    while (walkAgain && !closed && method === 'events') {
      walkAgain = false;
      await follow();
    }
    walking = false;
  }

  async function follow(): Promise<void> {
    const points = await resolveLinkChain(request.path, files);
    if (closed) return;
    const result = await events.follow(points);
    if (closed) events.close();
    else if (result === 'exhausted' || (await anyWithoutEvents(points.map((point) => point.folder)))) poll();
    // What happened before the watch began sent no event.
    else if (result === 'added') look();
  }

  async function anyWithoutEvents(folders: readonly string[]): Promise<boolean> {
    const types = await Promise.all(folders.map((folder) => files.fileSystemType(folder).catch(() => 0)));
    return types.some(sendsNoEvents);
  }

  function schedule(): void {
    cancelTick = clock.after(method === 'events' ? reconcileMs : pollMs, () => void tick());
  }

  async function tick(): Promise<void> {
    const sighting = await sight(files, request.path);
    if (closed) return;
    const changed = lastSighting !== null && !sameSighting(lastSighting, sighting);
    lastSighting = sighting;
    if (changed) look();
    if (changed && !eventsSeen) silentChanges += 1;
    schedule();
    if (silentChanges >= silentChangeLimit) poll();
    else void walk();
  }

  void walk();
  void sight(files, request.path).then((sighting) => {
    lastSighting ??= sighting;
  });
  schedule();
  return {
    get method() {
      return method;
    },
    close: () => {
      closed = true;
      cancelTick();
      events.close();
    },
  };
}
