import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { writeAtomically } from './atomic-write.ts';
import { isMissing, systemText } from './notices.ts';
import { withRegularFile } from './read-stored-text.ts';

/** A text file that others write too, as it was seen at one moment. */
export type SharedFile =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'text'; readonly text: string; readonly identity: string };

/** Reads the file whole, at most `limit` bytes of UTF-8. `identity` differs whenever somebody wrote it. */
export async function readSharedFile(path: string, limit: number): Promise<SharedFile> {
  try {
    return await withRegularFile(path, limit, async (file) => {
      const { dev, ino, size, mtimeNs, ctimeNs } = await file.stat({ bigint: true });
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.readFile());
      return { kind: 'text', text, identity: [dev, ino, size, mtimeNs, ctimeNs].join(' ') };
    });
  } catch (error) {
    return isMissing(error) ? { kind: 'missing' } : { kind: 'unreadable', reason: systemText(error) };
  }
}

/** Replaces the file's text in one step; links, permissions and write protection stay. Throws what the system says. */
export async function writeSharedFile(path: string, text: string, newMode: number): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const mode = await modeOf(target);
  if (mode === null) {
    await writeAtomically(target, text, { mode: newMode });
    return;
  }
  await access(target, constants.W_OK);
  // The superuser may write everything, and yet somebody protected this file.
  if ((mode & 0o222) === 0) throw new Error('the file is read-only');
  await writeAtomically(target, text, { mode, exactly: true });
}

async function modeOf(path: string): Promise<number | null> {
  try {
    const status = await stat(path);
    if (!status.isFile()) throw new Error('it is not a regular file');
    return status.mode & 0o777;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
