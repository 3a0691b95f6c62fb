import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder, absolute. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Where things live that several checkouts share and that are costly to fetch. */
export function sharedCacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'dlscope');
}

/**
 * A path below the repository's root.
 * @param {...string} segments
 */
export function inRepository(...segments) {
  return join(repositoryRoot, ...segments);
}
