import { randomBytes } from 'node:crypto';
import { open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

const suffix = '.new';

export interface WriteMode {
  /** Permissions of the new file; less the umask, unless `exactly`. */
  readonly mode: number;
  readonly exactly?: true;
}

/**
 * Replaces `file` by `text` in one step, mode 0600 unless said otherwise: whatever happens, the file holds the old text or the new one.
 * Throws what the system says, and then the old text is still there.
 */
export async function writeAtomically(
  file: string,
  text: string,
  { mode, exactly }: WriteMode = { mode: 0o600 },
): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}${suffix}`;
  try {
    const written = await open(temporary, 'wx', mode);
    try {
      if (exactly) await written.chmod(mode);
      await written.writeFile(text);
      await written.datasync();
    } finally {
      await written.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Removes what writes left in `folder` that a kill cut short; only for a folder in which nobody else writes. */
export async function sweepUnfinishedWrites(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const isUnfinished = /\.[0-9a-f]{12}\.new$/.test(name);
    // What cannot be removed is only in the way of a tidy folder.
    if (isUnfinished) await rm(path.join(folder, name), { force: true }).catch(() => undefined);
  }
}
