import path from 'node:path';
import type { FileAccess } from './file-access.ts';

/** One entry of a folder whose change may change what a path leads to. `folder` has no links in it. */
export interface WatchPoint {
  readonly folder: string;
  readonly name: string;
}

/** Linux gives up after so many links (path_resolution(7)). */
const linkLimit = 40;

function componentsOf(target: string): string[] {
  return target.split('/').filter((part) => part !== '' && part !== '.');
}

/**
 * Walks a path as the kernel does and returns every entry to watch: each link on the way, a folder's as well as
 * the file's own, and the last entry itself; where the way ends early, the entry that is missing.
 */
export async function resolveLinkChain(
  target: string,
  files: Pick<FileAccess, 'lstat' | 'readlink'>,
): Promise<readonly WatchPoint[]> {
  const points: WatchPoint[] = [];
  let folder = '/';
  let pending = componentsOf(target);
  for (let links = 0; links < linkLimit; ) {
    const [name, ...rest] = pending;
    if (name === undefined) return points;
    pending = rest;
    if (name === '..') {
      folder = path.dirname(folder);
      continue;
    }
    const entry = path.join(folder, name);
    const link = await readLink(entry, files);
    if (link === 'absent' || link !== null || rest.length === 0) points.push({ folder, name });
    if (link === 'absent') return points;
    if (link === null) {
      folder = entry;
      continue;
    }
    links += 1;
    pending = [...componentsOf(link.target), ...rest];
    if (path.isAbsolute(link.target)) folder = '/';
  }
  return points;
}

async function readLink(
  entry: string,
  files: Pick<FileAccess, 'lstat' | 'readlink'>,
): Promise<{ readonly target: string } | 'absent' | null> {
  try {
    const status = await files.lstat(entry);
    return status.isSymbolicLink() ? { target: await files.readlink(entry) } : null;
  } catch {
    // Gone, or not ours to see: its folder tells when that changes.
    return 'absent';
  }
}
