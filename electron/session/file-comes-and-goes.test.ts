import {
  copyFile,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PreparedBuild, prepareBuild } from '../../native-samples/build-library.ts';
import { removeFirst, writeInTwoPhases } from '../../native-samples/replace-library.ts';
import { samplePath } from '../../native-samples/samples.ts';
import { type BuiltRunner, buildRunnerForTests } from '../runner/build-for-tests.ts';
import { countCopies, openWorkshop, type Workshop } from './testing/workshop.ts';

const sum = 'int add(int a, int b)';
let runner: BuiltRunner;
let sumBuild: PreparedBuild;
let productBuild: PreparedBuild;
let workshop: Workshop;

beforeAll(async () => {
  runner = await buildRunnerForTests();
  sumBuild = await prepareBuild('extern "C" int add(int a, int b) { return a + b; }');
  productBuild = await prepareBuild('extern "C" int add(int a, int b) { return a * b; }');
}, 60_000);
afterAll(() => Promise.all([runner.remove(), sumBuild.remove(), productBuild.remove()]));
beforeEach(async () => {
  workshop = await openWorkshop(runner);
  await copyFile(sumBuild.library, workshop.library);
});
afterEach(() => workshop.close());

describe('a file that is not whole', () => {
  it('is loaded once it is, and once only', async () => {
    const real = await workshop.open();
    const write = await writeInTwoPhases(workshop.library, productBuild, 0.4);
    await real.until(({ freshness }) => freshness.kind === 'settling');
    await write.finish();
    await real.until(({ generation }) => generation?.number === 2);
    expect(await real.call(sum, '3', '4')).toBe('12');
    expect(real.history.entries.map(({ verdict }) => verdict)).toEqual(['loaded', 'loaded']);
  });

  it('is refused when it stays so, and the last good build answers', async () => {
    const real = await workshop.open();
    await copyFile(productBuild.library, `${workshop.library}.part`);
    await truncate(`${workshop.library}.part`, 9000);
    await utimes(`${workshop.library}.part`, 1, 1);
    await rename(`${workshop.library}.part`, workshop.library);
    const entry = await real.history.first(({ verdict }) => verdict === 'rejected');
    expect(entry.failure?.code).toBe('incomplete-file');
    expect(await real.call(sum, '3', '4')).toBe('7');
  });

  it.each([
    ['empty', ''],
    ['text', 'GROUP ( libc.so.6 )'],
  ])('is refused when it is %s', async (_name, content) => {
    const real = await workshop.open();
    await writeFile(`${workshop.library}.other`, content);
    await utimes(`${workshop.library}.other`, 1, 1);
    await rename(`${workshop.library}.other`, workshop.library);
    const entry = await real.history.first(({ verdict }) => verdict === 'rejected');
    expect(['not-elf', 'incomplete-file']).toContain(entry.failure?.code);
    expect(await real.call(sum, '3', '4')).toBe('7');
  });
});

describe('a file that goes away', () => {
  it('is missing, stays callable, and is loaded when it returns', async () => {
    const real = await workshop.open();
    const removed = await removeFirst(workshop.library, productBuild);
    await real.history.first(({ verdict }) => verdict === 'missing');
    expect(real.session.state().freshness.kind).toBe('missing');
    expect(await real.call(sum, '3', '4')).toBe('7');
    await removed.finish();
    await real.until(({ generation }) => generation?.number === 2);
    expect(await real.call(sum, '3', '4')).toBe('12');
  });

  it('is found again after its folder was deleted and made anew', async () => {
    const folder = path.join(workshop.folder, 'build', 'out');
    const library = path.join(folder, 'liby.so');
    await mkdir(folder, { recursive: true });
    await copyFile(sumBuild.library, library);
    const real = await workshop.open({ library });
    await rm(path.join(workshop.folder, 'build'), { recursive: true });
    await real.history.first(({ verdict }) => verdict === 'missing');
    await mkdir(folder, { recursive: true });
    await copyFile(productBuild.library, library);
    await real.until(({ generation }) => generation?.number === 2);
    expect(await real.call(sum, '3', '4')).toBe('12');
    await copyFile(sumBuild.library, library);
    await real.until(({ generation }) => generation?.number === 3);
  });

  it('is opened when it appears after the session', async () => {
    await rm(workshop.library);
    const real = await workshop.open();
    expect(real.session.state().freshness.kind).toBe('missing');
    await copyFile(sumBuild.library, workshop.library);
    await real.until(({ generation }) => generation?.number === 1);
    expect(await real.call(sum, '3', '4')).toBe('7');
  });
});

describe('a link', () => {
  it('is followed when it points elsewhere and when its target is written', async () => {
    const first = path.join(workshop.folder, 'libx.so.1');
    const second = path.join(workshop.folder, 'deeper', 'libx.so.2');
    await mkdir(path.dirname(second));
    await copyFile(sumBuild.library, first);
    await copyFile(productBuild.library, second);
    await rm(workshop.library);
    await symlink('libx.so.1', workshop.library);
    const real = await workshop.open();
    await symlink('deeper/libx.so.2', `${workshop.library}.new`);
    await rename(`${workshop.library}.new`, workshop.library);
    await real.until(({ generation }) => generation?.number === 2);
    expect(await real.call(sum, '3', '4')).toBe('12');
    await copyFile(sumBuild.library, second);
    await real.until(({ generation }) => generation?.number === 3);
    expect(real.session.state().realPath).toBe(second);
    expect(await real.call(sum, '3', '4')).toBe('7');
  });

  it('of a folder is followed too', async () => {
    for (const [name, build] of [
      ['one', sumBuild],
      ['two', productBuild],
    ] as const) {
      await mkdir(path.join(workshop.folder, name));
      await copyFile(build.library, path.join(workshop.folder, name, 'liby.so'));
    }
    const current = path.join(workshop.folder, 'current');
    await symlink('one', current);
    const real = await workshop.open({ library: path.join(current, 'liby.so') });
    await symlink('two', `${current}.new`);
    await rename(`${current}.new`, current);
    await real.until(({ generation }) => generation?.number === 2);
    expect(await real.call(sum, '3', '4')).toBe('12');
  });
});

describe('an older file', () => {
  it('restored with its old time is loaded', async () => {
    const real = await workshop.open();
    await copyFile(productBuild.library, `${workshop.library}.old`);
    await utimes(`${workshop.library}.old`, 1_000_000, 1_000_000);
    await rename(`${workshop.library}.old`, workshop.library);
    await real.until(({ generation }) => generation?.number === 2);
    expect(await real.call(sum, '3', '4')).toBe('12');
  });
});

describe('a storm of replacements', () => {
  it('ends with the last build, without one generation for each', async () => {
    const real = await workshop.open();
    const [sumBytes, productBytes] = await Promise.all([
      readFile(sumBuild.library),
      readFile(productBuild.library),
    ]);
    for (let round = 0; round < 100; round += 1) {
      await writeFile(`${workshop.library}.new`, round % 2 === 0 ? sumBytes : productBytes);
      await rename(`${workshop.library}.new`, workshop.library);
    }
    const { ino } = await stat(workshop.library, { bigint: true });
    await real.until(
      ({ generation, freshness }) => generation?.identity.ino === ino && freshness.kind === 'same',
    );
    expect(await real.call(sum, '3', '4')).toBe('12');
    expect(real.session.state().generation?.number).toBeLessThan(20);
  });
});

describe('needed libraries beside the library', () => {
  it.each([
    'linking/origin',
    'linking/origin-rpath',
    'linking/origin-lib',
    'linking/origin-without-soname',
  ] as const)('are found for the private copy of %s', async (name) => {
    const real = await workshop.open({ library: samplePath(name) });
    expect(real.session.state().freshness).toEqual({ kind: 'same' });
    expect(Number(await real.call('int ask_neighbour(void)'))).toBeGreaterThan(100);
  });
});

describe('a session', () => {
  it('keeps one copy of each build, and none after its end', async () => {
    const real = await workshop.open();
    for (let round = 2; round <= 5; round += 1) {
      await copyFile(round % 2 === 0 ? productBuild.library : sumBuild.library, workshop.library);
      await real.until(({ generation }) => generation?.number === round);
    }
    await real.session.release();
    // Of a build that is compared a copy more may stay until then.
    await expect.poll(() => countCopies(real.copiesFolder)).toBe(2);
    expect(real.session.state()).toMatchObject({ freshness: { kind: 'released' }, generation: null });
    expect((await real.session.reload('manual')).ok).toBe(true);
    expect(await real.call(sum, '3', '4')).toBe('7');
    await expect.poll(() => countCopies(real.copiesFolder)).toBe(2);
    await real.session.close();
    await expect.poll(() => countCopies(real.copiesFolder)).toBe(0);
  });
});
