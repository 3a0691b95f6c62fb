import type { BigIntStats } from 'node:fs';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import { type FileIdentity, sameIdentity } from '../contract/identity.ts';
import type { ByteSource } from '../elf/byte-source.ts';
import { openFailure, readFailure } from './system-failures.ts';

/** A regular file, open for reading by position, and what `fstat` said when it was opened. */
export interface OpenFile {
  readonly path: string;
  readonly descriptor: number;
  readonly identity: FileIdentity;
}

// O_NONBLOCK: opening a FIFO would wait for a writer for ever. O_NOCTTY: a terminal must not become ours.
// Node sets O_CLOEXEC on every descriptor by itself.
const openFlags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * Opens `path`, gives the regular file to `use`, and closes it. `fstat` before and after must agree, else the
 * outcome is `changed-while-reading`, whatever `use` found. System errors of reads become `read-failed`.
 */
export function withFile<T>(path: string, use: (file: OpenFile) => Outcome<T>): Outcome<T> {
  const opened = openRegularFile(path);
  if (!opened.ok) return opened;
  const file = opened.value;
  try {
    const outcome = use(file);
    return sameIdentity(identityOf(fstatSync(file.descriptor, { bigint: true })), file.identity)
      ? outcome
      : fail('changed-while-reading', 'The file changed while it was read.', { path });
  } catch (error) {
    return readFailure(path, error);
  } finally {
    closeSync(file.descriptor);
  }
}

function openRegularFile(path: string): Outcome<OpenFile> {
  let descriptor: number;
  try {
    descriptor = openSync(path, openFlags);
  } catch (error) {
    return openFailure(path, error);
  }
  try {
    const stats = fstatSync(descriptor, { bigint: true });
    if (stats.isFile()) return succeed({ path, descriptor, identity: identityOf(stats) });
    closeSync(descriptor);
    return fail('not-a-regular-file', `It is ${describeKind(stats)}, not a regular file.`, { path });
  } catch (error) {
    closeSync(descriptor);
    return readFailure(path, error);
  }
}

function describeKind(stats: BigIntStats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

/** The identity fields of a `stat` result. */
export function identityOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): FileIdentity {
  return { dev, ino, size, mtimeNs, ctimeNs };
}

/** The bytes of an open file by position; what `read(2)` refuses is thrown for `withFile` to catch. */
export function fileSource({ descriptor, identity }: OpenFile): ByteSource {
  return {
    size: Number(identity.size),
    read: (offset, length) => readAt(descriptor, offset, new Uint8Array(length)),
  };
}

/** Fills `buffer` from `offset` of the file; a shorter view of it when the file ends before. */
export function readAt(
  descriptor: number,
  offset: number,
  buffer: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  let filled = 0;
  while (filled < buffer.length) {
    const count = readSync(descriptor, buffer, filled, buffer.length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return filled === buffer.length ? buffer : buffer.subarray(0, filled);
}
