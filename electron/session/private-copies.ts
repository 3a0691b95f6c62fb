import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { CopyStore } from './copy-store.ts';

const storeName = /^dlscope-(\d+)-(\d+)-[0-9a-f]{12}$/;

/** When the process started, in clock ticks since boot (proc(5), field 22); null when there is no such process. */
async function startTicks(pid: number): Promise<string | null> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'latin1');
    // The command name in parentheses may hold spaces and parentheses of its own.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[19] ?? null;
  } catch {
    return null;
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The library that ran from a copy may have taken our right to remove it: then it stays for the sweep of the next start. */
function removeTree(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

/** What an ordinary user may still write there. */
function freeBytesAt(folder: string): Promise<number> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
}

/**
 * Makes the folder `dlscope-<pid>-<start>-<random>` (mode 0700) under `parent` for the private copies of this process.
 * The start time in the name keeps a later process with the same number from passing for this one.
 */
export async function createCopyStore(parent: string): Promise<Outcome<CopyStore>> {
  const start = await startTicks(process.pid);
  const root = path.join(parent, `dlscope-${process.pid}-${start ?? '0'}-${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(root, { mode: 0o700 });
  } catch (error) {
    return fail('copy-failed', `No folder for private copies could be made in ${parent}.`, {
      path: root,
      detail: reason(error),
    });
  }
  let made = 0;
  return succeed({
    create: async () => {
      made += 1;
      const folder = path.join(root, String(made));
      try {
        await mkdir(folder, { mode: 0o700 });
      } catch (error) {
        return fail('copy-failed', 'The folder for the private copy could not be made.', {
          path: folder,
          detail: reason(error),
        });
      }
      return succeed({ path: folder, remove: () => removeTree(folder) });
    },
    freeBytes: () => freeBytesAt(root),
    dispose: () => removeTree(root),
  });
}

async function isAbandoned(folder: string, name: string): Promise<boolean> {
  const match = storeName.exec(name);
  if (match === null) return false;
  const [, pid, start] = match;
  const status = await lstat(folder);
  // In a shared parent a stranger could lay out a folder of that name: only our own are ours to remove.
  if (!status.isDirectory() || status.uid !== process.getuid?.()) return false;
  return (await startTicks(Number(pid))) !== start;
}

/** Removes the stores under `parent` whose processes are gone; returns how many. What cannot be removed stays for the next time. */
export async function sweepCopies(parent: string): Promise<number> {
  const names = await readdir(parent).catch(() => []);
  let removed = 0;
  for (const name of names) {
    const folder = path.join(parent, name);
    try {
      if (!(await isAbandoned(folder, name))) continue;
      await rm(folder, { recursive: true, force: true });
      removed += 1;
    } catch {
      // Another instance sweeps at the same time, or the folder is not ours after all.
    }
  }
  return removed;
}
