import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, rmSync, writeSync } from 'node:fs';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { ElfFacts } from '../contract/library-model.ts';
import type { ReaderRequests, Snapshot } from '../contract/reader-protocol.ts';
import { readHeader } from '../elf/header.ts';
import { fileSource, identityOf, type OpenFile, readAt, withFile } from './file-source.ts';
import { openWriters } from './open-writers.ts';
import { copyFailure, readFailure } from './system-failures.ts';

const blockBytes = 1024 * 1024;
/** A sparse file of terabytes costs its maker nothing. */
const copyBytesLimit = 8n * 1024n ** 3n;
const ownerOnly = 0o600;

/**
 * Copies `path` to the new file `destination` (mode 0600), hashing on the way; `readFactsOf` reads the copy, so that
 * facts and hash speak of the same bytes. Any failure leaves no file at `destination` behind, one that was there
 * before is never touched. A file that somebody still writes is not copied, unless `evenIfOpen`.
 */
export function takeSnapshot(
  { path, destination, evenIfOpen = false }: ReaderRequests['snapshot']['input'],
  readFactsOf: (copy: OpenFile) => Outcome<ElfFacts>,
): Outcome<Snapshot> {
  let descriptor: number;
  try {
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    descriptor = openSync(destination, flags, ownerOnly);
  } catch (error) {
    return copyFailure(destination, error);
  }
  let kept = false;
  try {
    const outcome = withFile(path, (source) =>
      !evenIfOpen && openWriters(source.descriptor) === 'some'
        ? fail('being-written', 'Another process has the file open for writing.', { path })
        : copyAndRead(source, descriptor, destination, readFactsOf),
    );
    kept = outcome.ok;
    return outcome;
  } finally {
    closeSync(descriptor);
    if (!kept) rmSync(destination, { force: true });
  }
}

function copyAndRead(
  source: OpenFile,
  descriptor: number,
  destination: string,
  readFactsOf: (copy: OpenFile) => Outcome<ElfFacts>,
): Outcome<Snapshot> {
  const header = readHeader(fileSource(source));
  if (!header.ok) return { ok: false, failure: { ...header.failure, path: source.path } };
  if (source.identity.size > copyBytesLimit) {
    return fail('copy-failed', `A library of ${source.identity.size} bytes is not copied.`, {
      path: destination,
    });
  }
  const hash = copyContent(source, descriptor, destination);
  if (!hash.ok) return hash;
  const identity = identityOf(fstatSync(descriptor, { bigint: true }));
  const facts = readFactsOf({ path: destination, descriptor, identity });
  if (!facts.ok) return { ok: false, failure: { ...facts.failure, path: source.path } };
  return succeed({
    identity: source.identity,
    build: { buildId: facts.value.buildId, hash: hash.value },
    facts: facts.value,
  });
}

/** Copies exactly the size that `fstat` told and returns the SHA-256 of it; a file that ends before has changed. */
function copyContent(source: OpenFile, descriptor: number, destination: string): Outcome<string> {
  const hash = createHash('sha256');
  const size = Number(source.identity.size);
  const block = new Uint8Array(Math.min(blockBytes, size));
  for (let offset = 0; offset < size; ) {
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = readAt(source.descriptor, offset, block.subarray(0, Math.min(block.length, size - offset)));
    } catch (error) {
      return readFailure(source.path, error);
    }
    if (bytes.length === 0) {
      return fail('changed-while-reading', 'The file became shorter while it was copied.', {
        path: source.path,
      });
    }
    hash.update(bytes);
    try {
      writeAll(descriptor, bytes);
    } catch (error) {
      return copyFailure(destination, error);
    }
    offset += bytes.length;
  }
  return succeed(hash.digest('hex'));
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written, bytes.length - written);
  }
}
