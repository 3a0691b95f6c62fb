import { type BigIntStats, constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { FileIdentity } from '../contract/identity.ts';

/** A header's text and the version of the file that it is of. */
export interface HeaderFileText {
  readonly text: string;
  readonly identity: FileIdentity;
}

const largestHeader = 64 * 1024 * 1024;

/** Reads a regular file of at most 64 MB; never waits for a pipe. Bytes that are no UTF-8 become U+FFFD. */
export async function readHeaderFile(path: string): Promise<Outcome<HeaderFileText>> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    try {
      const stats = await file.stat({ bigint: true });
      if (!stats.isFile()) return fail('not-a-regular-file', 'The header is no regular file.', { path });
      if (stats.size > largestHeader) {
        return fail('read-failed', `The header is larger than ${largestHeader / 2 ** 20} MB.`, { path });
      }
      return succeed({ text: await file.readFile('utf8'), identity: identityOf(stats) });
    } finally {
      await file.close();
    }
  } catch (error) {
    return systemFailure(path, error);
  }
}

/** The version of a file that is on disk now; null when there is none. */
export async function identityAt(path: string): Promise<FileIdentity | null> {
  try {
    return identityOf(await stat(path, { bigint: true }));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

function identityOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): FileIdentity {
  return { dev, ino, size, mtimeNs, ctimeNs };
}

function systemFailure(path: string, error: unknown): ReturnType<typeof fail> {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const detail = error.message;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    return fail('file-missing', 'The header does not exist.', { path, detail });
  }
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    return fail('permission-denied', 'The header may not be read.', { path, detail });
  }
  return fail('read-failed', 'The header could not be read.', { path, detail });
}
