import type { ReaderClient } from '../contract/reader-protocol.ts';
import { isHeaderPath } from './header-files.ts';
import { addHeaders } from './headers.ts';
import type { LibraryRegistry } from './library-registry.ts';
import type { Notify } from './notices.ts';
import { examineToOpen } from './openable-file.ts';
import type { Profile } from './profile.ts';
import type { SampleFiles } from './sample.ts';
import { withRecent } from './workspace.ts';

export interface OpeningDependencies {
  readonly registry: LibraryRegistry;
  readonly reader: ReaderClient;
  readonly realpath: (path: string) => Promise<string>;
  readonly profile: Profile;
  readonly sample: SampleFiles | null;
  readonly notify: Notify;
  readonly now: () => number;
  readonly onRecent: () => void;
}

/** The one way by which files become tabs, whoever named them. */
export class Opening {
  readonly #dependencies: OpeningDependencies;

  constructor(dependencies: OpeningDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Opens the files in order and brings the last to the front; headers among them are added to the library that is in
   * front then. What is refused is a notice. Returns how many are open or were added.
   */
  async openPaths(paths: readonly string[]): Promise<number> {
    const opened = await this.#openLibraries(paths.filter((path) => !isHeaderPath(path)));
    return opened + this.#addHeaders(paths.filter(isHeaderPath));
  }

  async #openLibraries(paths: readonly string[]): Promise<number> {
    const { registry, reader, realpath, notify } = this.#dependencies;
    const files = await Promise.all(paths.map((path) => examineToOpen(path, reader, realpath)));
    // The program may have begun to end meanwhile; what opened now would be all that is remembered.
    if (registry.isClosed) return 0;
    let opened = 0;
    for (const file of files) {
      if (!file.ok) {
        notify(file.failure);
        continue;
      }
      const session = registry.open(file.value);
      this.#noteRecent(file.value.path);
      registry.activate(session.id);
      opened += 1;
    }
    return opened;
  }

  #addHeaders(paths: readonly string[]): number {
    const { registry, notify } = this.#dependencies;
    const [first] = paths;
    if (first === undefined || registry.isClosed) return 0;
    const front = registry.find(registry.activeId ?? '');
    if (!front.ok) {
      notify({
        code: 'not-loaded',
        message: 'A header describes the functions of a library; open the library first.',
        path: first,
      });
      return 0;
    }
    const added = addHeaders(front.value, paths);
    if (!added.ok) notify(added.failure);
    return added.ok ? added.value : 0;
  }

  openSample(): Promise<number> {
    const { sample, notify } = this.#dependencies;
    if (sample) return this.openPaths([sample.library]);
    notify({ code: 'file-missing', message: 'The sample library is not here; it was not built.' });
    return Promise.resolve(0);
  }

  /** The tabs of the last time, also those whose files are missing now: they wait. */
  async restore(): Promise<number> {
    const { registry, profile, realpath } = this.#dependencies;
    const { open, active } = profile.workspace.value;
    const realPaths = await Promise.all(open.map((path) => realpath(path).catch(() => null)));
    if (registry.isClosed) return 0;
    for (const [index, path] of open.entries()) registry.open({ path, realPath: realPaths[index] ?? null });
    const front = (active === null ? null : registry.findByPath(active)) ?? registry.sessions().at(0);
    if (front) registry.activate(front.id);
    return registry.sessions().length;
  }

  #noteRecent(path: string): void {
    const { profile, now, onRecent } = this.#dependencies;
    profile.workspace.set(withRecent(profile.workspace.value, path, now()));
    onRecent();
  }
}
