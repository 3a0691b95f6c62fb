import { lstat, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildLibrary, buildSample, type PreparedBuild, prepareBuild } from './build-library.ts';
import {
  removeFirst,
  stripInPlace,
  waysToLeaveAsItIs,
  waysToReplace,
  writeInTwoPhases,
} from './replace-library.ts';

const versionText = (version: number) => `extern "C" int version() { return ${version}; }`;

describe('replacing a library', () => {
  let folder: string;
  let target: string;
  let next: PreparedBuild;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dlscope-replace-'));
    target = join(folder, 'library.so');
    next = await prepareBuild(versionText(2));
  });

  beforeEach(async () => {
    await rm(target, { force: true });
    await buildLibrary(versionText(1), target);
  });

  afterAll(async () => {
    await next.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(Object.entries(waysToReplace))('%s puts the new build in place', async (_, replace) => {
    expect(await sameContent(target, next.library)).toBe(false);
    await replace(target, next);
    expect(await sameContent(target, next.library)).toBe(true);
  });

  it('makes a link with ln -sf', async () => {
    await waysToReplace['ln -sf retarget'](target, next);
    expect((await lstat(target)).isSymbolicLink()).toBe(true);
  });

  it.each(Object.entries(waysToLeaveAsItIs))('%s leaves the content as it is', async (_, leave) => {
    const [bytes, before] = [await readFile(target), await stat(target, { bigint: true })];
    await leave(target);
    expect((await readFile(target)).equals(bytes)).toBe(true);
    expect((await stat(target, { bigint: true })).ctimeNs).not.toBe(before.ctimeNs);
  });

  it('strip makes the file smaller', async () => {
    const before = (await stat(target)).size;
    await stripInPlace(target);
    expect((await stat(target)).size).toBeLessThan(before);
  });

  it('a write in two phases stands still half way', async () => {
    const write = await writeInTwoPhases(target, next, 0.25);
    const whole = (await stat(next.library)).size;
    expect((await stat(target)).size).toBe(Math.floor(whole / 4));
    await write.finish();
    expect(await sameContent(target, next.library)).toBe(true);
  });

  it('a removed library is away until it is created again', async () => {
    const removal = await removeFirst(target, next);
    await expect(stat(target)).rejects.toThrow('ENOENT');
    await removal.finish();
    expect(await sameContent(target, next.library)).toBe(true);
  });

  it('rejects with the words of the compiler', async () => {
    await expect(buildLibrary('int broken( {', target)).rejects.toThrow('error: ');
  });

  it('builds a sample again as another version', async () => {
    await buildSample('unloading/nodelete', target);
    const first = await readFile(target);
    await buildSample('unloading/nodelete', target, ['-DVERSION=2']);
    expect((await readFile(target)).equals(first)).toBe(false);
  });
});

async function sameContent(one: string, other: string): Promise<boolean> {
  return (await readFile(one)).equals(await readFile(other));
}
