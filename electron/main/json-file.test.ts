import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Failure } from '../contract/failure.ts';
import { JsonFile } from './json-file.ts';

const schema = z.object({ count: z.number() });
let folder: string;
let file: string;
let notices: Failure[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dlscope-json-'));
  file = path.join(folder, 'settings.json');
  notices = [];
});
afterEach(() => rm(folder, { recursive: true }));

function open(at = file) {
  return JsonFile.open({
    path: at,
    what: 'settings',
    schema,
    fallback: { count: 0 },
    notify: (failure) => notices.push(failure),
    delayMs: 60_000,
  });
}

test('a value is there at once, and on disk after a flush, in a private file', async () => {
  const first = await open();
  expect(first.value).toEqual({ count: 0 });
  first.set({ count: 7 });
  expect(first.value).toEqual({ count: 7 });
  await first.flush();
  expect((await open()).value).toEqual({ count: 7 });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['settings.json']);
  expect(notices).toEqual([]);
});

test('the first change after a calm is on disk at once; further ones are gathered', async () => {
  const opened = await open();
  opened.set({ count: 1 });
  await vi.waitFor(async () => expect(await readFile(file, 'utf8')).toBe('{"count":1}'));
  opened.set({ count: 2 });
  opened.set({ count: 3 });
  expect(await readFile(file, 'utf8')).toBe('{"count":1}');
  await opened.flush();
  expect(await readFile(file, 'utf8')).toBe('{"count":3}');
});

test.each(['', '{', '{"count":"seven"}', 'null', '\0\0\0\0', '{"count":1}{"count":2}'])(
  'the damaged file %j is set aside and said so once',
  async (content) => {
    await writeFile(file, content);
    const opened = await open();
    expect(opened.value).toEqual({ count: 0 });
    expect(notices).toHaveLength(1);
    expect(await readFile(`${file}.damaged`, 'utf8')).toBe(content);
  },
);

test('a folder that cannot be written is one notice, and the value lives on in memory', async () => {
  const opened = await open(path.join(folder, 'missing/settings.json'));
  for (const count of [1, 2]) {
    opened.set({ count });
    await opened.flush();
  }
  expect(opened.value).toEqual({ count: 2 });
  expect(notices).toHaveLength(1);
});

test.each(['mkfifo', 'mkdir'])('what %s makes in the place of the file is set aside', async (command) => {
  execFileSync(command, [file]);
  const opened = await open();
  expect(opened.value).toEqual({ count: 0 });
  expect(notices).toMatchObject([{ code: 'read-failed', path: `${file}.damaged` }]);
  opened.set({ count: 2 });
  await opened.flush();
  expect((await open()).value).toEqual({ count: 2 });
});
