import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { LibrarySession } from '../session/library-session.ts';
import { NamedCallsStore } from './named-calls.ts';
import type { Notify } from './notices.ts';
import type { Profile } from './profile.ts';
import { withMemory } from './workspace.ts';

type NamedSession = Pick<LibrarySession, 'id' | 'state' | 'setNamed'>;
type KeptPlaces = Pick<Profile, 'workspace' | 'namedFolder'>;

/** The named calls of the open libraries: what is in their files is in the state of their sessions. */
export class NamedCallsService {
  readonly #profile: KeptPlaces;
  readonly #notify: Notify;
  readonly #stores = new Map<string, NamedCallsStore>();

  constructor(profile: KeptPlaces, notify: Notify) {
    this.#profile = profile;
    this.#notify = notify;
  }

  /** Reads the file of a library that was opened, or what others changed in it since. */
  refresh(session: NamedSession): Promise<void> {
    return this.#use(session, (store) => store.refresh());
  }

  save(session: NamedSession, change: Parameters<NamedCallsStore['save']>): Promise<Outcome<null>> {
    return this.#use(session, (store) => store.save(...change));
  }

  remove(session: NamedSession, name: string): Promise<Outcome<null>> {
    return this.#use(session, (store) => store.remove(name));
  }

  /** Keeps the calls in a file that the user chose, together with those that it holds; remembered for the library. */
  async moveTo(session: NamedSession, file: string): Promise<Outcome<null>> {
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

  async #use<T>(session: NamedSession, use: (store: NamedCallsStore) => Promise<T>): Promise<T> {
    await mkdir(this.#profile.namedFolder, { recursive: true, mode: 0o700 }).catch(() => undefined);
    const store = this.#storeOf(session);
    const result = await use(store);
    const named = store.state();
    if (JSON.stringify(named) !== JSON.stringify(session.state().named)) session.setNamed(named);
    return result;
  }

  #storeOf(session: NamedSession): NamedCallsStore {
    const known = this.#stores.get(session.id);
    if (known !== undefined) return known;
    const library = session.state().path;
    const chosen =
      this.#profile.workspace.value.libraries.find(({ path }) => path === library)?.namedFile ?? null;
    const file = chosen ?? path.join(this.#profile.namedFolder, defaultName(library));
    const store = new NamedCallsStore(path.basename(library), { file, chosen: chosen !== null });
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
