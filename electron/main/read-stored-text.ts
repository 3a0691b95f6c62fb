import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** No file of ours is larger; a larger one was not written by us. */
const largestFileBytes = 64_000_000;

/**
 * The text of a file of the profile. Throws what the system says, and for what is no regular file or too large to be
 * ours: a pipe in its place would be waited for without end, and a device read without end.
 */
export function readStoredText(path: string): Promise<string> {
  return withRegularFile(path, largestFileBytes, (file) => file.readFile('utf8'));
}

/** Uses a file that was opened without waiting; throws for what is no regular file or larger than `limit` bytes. */
export async function withRegularFile<T>(
  path: string,
  limit: number,
  use: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = await file.stat();
    if (!status.isFile()) throw new Error('it is not a regular file');
    if (status.size > limit) throw new Error('the file is too large');
    return await use(file);
  } finally {
    await file.close();
  }
}
