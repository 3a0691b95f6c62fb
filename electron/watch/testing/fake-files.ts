import path from 'node:path';
import type { FileAccess, FileStatus } from '../file-access.ts';

interface Entry {
  readonly kind: 'file' | 'folder' | 'link';
  readonly ino: bigint;
  readonly target?: string;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

export interface FileTimes {
  readonly size?: bigint;
  readonly mtimeNs?: bigint;
  readonly ctimeNs?: bigint;
}

/** A small file system in memory, with folder events that tests may switch off. */
export interface FakeFiles extends FileAccess {
  /** Makes a folder; with the inode number of one that is gone, as real file systems do. */
  folder(folder: string, ino?: bigint): void;
  link(link: string, target: string): void;
  /** Puts a new file, with an inode of its own, in place. */
  put(file: string, times?: FileTimes): void;
  /** Changes a file that is there and keeps its inode. */
  write(file: string, times: FileTimes): void;
  remove(entry: string): void;
  /** Folders that are watched now. */
  readonly watched: readonly string[];
  /** False when changes send no events. */
  sendsEvents: boolean;
  /** The error of the next watch, if any. */
  watchError: string | null;
  fileSystem: number;
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function statusOf(entry: Entry): FileStatus {
  return {
    ...entry,
    dev: 1n,
    isFile: () => entry.kind === 'file',
    isDirectory: () => entry.kind === 'folder',
    isSymbolicLink: () => entry.kind === 'link',
  };
}

/** Makes a file system that holds only its root. */
export function createFakeFiles(): FakeFiles {
  let nextIno = 1n;
  const entries = new Map<string, Entry>();
  const watches = new Map<string, Set<(name: string) => void>>();
  const set = (
    entry: string,
    kind: Entry['kind'],
    facts: FileTimes & { target?: string; ino?: bigint } = {},
  ): void => {
    nextIno += 1n;
    entries.set(entry, { kind, ino: nextIno, size: 100n, mtimeNs: nextIno, ctimeNs: nextIno, ...facts });
    tell(entry);
  };
  const tell = (entry: string): void => {
    if (!files.sendsEvents) return;
    for (const listener of [...(watches.get(path.dirname(entry)) ?? [])]) listener(path.basename(entry));
    for (const listener of [...(watches.get(entry) ?? [])]) listener(path.basename(entry));
  };
  const resolve = (target: string): string => {
    let done = '/';
    const pending = target.split('/').filter((part) => part !== '');
    for (let part = pending.shift(); part !== undefined; part = pending.shift()) {
      const next = path.resolve(done, part);
      const entry = entries.get(next);
      if (entry === undefined) throw systemError('ENOENT');
      if (entry.kind !== 'link') done = next;
      else
        pending.unshift(
          ...path
            .resolve(done, entry.target ?? '')
            .split('/')
            .slice(1),
        );
      if (entry.kind === 'link') done = '/';
    }
    return done;
  };
  const present = (entry: string): Entry => {
    const found = entries.get(entry);
    if (found === undefined) throw systemError('ENOENT');
    return found;
  };
  const files: FakeFiles = {
    sendsEvents: true,
    watchError: null,
    fileSystem: 0xef53,
    folder: (folder, ino) => set(folder, 'folder', ino === undefined ? {} : { ino }),
    link: (link, target) => set(link, 'link', { target }),
    put: (file, times) => set(file, 'file', times),
    write: (file, times) => {
      entries.set(file, { ...present(file), ...times });
      tell(file);
    },
    remove: (entry) => {
      for (const name of [...entries.keys()]) if (name.startsWith(`${entry}/`)) files.remove(name);
      entries.delete(entry);
      tell(entry);
      watches.delete(entry);
    },
    get watched() {
      return [...watches.keys()].filter((folder) => (watches.get(folder)?.size ?? 0) > 0).sort();
    },
    stat: async (target) => statusOf(present(resolve(target))),
    lstat: async (target) => statusOf(present(target)),
    readlink: async (link) => present(link).target ?? '',
    realpath: async (target) => resolve(target),
    fileSystemType: async () => files.fileSystem,
    watchFolder: (folder, onEvent) => {
      if (files.watchError !== null) throw systemError(files.watchError);
      const listeners = watches.get(folder) ?? new Set();
      watches.set(folder, listeners.add(onEvent));
      return { close: () => listeners.delete(onEvent) };
    },
  };
  set('/', 'folder');
  return files;
}
