import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sweepUnfinishedWrites, writeAtomically } from './atomic-write.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dlscope-atomic-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a refused write leaves the old text and nothing else', async () => {
  const file = path.join(folder, 'settings.json');
  await writeAtomically(file, 'old');
  await expect(writeAtomically(path.join(folder, 'missing/settings.json'), 'new')).rejects.toThrow('ENOENT');
  expect([await readdir(folder), await readFile(file, 'utf8')]).toEqual([['settings.json'], 'old']);
});

test('what killed writes left is swept, and nothing else', async () => {
  const kept = ['new', 'notes.new', 'workspace.json', 'workspace.json.damaged'];
  for (const name of [...kept, 'workspace.json.0123456789ab.new'])
    await writeFile(path.join(folder, name), '');
  await sweepUnfinishedWrites(folder);
  expect((await readdir(folder)).sort()).toEqual(kept);
  await sweepUnfinishedWrites(path.join(folder, 'missing'));
});
