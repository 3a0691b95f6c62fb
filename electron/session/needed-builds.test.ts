import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildLibrary } from '../../native-samples/build-library.ts';
import type { LibraryOptions } from '../contract/generation.ts';
import type { HistoryEntry } from '../contract/history-entry.ts';
import { type BuiltRunner, buildRunnerForTests } from '../runner/build-for-tests.ts';
import type { RealSession } from './testing/real-session.ts';
import { openWorkshop, type Workshop } from './testing/workshop.ts';

const run = promisify(execFile);
/** Both versions at once: 1001 is the first plug-in with the first helper. */
const ask = 'int both()';
const rounds = 50;
let runner: BuiltRunner;
let workshop: Workshop;

beforeAll(async () => {
  runner = await buildRunnerForTests();
}, 60_000);
afterAll(() => runner.remove());
beforeEach(async () => {
  workshop = await openWorkshop(runner);
});
afterEach(async () => {
  await workshop.close();
  vi.unstubAllEnvs();
});

const at = (name: string) => join(workshop.folder, name);
const helperFlags = ['-Wl,-soname,libhelper.so'];
const helperSource = (version: number, more = '') =>
  `${more} extern "C" int helper_version() { return ${version}; } extern "C" int state() { static int count = 0; return ++count; }`;

function buildHelper(version: number, output = at('libhelper.so'), flags = helperFlags): Promise<void> {
  return buildLibrary(helperSource(version), output, flags);
}

function buildPlugin(version: number, output = workshop.library, flags = ['-Wl,-rpath,$ORIGIN']) {
  const source = `
    #include <unistd.h>
    extern "C" int helper_version();
    extern "C" int state();
    extern "C" int both() { return ${version} * 1000 + helper_version(); }
    extern "C" int both_later() { usleep(300000); return both(); }
    extern "C" int helper_state() { return state(); }`;
  return buildLibrary(source, output, [`-L${workshop.folder}`, '-lhelper', ...flags]);
}

const loaded = (real: RealSession, number: number): Promise<HistoryEntry> =>
  real.history.first(({ generation, verdict }) => generation === number && verdict === 'loaded');
const pidOf = (real: RealSession) => real.session.state().generation?.pid ?? 0;

async function openBoth(options: Partial<LibraryOptions> = { strategy: 'swap' }): Promise<RealSession> {
  await buildHelper(1);
  await buildPlugin(1);
  return workshop.open({ options });
}

/** The ways in which a file gets another content. */
const styles = {
  'renamed over it': (file: string, to: string) => rename(file, to),
  'written into it': async (file: string, to: string) => writeFile(to, await readFile(file)),
  'linked by ld at its path': (_file: string, to: string) => buildHelper(2, to),
} as const;

describe.each(['swap', 'fresh', 'strict'] as const)('%s', (strategy) => {
  it.each(Object.entries(styles))('takes a needed library alone: %s', async (_name, replace) => {
    const real = await openBoth({ strategy });
    expect(await real.call(ask)).toBe('1001');
    await buildHelper(2, at('next.so'));
    await replace(at('next.so'), at('libhelper.so'));
    const entry = await loaded(real, 2);
    expect(entry).toMatchObject({ trigger: 'watch', needed: [{ path: at('libhelper.so') }], failure: null });
    expect(entry.before?.build).toEqual(entry.after?.build);
    const told = 'libhelper.so changed: code of 1 function changed.';
    expect(entry.notes.join(' ')).toContain(told);
    expect(await real.session.compare(1, 2)).toMatchObject({
      ok: true,
      value: { changes: [], notes: [told] },
    });
    expect(await real.call(ask)).toBe('1002');
    expect(real.session.state().freshness.kind).toBe('same');
  });
});

it('goes to a fresh process when a needed library changed, and says so', async () => {
  const real = await openBoth();
  const pid = pidOf(real);
  await buildHelper(2);
  expect((await loaded(real, 2)).notes.join(' ')).toContain('this build runs in a fresh process');
  expect(pidOf(real)).not.toBe(pid);
});

it('keeps one and the same needed library, with its state, while only the library changes', async () => {
  const real = await openBoth();
  const pid = pidOf(real);
  expect(await real.call('int helper_state()')).toBe('1');
  for (let version = 2; version <= 4; version += 1) {
    await buildPlugin(version);
    await loaded(real, version);
    expect(await real.call(ask)).toBe(String(version * 1000 + 1));
    expect(await real.call('int helper_state()')).toBe(String(version));
  }
  expect(pidOf(real)).toBe(pid);
  const maps = await readFile(`/proc/${pid}/maps`, 'utf8');
  expect(new Set(maps.match(/\S+libhelper\.so/g))).toHaveProperty('size', 1);
  expect(maps).not.toContain(` ${at('libhelper.so')}`);
});

it('does not know a needed library that was only touched for another one', async () => {
  const real = await openBoth();
  await run('touch', [at('libhelper.so')]);
  await real.history.first(({ verdict }) => verdict === 'unchanged');
  expect(real.session.state().generation?.number).toBe(1);
  expect(real.session.state().freshness.kind).toBe('same');
});

it('is rebuilt with the library by one script, again and again, and never mixed', async () => {
  await mkdir(at('builds'));
  for (const version of [1, 2]) {
    await buildHelper(version, at('libhelper.so'));
    await buildPlugin(version, at(`builds/x${version}.so`));
    await rename(at('libhelper.so'), at(`builds/helper${version}.so`));
  }
  const put = async (version: number) => {
    await run('cp', ['--remove-destination', at(`builds/helper${version}.so`), at('libhelper.so')]);
    await run('cp', ['--remove-destination', at(`builds/x${version}.so`), workshop.library]);
  };
  await put(1);
  const real = await workshop.open({ options: { strategy: 'swap' } });
  for (let round = 2; round <= rounds; round += 1) {
    const version = ((round - 1) % 2) + 1;
    const asked = real.call(ask);
    await put(version);
    expect(['1001', '2002']).toContain(await asked);
    await loaded(real, round);
    expect(await real.call(ask)).toBe(String(version * 1001));
  }
  const numbers = real.history.entries.map(({ generation }) => generation);
  expect(numbers).toEqual(Array.from({ length: rounds }, (_, index) => index + 1));
}, 120_000);

it('waits for an open call, whose process has the needed library as it was', async () => {
  const real = await openBoth();
  const call = real.session.call({ symbol: 'both_later', prototype: 'int both_later()', arguments: [] });
  await real.until(({ activity }) => activity?.kind === 'call');
  await buildHelper(2, at('next.so'));
  await styles['written into it'](at('next.so'), at('libhelper.so'));
  expect(await call).toMatchObject({ value: { generation: 1, outcome: { kind: 'returned', text: '1001' } } });
  await loaded(real, 2);
  expect(await real.call(ask)).toBe('1002');
  expect(real.history.entries.filter(({ verdict }) => verdict === 'fault')).toEqual([]);
});

describe('a needed library that is not there', () => {
  it('is named, costs the running build nothing, and is taken when it is back', async () => {
    const real = await openBoth();
    const pid = pidOf(real);
    await rm(at('libhelper.so'));
    const entry = await real.history.first(({ verdict }) => verdict === 'rejected');
    expect(entry).toMatchObject({
      answering: 1,
      failure: { code: 'needed-missing', path: at('libhelper.so') },
    });
    expect(entry.failure?.message).toContain(`needs ${at('libhelper.so')}: it is not there any more.`);
    expect(real.session.state().freshness).toMatchObject({ kind: 'older' });
    expect(await real.call(ask)).toBe('1001');
    expect(pidOf(real)).toBe(pid);
    await buildHelper(2);
    await loaded(real, 2);
    expect(await real.call(ask)).toBe('1002');
  });

  it('at the first opening is waited for', async () => {
    await buildHelper(1);
    await buildPlugin(1);
    await rename(at('libhelper.so'), at('away.so'));
    const real = await workshop.open({ options: { strategy: 'swap' } });
    expect(real.history.entries).toMatchObject([
      { verdict: 'rejected', failure: { detail: expect.stringContaining('libhelper.so') } },
    ]);
    await rename(at('away.so'), at('libhelper.so'));
    await loaded(real, 1);
    expect(await real.call(ask)).toBe('1001');
  });
});

it('is refused by name when it is broken, and the library goes on', async () => {
  const real = await openBoth();
  const whole = await readFile(at('libhelper.so'));
  await writeFile(at('libhelper.so'), whole.subarray(0, whole.length / 2));
  const entry = await real.history.first(({ verdict }) => verdict === 'rejected');
  expect(entry.failure?.message).toMatch(/^libx\.so needs .*libhelper\.so: The file has .* not complete/);
  expect(await real.call(ask)).toBe('1001');
});

it('is not loaded again by itself when its constructor crashed', async () => {
  const real = await openBoth();
  const crash = '__attribute__((constructor)) static void start() { *(volatile int *)nullptr = 1; }';
  await buildLibrary(helperSource(2, crash), at('libhelper.so'), helperFlags);
  await real.history.first(({ verdict }) => verdict === 'crashed');
  expect(await real.call(ask)).toBe('1001');
  await run('touch', [at('libhelper.so')]);
  const entry = await real.history.first(({ verdict }) => verdict === 'rejected');
  expect(entry.failure?.code).toBe('build-crashed-before');
  await buildHelper(3);
  await loaded(real, 2);
  expect(await real.call(ask)).toBe('1003');
});

describe('is found', () => {
  async function follows(real: RealSession, expected: string): Promise<void> {
    await loaded(real, 2);
    expect(await real.call(ask)).toBe(expected);
    const maps = await readFile(`/proc/${pidOf(real)}/maps`, 'utf8');
    expect(maps).not.toContain(` ${workshop.folder}`);
  }

  it('through a link that leads elsewhere', async () => {
    await buildHelper(1, at('libhelper.so.1.1'));
    await buildHelper(2, at('libhelper.so.1.2'));
    await symlink('libhelper.so.1.1', at('libhelper.so'));
    await buildPlugin(1);
    const real = await workshop.open({ options: { strategy: 'swap' } });
    expect(await real.call(ask)).toBe('1001');
    await symlink('libhelper.so.1.2', at('link'));
    await rename(at('link'), at('libhelper.so'));
    await follows(real, '1002');
  });

  it('without a SONAME, through $ORIGIN', async () => {
    await buildHelper(1, at('libhelper.so'), []);
    await buildPlugin(1);
    const real = await workshop.open({ options: { strategy: 'swap' } });
    await buildHelper(2, at('libhelper.so'), []);
    await follows(real, '1002');
    await buildPlugin(2);
    await loaded(real, 3);
    expect(await real.call(ask)).toBe('2002');
  });

  it('through an absolute run path', async () => {
    await buildHelper(1);
    await buildPlugin(1, workshop.library, [`-Wl,-rpath,${workshop.folder}`]);
    const real = await workshop.open({ options: { strategy: 'swap' } });
    await buildHelper(2);
    await follows(real, '1002');
  });

  it('through a run path that is relative to the working directory', async () => {
    await buildHelper(1);
    const fromHere = relative(process.cwd(), workshop.folder);
    await buildPlugin(1, workshop.library, [`-Wl,-rpath,${fromHere}`]);
    const real = await workshop.open({ options: { strategy: 'swap' } });
    expect(await real.call(ask)).toBe('1001');
    await buildHelper(2);
    await follows(real, '1002');
  });

  it('by another needed library, in a folder of its own', async () => {
    await mkdir(at('deep'));
    const base = (version: number) =>
      buildLibrary(`extern "C" int base() { return ${version}; }`, at('deep/libbase.so'), [
        '-Wl,-soname,libbase.so',
      ]);
    await base(1);
    await buildLibrary(
      'extern "C" int base(); extern "C" int helper_version() { return base(); } extern "C" int state() { return 0; }',
      at('libhelper.so'),
      [...helperFlags, `-L${at('deep')}`, '-lbase', '-Wl,-rpath,$ORIGIN/deep'],
    );
    await buildPlugin(1, workshop.library, ['-Wl,-rpath,$ORIGIN', `-Wl,-rpath-link,${at('deep')}`]);
    const real = await workshop.open({ options: { strategy: 'swap' } });
    expect(await real.call(ask)).toBe('1001');
    await base(2);
    expect(await loaded(real, 2)).toMatchObject({ needed: [{ path: at('deep/libbase.so') }] });
    await follows(real, '1002');
  });
});

describe('strict, which opens the paths themselves', () => {
  const strict = { strategy: 'strict' } as const;

  it('warns when a needed library did not leave with the one that needed it', async () => {
    const stays = [...helperFlags, '-Wl,-z,nodelete'];
    await buildHelper(1, at('libhelper.so'), stays);
    await buildPlugin(1);
    const real = await workshop.open({ options: strict });
    expect(await real.call(ask)).toBe('1001');
    await buildHelper(2, at('libhelper.so'), stays);
    const entry = await loaded(real, 2);
    const warning = `${at('libhelper.so')} was replaced and did not leave the process`;
    expect(entry.notes.join(' ')).toContain(warning);
    expect(real.session.state().generation?.stale?.warning).toContain(warning);
    expect(await real.call(ask)).toBe('1001');
    await real.session.setOptions({ strategy: 'swap' });
    await real.session.reload('manual');
    expect(await real.call(ask)).toBe('1002');
    expect(real.session.state().generation?.stale).toBeNull();
  });

  it('goes back to the copies of the build before when the new ones cannot be opened', async () => {
    const real = await openBoth(strict);
    await buildLibrary('extern "C" int other() { return 2; }', at('libhelper.so'), helperFlags);
    const entry = await real.history.first(({ verdict }) => verdict === 'rolled-back');
    expect(entry.failure?.detail).toContain('undefined symbol');
    expect(await real.call(ask)).toBe('1001');
  });
});

it('is found through LD_LIBRARY_PATH, in a folder of the project', async () => {
  await mkdir(at('.git'));
  await mkdir(at('plugins'));
  await buildHelper(1);
  const library = at('plugins/libx.so');
  await buildPlugin(1, library, []);
  // The runners have the environment of this process.
  vi.stubEnv('LD_LIBRARY_PATH', workshop.folder);
  const real = await workshop.open({ library });
  expect(await real.call(ask)).toBe('1001');
  await buildHelper(2);
  expect(await loaded(real, 2)).toMatchObject({ needed: [{ path: at('libhelper.so') }] });
  expect(await real.call(ask)).toBe('1002');
  const maps = await readFile(`/proc/${pidOf(real)}/maps`, 'utf8');
  expect(maps).not.toContain(` ${workshop.folder}`);
});

describe('going back', () => {
  it('brings the needed library of that time too, and forth again', async () => {
    const real = await openBoth();
    await buildHelper(2);
    await loaded(real, 2);
    expect(await real.call(ask)).toBe('1002');
    expect(await real.session.goBack(1)).toMatchObject({ ok: true });
    expect(await real.call(ask)).toBe('1001');
    expect(real.history.entries.at(-1)).toMatchObject({
      generation: 3,
      trigger: 'back',
      needed: [{ path: at('libhelper.so') }],
    });
    expect(real.session.state().freshness).toMatchObject({ kind: 'older', failure: { code: 'went-back' } });
    await run('touch', [at('libhelper.so')]);
    await real.history.first(({ verdict }) => verdict === 'unchanged');
    expect(await real.call(ask)).toBe('1001');
    await buildHelper(3);
    await loaded(real, 4);
    expect(await real.call(ask)).toBe('1003');
    expect(await real.session.goBack(2)).toMatchObject({ ok: true });
    expect(await real.call(ask)).toBe('1002');
  });

  it('between builds with the same needed library keeps that, with its state', async () => {
    const real = await openBoth();
    await buildPlugin(2);
    await loaded(real, 2);
    expect(await real.call('int helper_state()')).toBe('1');
    expect(await real.session.goBack(1)).toMatchObject({ ok: true });
    expect(await real.call(ask)).toBe('1001');
    expect(await real.call('int helper_state()')).toBe('2');
  });
});

describe('what only the process knows of', () => {
  it('belongs to the build as well: a library that a constructor opens', async () => {
    const opener = `
      #include <dlfcn.h>
      static void *opened;
      __attribute__((constructor)) static void start() { opened = dlopen("${at('libopened.so')}", RTLD_NOW); }
      extern "C" int both() { return ((int (*)())dlsym(opened, "helper_version"))(); }`;
    await buildHelper(1, at('libopened.so'));
    await workshop.build(opener);
    const real = await workshop.open({ options: { strategy: 'swap' } });
    expect(await real.call(ask)).toBe('1');
    expect(real.session.state().needed).toEqual([at('libopened.so')]);
    for (const version of [2, 3]) {
      await buildHelper(version, at('next.so'));
      await rename(at('next.so'), at('libopened.so'));
      expect(await loaded(real, version)).toMatchObject({ needed: [{ path: at('libopened.so') }] });
      expect(await real.call(ask)).toBe(String(version));
    }
  });

  it('is said: a needed library that cannot be opened from its copy', async () => {
    await buildHelper(1, at('libhelper.so'), []);
    await buildPlugin(1, workshop.library, [`-Wl,-rpath,${workshop.folder}`]);
    const real = await workshop.open({ options: { strategy: 'swap' } });
    expect(real.history.entries[0]?.notes.join(' ')).toContain(
      `${at('libhelper.so')} was opened where it lies`,
    );
    await buildHelper(2, at('libhelper.so'), []);
    await loaded(real, 2);
    expect(await real.call(ask)).toBe('1002');
  });
});
