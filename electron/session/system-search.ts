import { readFile } from 'node:fs/promises';
import type { FileAccess } from '../watch/file-access.ts';

const systemFolders = ['/lib', '/usr/lib', '/lib64', '/usr/lib64'];
const cachePath = '/etc/ld.so.cache';

/** True when the loader would find the name without a run path: in its cache, or in the folders of the system (ld.so(8)). */
export async function isFoundBySystem(name: string, files: Pick<FileAccess, 'stat'>): Promise<boolean> {
  const there = systemFolders.map((folder) =>
    files.stat(`${folder}/${name}`).then(
      () => true,
      () => false,
    ),
  );
  if ((await Promise.all(there)).includes(true)) return true;
  // Names and paths lie in it as texts that end with NUL (ldconfig(8)).
  const cache = await readFile(cachePath).catch(() => Buffer.alloc(0));
  return cache.includes(`\0${name}\0`);
}
