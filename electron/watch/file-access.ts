import { type FSWatcher, type StatsFs, watch } from 'node:fs';
import { lstat, readlink, realpath, stat, statfs } from 'node:fs/promises';

/** What `stat` says, with the fields that watching needs. */
export interface FileStatus {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** The file system as the watcher sees it; rejections are Node's system errors with their `code`. */
export interface FileAccess {
  stat(path: string): Promise<FileStatus>;
  lstat(path: string): Promise<FileStatus>;
  readlink(path: string): Promise<string>;
  realpath(path: string): Promise<string>;
  /** The magic number of the file system's type (statfs(2)). */
  fileSystemType(path: string): Promise<number>;
  /** Reports every change of an entry of the folder by its name (null when the system gives none); `onError` comes at most once and ends it. May throw. */
  watchFolder(
    folder: string,
    onEvent: (name: string | null) => void,
    onError: (error: unknown) => void,
  ): { close(): void };
}

function watchFolder(
  folder: string,
  onEvent: (name: string | null) => void,
  onError: (error: unknown) => void,
): { close(): void } {
  const watcher: FSWatcher = watch(folder, { persistent: false });
  watcher.on('change', (_type, name) => onEvent(name === null ? null : String(name)));
  watcher.on('error', (error) => {
    watcher.close();
    onError(error);
  });
  return { close: () => watcher.close() };
}

/** The machine's own file system. */
export const systemFiles: FileAccess = {
  stat: (path) => stat(path, { bigint: true }),
  lstat: (path) => lstat(path, { bigint: true }),
  readlink: (path) => readlink(path),
  realpath: (path) => realpath(path),
  fileSystemType: async (path) => {
    const facts: StatsFs = await statfs(path);
    return facts.type;
  },
  watchFolder,
};
