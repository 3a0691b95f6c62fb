import path from 'node:path';
import type { FileAccess } from './file-access.ts';
import type { WatchPoint } from './link-chain.ts';
import { systemErrorCode } from './sighting.ts';

interface WatchedFolder {
  /** The folder's own device and inode: a folder made again under its old name is another one. */
  readonly key: string;
  readonly names: Set<string>;
  close(): void;
}

/** The set of folders that are watched right now. */
export interface FolderEvents {
  /** Watches exactly these entries. Resolves with whether a folder was added, or with `exhausted` when the system gives no more watches. */
  follow(points: readonly WatchPoint[]): Promise<'same' | 'added' | 'exhausted'>;
  close(): void;
}

const exhaustedCodes: ReadonlySet<string> = new Set([
  'EMFILE',
  'ENFILE',
  'ENOSPC',
  'ENOSYS',
  'EACCES',
  'EPERM',
]);

async function folderKey(files: FileAccess, folder: string): Promise<string | null> {
  try {
    const status = await files.stat(folder);
    return `${status.dev}:${status.ino}`;
  } catch {
    // Gone between two looks: the next walk of the path finds what is left of it.
    return null;
  }
}

/** Keeps one watch per folder; `onEvent` tells that a followed entry or a folder itself changed. */
export function createFolderEvents(
  files: FileAccess,
  onEvent: () => void,
  onExhausted: () => void,
): FolderEvents {
  const watched = new Map<string, WatchedFolder>();
  const drop = (folder: string): void => {
    watched.get(folder)?.close();
    watched.delete(folder);
  };
  const add = (folder: string, key: string, names: Set<string>): void => {
    // The system reports the end or the move of a folder under the folder's own name.
    const own = path.basename(folder);
    const heed = (name: string | null): void => {
      if (name === null || name === own || names.has(name)) onEvent();
    };
    const watch = files.watchFolder(folder, heed, (error) => {
      watched.delete(folder);
      if (exhaustedCodes.has(systemErrorCode(error) ?? '')) onExhausted();
      else onEvent();
    });
    watched.set(folder, { key, names, close: () => watch.close() });
  };
  const followFolder = async (folder: string, names: readonly string[]): Promise<boolean> => {
    const key = await folderKey(files, folder);
    const present = watched.get(folder);
    if (present !== undefined && present.key === key) {
      present.names.clear();
      for (const name of names) present.names.add(name);
      return false;
    }
    drop(folder);
    if (key === null) return false;
    add(folder, key, new Set(names));
    return true;
  };
  return {
    follow: async (points) => {
      const byFolder = new Map<string, string[]>();
      for (const { folder, name } of points) byFolder.set(folder, [...(byFolder.get(folder) ?? []), name]);
      for (const folder of [...watched.keys()]) if (!byFolder.has(folder)) drop(folder);
      let added = false;
      for (const [folder, names] of byFolder) {
        try {
          added = (await followFolder(folder, names)) || added;
        } catch (error) {
          if (exhaustedCodes.has(systemErrorCode(error) ?? '')) return 'exhausted';
          added = true;
        }
      }
      return added ? 'added' : 'same';
    },
    close: () => {
      for (const folder of [...watched.keys()]) drop(folder);
    },
  };
}
