import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileIntegrity } from './integrity.mjs';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dlscope-integrity-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('is what npm writes into its lock file', async () => {
  const file = join(folder, 'archive');
  await writeFile(file, 'abc');
  // The SHA-512 of "abc" from FIPS 180-2, appendix C.1, in base 64.
  const published =
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f';
  expect(await fileIntegrity(file)).toBe(`sha512-${Buffer.from(published, 'hex').toString('base64')}`);
});

test('changes with every byte', async () => {
  const file = join(folder, 'archive');
  await writeFile(file, Buffer.from([1, 2, 3]));
  const before = await fileIntegrity(file);
  await writeFile(file, Buffer.from([1, 2, 4]));
  expect(await fileIntegrity(file)).not.toBe(before);
});
