import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noStateChoices } from '../contract/variables.ts';
import { ChosenFiles } from './chosen-files.ts';
import { openProfile } from './profile.ts';
import { defaultOptions, emptyWorkspace } from './workspace.ts';

const library = '/lib/libx.so';
let folder: string;
let files: ChosenFiles;
let flush: () => Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dlscope-chosen-'));
  const { workspace } = await openProfile(folder, () => undefined);
  const memory = { options: defaultOptions, pinned: [], drafts: {}, selectedSymbol: null };
  const kept = {
    ...memory,
    headers: [],
    files: [],
    namedFile: null,
    pinnedInFile: [],
    build: null,
    stateChoices: noStateChoices,
  };
  workspace.set({
    ...emptyWorkspace,
    libraries: [library, '/lib/liby.so'].map((path) => ({ ...kept, path })),
  });
  files = new ChosenFiles(workspace);
  flush = () => workspace.flush();
});
afterEach(async () => {
  await flush();
  await rm(folder, { recursive: true });
});

test('only a file that was chosen for the library is read', async () => {
  const file = path.join(folder, 'data.bin');
  await writeFile(file, new Uint8Array([0, 255, 7]));
  expect(files.read(library, file)).toMatchObject({ failure: { code: 'permission-denied', path: file } });
  expect(files.choose(library, file)).toEqual({ ok: true, value: { path: file, size: 3 } });
  expect(files.read(library, file)).toEqual({ ok: true, value: new Uint8Array([0, 255, 7]) });
  expect(files.isAllowed('/lib/liby.so', file)).toBe(false);
  await rm(file);
  expect(files.read(library, file)).toMatchObject({ failure: { code: 'file-missing' } });
});

test('the newest sixty-four stay allowed', async () => {
  const paths = Array.from({ length: 65 }, (_, index) => path.join(folder, String(index)));
  for (const file of paths) {
    await writeFile(file, '');
    files.choose(library, file);
  }
  expect(paths.filter((file) => !files.isAllowed(library, file))).toEqual([paths[0]]);
});

test.each(['mkfifo', 'mkdir'])('what %s makes is refused', (command) => {
  const file = path.join(folder, 'pipe');
  execFileSync(command, [file]);
  expect(files.choose(library, file)).toMatchObject({ failure: { code: 'not-a-regular-file', path: file } });
  expect(files.isAllowed(library, file)).toBe(false);
});

test('a file larger than a block may be is refused before it is read', () => {
  const file = path.join(folder, 'large');
  execFileSync('truncate', ['-s', '257M', file]);
  expect(files.choose(library, file)).toMatchObject({ failure: { code: 'read-failed' } });
});
