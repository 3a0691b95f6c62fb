import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { listLinkMaps } from './loaded-objects.ts';

interface ObjectFile {
  readonly path: string;
  /** Inode, size and time of the last write; null when there was no such file. */
  readonly stamp: string | null;
}

/**
 * Remembers from which version of its file each object of the process was loaded. A process that has a library open
 * gives that one to whoever needs the name, whatever lies in the file by now (dlopen(3)).
 */
export class ObjectFiles {
  /** By l_ld, which no two objects of the process have in common. */
  #known = new Map<bigint, ObjectFile>();
  /** Came with the program itself: only another program would have a newer one. */
  readonly #ofProgram = new Set(listLinkMaps().map(({ dynamicSection }) => dynamicSection));

  /** Takes note of what was loaded since the last time, and gives its paths; forgets what has been unloaded. */
  note(): readonly string[] {
    const known = new Map<bigint, ObjectFile>();
    for (const linkMap of listLinkMaps()) {
      const { dynamicSection } = linkMap;
      if (this.#ofProgram.has(dynamicSection)) continue;
      const file = this.#known.get(dynamicSection) ?? fileOf(linkMap.name());
      if (file !== null) known.set(dynamicSection, file);
    }
    const added = [...known].filter(([section]) => !this.#known.has(section)).map(([, { path }]) => path);
    this.#known = known;
    return added;
  }

  /** Paths of the objects whose file is another one now, or gone; those in `except`, by l_ld, are left out. */
  replaced(except: ReadonlySet<bigint>): readonly string[] {
    return [...this.#known]
      .filter(([section, { path, stamp }]) => !except.has(section) && stampOf(path) !== stamp)
      .map(([, { path }]) => path);
  }
}

/** Null for what has no path. */
function fileOf(name: string): ObjectFile | null {
  if (!name.includes('/')) return null;
  const path = resolve(name);
  return { path, stamp: stampOf(path) };
}

function stampOf(path: string): string | null {
  const status = statSync(path, { bigint: true, throwIfNoEntry: false });
  return status ? `${status.dev}:${status.ino}:${status.size}:${status.mtimeNs}` : null;
}
