import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { blockBytesLimit } from '../contract/call-value.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';

// O_NONBLOCK: a FIFO must not be waited for.
const openFlags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** The whole content of a regular file that the user chose for a buffer, at most `blockBytesLimit` bytes. */
export function readChosenFile(path: string): Outcome<Uint8Array> {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, openFlags);
    const status = fstatSync(descriptor);
    if (!status.isFile()) return fail('not-a-regular-file', `${path} is not a regular file.`, { path });
    if (status.size > blockBytesLimit) {
      const most = `${blockBytesLimit / 1024 ** 2} MiB`;
      return fail('bad-argument', `${path} is larger than a buffer may be (${most}).`, { path });
    }
    const bytes = new Uint8Array(status.size);
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(descriptor, bytes, filled, bytes.length - filled, filled);
      if (count === 0) break;
      filled += count;
    }
    return succeed(bytes.subarray(0, filled));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail('read-failed', `${path} cannot be read.`, { path, detail });
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}
