import { createHash } from 'node:crypto';
import path from 'node:path';
import { samePinned } from '../checks/merge-pinned.ts';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { PinnedDefinition } from '../contract/kept-calls.ts';
import type { LibrarySession } from '../session/library-session.ts';
import { CallsStore } from './calls-store.ts';
import type { Notify } from './notices.ts';
import type { Profile } from './profile.ts';
import { withMemory } from './workspace.ts';

type KeptSession = Pick<LibrarySession, 'id' | 'state' | 'setNamed' | 'setPinned'>;
type KeptPlaces = Pick<Profile, 'workspace' | 'namedFolder'>;

/** The named and pinned calls of the open libraries: what is in their files is in the state of their sessions. */
export class CallsService {
  readonly #profile: KeptPlaces;
  readonly #notify: Notify;
  readonly #stores = new Map<string, CallsStore>();

  constructor(profile: KeptPlaces, notify: Notify) {
    this.#profile = profile;
    this.#notify = notify;
  }

  /** Reads the file of a library that was opened, or what others changed in it since. */
  refresh(session: KeptSession): Promise<void> {
    return this.#use(session, (store) => store.refresh());
  }

  /** Writes the pinned calls of a session into its file when they are others than those kept. */
  follow(session: KeptSession): Promise<void> {
    const { pinned } = session.state();
    const store = this.#stores.get(session.id);
    if (store === undefined || samePinned(pinned, store.pinned().now)) return Promise.resolve();
    return this.#use(session, (kept) => kept.setPinned(pinned));
  }

  save(session: KeptSession, change: Parameters<CallsStore['save']>): Promise<Outcome<null>> {
    return this.#use(session, (store) => store.save(...change));
  }

  remove(session: KeptSession, name: string): Promise<Outcome<null>> {
    return this.#use(session, (store) => store.remove(name));
  }

  /** Keeps the calls in a file that the user chose, together with those that it holds; remembered for the library. */
  async moveTo(session: KeptSession, file: string): Promise<Outcome<null>> {
    const moved = await this.#use(session, (store) => store.moveTo(file));
    if (!moved.ok) return moved;
    const { workspace } = this.#profile;
    workspace.set(withMemory(workspace.value, session.state().path, { namedFile: file }));
    if (moved.value.length > 0) {
      this.#notify({
        code: 'invalid-request',
        message: `The file had another version of ${listed(moved.value)}; what the file says is kept.`,
        path: file,
      });
    }
    return succeed(null);
  }

  /** Forgets what is in memory of a library that was closed. */
  forget(libraryId: string): void {
    this.#stores.delete(libraryId);
  }

  async #use<T>(session: KeptSession, use: (store: CallsStore) => Promise<T>): Promise<T> {
    const store = this.#storeOf(session);
    const result = await use(store);
    const named = store.state();
    if (JSON.stringify(named) !== JSON.stringify(session.state().named)) session.setNamed(named);
    this.#remember(session, store.pinned().inFile);
    return result;
  }

  #remember(session: KeptSession, pinnedInFile: readonly PinnedDefinition[]): void {
    const { workspace } = this.#profile;
    const { path: library } = session.state();
    const known = workspace.value.libraries.find((kept) => kept.path === library);
    if (known === undefined || known.pinnedInFile === pinnedInFile) return;
    workspace.set(withMemory(workspace.value, library, { pinnedInFile }));
  }

  #storeOf(session: KeptSession): CallsStore {
    const made = this.#stores.get(session.id);
    if (made !== undefined) return made;
    const library = session.state().path;
    const known = this.#profile.workspace.value.libraries.find((kept) => kept.path === library);
    const chosen = known?.namedFile ?? null;
    const file = chosen ?? path.join(this.#profile.namedFolder, defaultName(library));
    const store = new CallsStore(
      library,
      { file, chosen: chosen !== null },
      { now: session.state().pinned, inFile: known?.pinnedInFile ?? [] },
      (now) => session.setPinned(now),
    );
    this.#stores.set(session.id, store);
    return store;
  }
}

/** Libraries of one name in several folders have several files. */
function defaultName(library: string): string {
  const hash = createHash('sha256').update(library).digest('hex').slice(0, 16);
  const name = path
    .basename(library)
    .replace(/[^A-Za-z0-9._+-]/g, '_')
    .slice(0, 100);
  return `${name}-${hash}.json`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => JSON.stringify(name));
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
