import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.mjs';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dlscope-lock-'));
  file = join(folder, 'some/lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('lets one in after the other', async () => {
  const events: string[] = [];
  const visit = (name: string) =>
    withLock(file, async () => {
      events.push(`${name} in`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`${name} out`);
    });
  await Promise.all([visit('a'), visit('b')]);
  expect(events).toEqual(['a in', 'a out', 'b in', 'b out']);
  expect(existsSync(file)).toBe(false);
});

test('opens again after a failure', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(file, () => 'yes')).toBe('yes');
});

test('takes over from a process that is gone', async () => {
  await withLock(file, () => undefined);
  // Process numbers end at 2^22 on Linux.
  await writeFile(file, String(2 ** 22 + 1));
  expect(await withLock(file, () => 'mine')).toBe('mine');
});

test('does not wait for a lock that a killed run or a full disk left empty', async () => {
  await withLock(file, () => undefined);
  await writeFile(file, '');
  await utimes(file, 1, 1);
  expect(await withLock(file, () => 'mine')).toBe('mine');
});
