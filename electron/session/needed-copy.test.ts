import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { ReaderClient, Snapshot } from '../contract/reader-protocol.ts';
import { copyAgain } from './copy-again.ts';
import { takeNeededCopy } from './needed-copy.ts';
import type { NeededCopy } from './needed-libraries.ts';
import { buildOf, identityOf, loadableFacts } from './testing/facts.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dlscope-needed-copy-'));
});
afterEach(() => rm(folder, { recursive: true }));

const read = { identity: identityOf(1n), build: buildOf('one'), facts: loadableFacts() };

function readerOf(snapshot: (path: string) => Outcome<Snapshot>): ReaderClient {
  const reader: Pick<ReaderClient, 'snapshot'> = {
    snapshot: async (request) => {
      const taken = snapshot(request.path);
      if (taken.ok) await writeFile(request.destination, '');
      return taken;
    },
  };
  return reader as ReaderClient;
}

test('a folder that cannot be made for the copy is a failure that says why', async () => {
  await writeFile(path.join(folder, 'file'), '');
  const destination = path.join(folder, 'file', 'libneeded.so');
  const request = { path: '/p/libneeded.so', destination, identity: read.identity, evenIfOpen: true };
  const taken = await takeNeededCopy(
    readerOf(() => succeed(read)),
    { ...request, before: [] },
  );
  expect(taken).toMatchObject({
    ok: false,
    failure: { code: 'copy-failed', detail: expect.stringContaining('EEXIST') },
  });
});

test('a kept build that does not fit on the disk says so, and nothing is left of it', async () => {
  const needed: NeededCopy = {
    ...read,
    path: '/p/libneeded.so',
    name: 'libneeded.so',
    file: path.join(folder, 'gone.so'),
    place: 'p/libneeded.so',
    viaOrigin: true,
  };
  const kept = path.join(folder, 'kept');
  const build = {
    snapshot: read,
    folder: { path: kept, remove: () => Promise.resolve() },
    file: path.join(kept, 'libx.so'),
    preload: [],
    needed: [needed],
    links: [],
  };
  const again = await mkdtemp(path.join(folder, 'again-'));
  let removed = 0;
  const copyFolder = {
    path: again,
    remove: () => {
      removed += 1;
      return Promise.resolve();
    },
  };
  const full = fail('copy-failed', 'The copy could not be written.', { detail: 'ENOSPC: no space left' });
  const copied = await copyAgain(build, [], {
    reader: readerOf((file) => (file === needed.path ? full : succeed(read))),
    copies: {
      create: () => Promise.resolve(succeed(copyFolder)),
      freeBytes: () => Promise.resolve(0),
      dispose: () => Promise.resolve(),
    },
  });
  expect(copied).toEqual(full);
  expect(removed).toBe(1);
});
