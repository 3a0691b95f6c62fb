import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fail, type Outcome } from '../contract/failure.ts';
import type { CopyStore } from './copy-store.ts';
import { createCopyStore, sweepCopies } from './private-copies.ts';

/**
 * Where private copies may lie, the best place first: the folder of this login, the one for temporary files, and
 * `ownFolder`, which the program has to itself and which is made when the others will not do.
 */
export function copyParents(
  environment: Readonly<Record<string, string | undefined>>,
  ownFolder: string,
): readonly string[] {
  const runtimeFolder = environment.XDG_RUNTIME_DIR ?? '';
  return [...(path.isAbsolute(runtimeFolder) ? [runtimeFolder] : []), tmpdir(), ownFolder];
}

/**
 * Removes what a killed instance left behind, then makes the store of this one in the first folder that can hold it;
 * the last of the candidates is made when it is not there.
 */
export async function openCopies(candidates: readonly string[]): Promise<Outcome<CopyStore>> {
  for (const folder of candidates) await sweepCopies(folder);
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  for (const folder of candidates) {
    if (forbidsExecution(mounts, folder)) continue;
    if (folder === candidates.at(-1))
      await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => undefined);
    if (!(await isWritable(folder))) continue;
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
