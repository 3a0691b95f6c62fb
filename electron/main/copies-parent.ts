import { access, constants, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fail, type Outcome } from '../contract/failure.ts';
import type { CopyStore } from '../session/copy-store.ts';
import { createCopyStore, sweepCopies } from '../session/private-copies.ts';

/** Removes what a killed instance left behind, then makes the store of this one in the first folder that can hold it. */
export async function openCopies(candidates: readonly string[]): Promise<Outcome<CopyStore>> {
  for (const folder of candidates) await sweepCopies(folder);
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  for (const folder of candidates) {
    if (forbidsExecution(mounts, folder) || !(await isWritable(folder))) continue;
    const store = await createCopyStore(folder);
    if (store.ok) return store;
  }
  return fail('copy-failed', 'No folder for private copies of libraries could be made.');
}

/** True when the file system that holds `folder` was mounted noexec, where no library can be loaded from (proc(5), mountinfo). */
export function forbidsExecution(mountinfo: string, folder: string): boolean {
  let best = { length: -1, noexec: false };
  for (const line of mountinfo.split('\n')) {
    const [, , , , mountPoint, options] = line.split(' ');
    if (mountPoint === undefined || options === undefined) continue;
    const point = mountPoint.replace(/\\([0-7]{3})/g, (_all, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    const holds = point === '/' || folder === point || folder.startsWith(`${point}${path.sep}`);
    // Of two mounts on one point the later one is what is seen.
    if (holds && point.length >= best.length) {
      best = { length: point.length, noexec: options.split(',').includes('noexec') };
    }
  }
  return best.noexec;
}

function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
}
