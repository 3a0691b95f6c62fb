import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { LibraryState } from '../contract/session-state.ts';
import type { LibrarySession } from '../session/library-session.ts';
import type { SessionStart } from '../session/session-dependencies.ts';

export interface RegistryEvents {
  readonly changed: (state: LibraryState) => void;
  readonly opened: (session: LibrarySession) => void;
  readonly closed: (libraryId: string) => void;
  readonly activated: (state: LibraryState | null) => void;
}

export interface RegistryDependencies {
  /** What is remembered of the library at that path, or the defaults. */
  readonly startOf: (libraryId: string, path: string) => SessionStart;
  readonly createSession: (start: SessionStart) => LibrarySession;
  readonly events: RegistryEvents;
}

/** A file to open; `realPath` is null while nothing is there. */
export interface NamedFile {
  readonly path: string;
  readonly realPath: string | null;
}

interface OpenLibrary {
  readonly session: LibrarySession;
  readonly realPath: string | null;
}

/** The open libraries in the order of their tabs, and which one is in front. */
export class LibraryRegistry {
  readonly #dependencies: RegistryDependencies;
  readonly #libraries = new Map<string, OpenLibrary>();
  #activeId: string | null = null;
  #closed = false;

  constructor(dependencies: RegistryDependencies) {
    this.#dependencies = dependencies;
  }

  get activeId(): string | null {
    return this.#activeId;
  }

  /** True from the moment the program began to end: nothing is opened any more. */
  get isClosed(): boolean {
    return this.#closed;
  }

  states(): readonly LibraryState[] {
    return this.sessions().map((session) => session.state());
  }

  sessions(): readonly LibrarySession[] {
    return [...this.#libraries.values()].map((library) => library.session);
  }

  find(libraryId: string): Outcome<LibrarySession> {
    const library = this.#libraries.get(libraryId);
    return library ? succeed(library.session) : fail('unknown-id', 'That library is not open.');
  }

  findByPath(file: string): LibrarySession | null {
    return this.sessions().find((session) => session.state().path === file) ?? null;
  }

  /** Opens a tab and starts loading; a file that is open already, under whatever name, keeps its one tab. */
  open(file: NamedFile): LibrarySession {
    const open = this.#findOpen(file.path, file.realPath);
    if (open) return open;
    const id = `library-${randomUUID()}`;
    const session = this.#dependencies.createSession(
      this.#dependencies.startOf(id, path.normalize(file.path)),
    );
    this.#libraries.set(id, { session, realPath: file.realPath });
    session.subscribe((state) => {
      if (this.#libraries.has(id)) this.#dependencies.events.changed(state);
    });
    this.#dependencies.events.changed(session.state());
    this.#dependencies.events.opened(session);
    return session;
  }

  activate(libraryId: string): Outcome<null> {
    const found = this.find(libraryId);
    if (!found.ok) return found;
    this.#setActive(found.value);
    return succeed(null);
  }

  /** Closes the tab at once and the session behind it; its neighbour comes to the front. */
  async close(libraryId: string): Promise<Outcome<null>> {
    const found = this.find(libraryId);
    if (!found.ok) return found;
    const neighbour = this.#neighbourOf(libraryId);
    this.#libraries.delete(libraryId);
    this.#dependencies.events.closed(libraryId);
    if (this.#activeId === libraryId) this.#setActive(neighbour);
    await found.value.close();
    return succeed(null);
  }

  /** Ends all sessions; the tabs stay remembered. */
  async closeAll(): Promise<void> {
    this.#closed = true;
    const sessions = this.sessions();
    this.#libraries.clear();
    await Promise.all(sessions.map((session) => session.close()));
  }

  #findOpen(file: string, realPath: string | null): LibrarySession | null {
    for (const { session, realPath: openPath } of this.#libraries.values()) {
      const state = session.state();
      const sameFile = realPath !== null && (state.realPath ?? openPath) === realPath;
      if (sameFile || state.path === path.normalize(file)) return session;
    }
    return null;
  }

  #neighbourOf(libraryId: string): LibrarySession | null {
    const ids = [...this.#libraries.keys()];
    const index = ids.indexOf(libraryId);
    const id = ids[index + 1] ?? ids[index - 1];
    return (id === undefined ? undefined : this.#libraries.get(id)?.session) ?? null;
  }

  #setActive(session: LibrarySession | null): void {
    this.#activeId = session?.id ?? null;
    this.#dependencies.events.activated(session?.state() ?? null);
  }
}
