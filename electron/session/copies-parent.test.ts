import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { copyParents, forbidsExecution, openCopies } from './copies-parent.ts';

const mounts = [
  '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
  '40 22 0:30 / /run/user/1000 rw,nosuid,nodev,noexec,relatime shared:2 - tmpfs tmpfs rw',
  '41 22 0:31 / /tmp rw,nosuid shared:3 - tmpfs tmpfs rw',
  '42 22 0:32 / /mnt/a\\040b rw,noexec - tmpfs tmpfs rw',
  '',
].join('\n');

test('the deepest mount that holds the folder decides', () => {
  expect(forbidsExecution(mounts, '/run/user/1000')).toBe(true);
  expect(forbidsExecution(mounts, '/run/user/1000/x')).toBe(true);
  expect(forbidsExecution(mounts, '/run/user/10000')).toBe(false);
  expect(forbidsExecution(mounts, '/tmp')).toBe(false);
  expect(forbidsExecution(mounts, '/mnt/a b/c')).toBe(true);
});

test('nothing known forbids nothing', () => {
  expect(forbidsExecution('', '/tmp')).toBe(false);
});

test('the folder of the login comes first, when it is named well', () => {
  expect(copyParents({ XDG_RUNTIME_DIR: '/run/user/7' }, '/own')).toEqual(['/run/user/7', tmpdir(), '/own']);
  expect(copyParents({ XDG_RUNTIME_DIR: 'elsewhere' }, '/own')).toEqual([tmpdir(), '/own']);
  expect(copyParents({}, '/own')).toEqual([tmpdir(), '/own']);
});

test('the store lies in the first folder that will do, and only the last is made for it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'dlscope-copies-'));
  const own = path.join(folder, 'cache', 'dlscope');
  try {
    const store = await openCopies([path.join(folder, 'nowhere'), own]);
    const made = store.ok ? await store.value.create() : store;
    expect(made).toMatchObject({ ok: true, value: { path: expect.stringContaining(`${own}/dlscope-`) } });
    expect((await stat(own)).mode & 0o777).toBe(0o700);
    expect(existsSync(path.join(folder, 'nowhere'))).toBe(false);
    if (store.ok) await store.value.dispose();
  } finally {
    await rm(folder, { recursive: true });
  }
});
