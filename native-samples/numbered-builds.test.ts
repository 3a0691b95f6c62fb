import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linkObject } from './build-library.ts';
import { NumberedBuilds } from './numbered-builds.ts';

let builds: NumberedBuilds;
let folder: string;

beforeAll(async () => {
  builds = await NumberedBuilds.create();
  folder = await mkdtemp(join(tmpdir(), 'dlscope-linked-'));
});
afterAll(() => Promise.all([builds.remove(), rm(folder, { recursive: true, force: true })]));

it('makes builds of equal size that differ in their number only', async () => {
  const [one, other] = await Promise.all(
    [1, 2].map(async (number) => readFile((await builds.make(number)).library)),
  );
  if (one === undefined || other === undefined) throw new Error('no builds');
  expect(one.length).toBe(other.length);
  expect([...one].filter((byte, index) => byte !== other[index])).toEqual([1]);
});

it('gives an object that links to the same bytes', async () => {
  const build = await builds.make(3);
  const linked = join(folder, 'linked.so');
  await linkObject(build.object, linked, build.flags);
  expect((await readFile(linked)).equals(await readFile(build.library))).toBe(true);
});
