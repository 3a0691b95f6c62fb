import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildLibrary, buildSample } from '../../native-samples/build-library.ts';
import type { SampleName } from '../../native-samples/samples.ts';
import type { HistoryEntry } from '../contract/history-entry.ts';
import type { RealSession } from './testing/real-session.ts';
import { workshopForEachTest } from './testing/workshop.ts';

const swap = { strategy: 'swap' } as const;
const workshop = workshopForEachTest();

const pidOf = (real: RealSession) => real.session.state().generation?.pid;

async function loadedEntry(real: RealSession, number: number): Promise<HistoryEntry> {
  return real.history.first(({ generation, verdict }) => generation === number && verdict === 'loaded');
}

interface Use {
  /** Prototype, then arguments. */
  readonly call: readonly [string, ...string[]];
  readonly answers: string;
}

interface StuckCase {
  readonly sample: Exclude<SampleName, 'faults'>;
  /** What makes it stay; a fresh image answers the same again. */
  readonly use?: Use;
  readonly kind: string;
  readonly says: RegExp;
}

const counted: Use = { call: ['int counted()'], answers: '1' };
const started: Use = { call: ['int start()'], answers: '0' };

const stuckCases: readonly StuckCase[] = [
  { sample: 'unloading/gnu-unique', use: counted, kind: 'unique', says: /Counter<int>::value/ },
  {
    sample: 'unloading/inline-static',
    use: counted,
    kind: 'unique',
    says: /STB_GNU_UNIQUE.*calls\(\)::count/,
  },
  {
    sample: 'unloading/regex',
    use: { call: ['int is_number(const char *text)', '"42"'], answers: '1' },
    kind: 'unique',
    says: /std::.*regex_traits<char>/,
  },
  { sample: 'unloading/nodelete', kind: 'nodelete', says: /-z nodelete/ },
  {
    sample: 'unloading/thread-local-destructor',
    use: { call: ['int touch()'], answers: '1' },
    kind: 'thread-local',
    says: /thread_local/,
  },
  { sample: 'unloading/leaves-thread', use: started, kind: 'thread', says: /A thread/ },
  { sample: 'unloading/leaves-signal-handler', use: started, kind: 'signal-handler', says: /SIGUSR1/ },
];

// std::regex takes a compiler seconds, without debug information half of them.
const patience = { timeout: 240_000 };
const buildAt = (level: string, sample: StuckCase['sample']) => (version: number) =>
  buildSample(sample, workshop.library, ['-g0', level, `-DVERSION=${version}`]);

describe.each(['-O0', '-O2'])('what stays, at %s', (level) => {
  it.each(stuckCases)(
    '$sample goes on in a fresh process, and the history says why',
    patience,
    async (stuck) => {
      const { sample, use, kind, says } = stuck;
      const build = buildAt(level, sample);
      await build(1001);
      const real = await workshop.open({ options: swap });
      const pid = pidOf(real);
      if (use !== undefined) expect(await real.call(...use.call)).toBe(use.answers);
      await build(2002);
      const entry = await loadedEntry(real, 2);
      expect(entry.proof).toMatchObject({ generation: 1, gone: false, reasons: [{ kind }] });
      expect(entry.proof?.reasons[0]?.cause).toMatch(says);
      expect(await real.call('int version()')).toBe('2002');
      if (use !== undefined) expect(await real.call(...use.call)).toBe(use.answers);
      expect(pidOf(real)).not.toBe(pid);
      expect(real.session.state().generation?.stale).toBeNull();
      expect(real.history.entries.filter(({ verdict }) => verdict === 'fault')).toEqual([]);
    },
  );

  it.each(stuckCases.filter(({ sample }) => sample !== 'unloading/regex'))(
    '$sample keeps the state with a lasting warning when that was chosen',
    patience,
    async (stuck) => {
      const { sample, use } = stuck;
      const build = buildAt(level, sample);
      await build(1001);
      const real = await workshop.open({ options: { ...swap, whenStuck: 'keep' } });
      const pid = pidOf(real);
      if (use !== undefined) await real.call(...use.call);
      await build(2002);
      await loadedEntry(real, 2);
      expect(await real.call('int version()')).toBe('2002');
      expect(pidOf(real)).toBe(pid);
      expect(real.session.state().generation?.stale).toMatchObject({ kind: 'statics' });
      await build(3003);
      await loadedEntry(real, 3);
      expect(await real.call('int version()')).toBe('3003');
      expect(real.session.state().generation?.stale).toMatchObject({ kind: 'statics' });
      await real.session.setOptions({ strategy: 'fresh' });
      await build(4004);
      await loadedEntry(real, 4);
      expect(real.session.state().generation?.stale).toBeNull();
    },
  );
});

const unloadable: readonly { readonly sample: StuckCase['sample']; readonly levels: readonly string[] }[] = [
  { sample: 'unloading/no-gnu-unique-o0', levels: ['-O0'] },
  { sample: 'unloading/no-gnu-unique-o2', levels: ['-O2'] },
  { sample: 'unloading/static-libstdcxx', levels: ['-O0', '-O2'] },
  { sample: 'unloading/clean', levels: ['-O0', '-O2'] },
];

it.each(unloadable.flatMap(({ sample, levels }) => levels.map((level) => ({ sample, level }))))(
  '$sample at $level is unloaded, and proven to be',
  patience,
  async ({ sample, level }) => {
    const build = buildAt(level, sample);
    await build(1001);
    const real = await workshop.open({ options: swap });
    expect(await real.call('int version()')).toBe('1001');
    await build(2002);
    expect((await loadedEntry(real, 2)).proof).toEqual({ generation: 1, gone: true, reasons: [] });
    expect(await real.call('int version()')).toBe('2002');
  },
);

it('strict shows the same proof', async () => {
  await buildSample('unloading/gnu-unique', workshop.library, ['-DVERSION=1001']);
  const real = await workshop.open({ options: { strategy: 'strict' } });
  await buildSample('unloading/gnu-unique', workshop.library, ['-DVERSION=2002']);
  const entry = await loadedEntry(real, 2);
  expect(entry.proof).toMatchObject({ gone: false, reasons: [{ kind: 'unique' }] });
});

it('strict says that the variables of a copy that swap had opened stay', async () => {
  await buildSample('unloading/gnu-unique', workshop.library, ['-DVERSION=1001']);
  const real = await workshop.open({ options: swap });
  await real.call('int counted()');
  await real.session.setOptions({ strategy: 'strict' });
  await buildSample('unloading/gnu-unique', workshop.library, ['-DVERSION=2002']);
  expect((await loadedEntry(real, 2)).notes.join(' ')).toContain('keep the values and the layout of #1');
  await buildSample('unloading/gnu-unique', workshop.library, ['-DVERSION=3003']);
  expect((await loadedEntry(real, 3)).proof).toMatchObject({ gone: true });
  expect([await real.call('int version()'), await real.call('int counted()')]).toEqual(['3003', '2']);
  expect(real.session.state().generation?.stale).toMatchObject({ kind: 'statics' });
});

it('a process that kept old variables is left when a fresh one is chosen instead', async () => {
  await buildSample('unloading/gnu-unique', workshop.library, ['-DVERSION=1001']);
  const real = await workshop.open({ options: { ...swap, whenStuck: 'keep' } });
  await real.call('int counted()');
  await buildSample('unloading/gnu-unique', workshop.library, ['-DVERSION=2002']);
  expect((await loadedEntry(real, 2)).notes.join(' ')).toContain('the image of #1 stayed');
  expect(await real.call('int counted()')).toBe('2');
  const pid = pidOf(real);
  await real.session.setOptions({ whenStuck: 'fresh' });
  expect(await real.session.reload('manual')).toMatchObject({ ok: true });
  expect(pidOf(real)).not.toBe(pid);
  expect(real.session.state().generation?.stale).toBeNull();
  expect(await real.call('int counted()')).toBe('1');
});

describe('a SONAME', () => {
  const twin = (number: number, output = workshop.library) =>
    buildLibrary(`extern "C" int twin() { return ${number}; }`, output, ['-Wl,-soname,libtwin.so.1']);

  it('that the next build shares does not make the loader give the old one', async () => {
    await twin(1);
    const real = await workshop.open({ options: swap });
    const pid = pidOf(real);
    for (const number of [2, 3]) {
      await twin(number);
      expect((await loadedEntry(real, number)).proof).toMatchObject({ gone: true });
      expect(await real.call('int twin()')).toBe(String(number));
    }
    expect(pidOf(real)).toBe(pid);
  });

  it.each(['isolated', 'in-main'] as const)(
    'that two open libraries share mixes neither up, %s',
    async (runIn) => {
      const other = join(workshop.folder, 'libother.so');
      await Promise.all([twin(1), twin(2, other)]);
      const options = { ...swap, runIn };
      const [first, second] = [
        await workshop.open({ options }),
        await workshop.open({ library: other, options }),
      ];
      await twin(11);
      await loadedEntry(first, 2);
      expect([await first.call('int twin()'), await second.call('int twin()')]).toEqual(['11', '2']);
      await twin(22, other);
      await loadedEntry(second, 2);
      expect([await first.call('int twin()'), await second.call('int twin()')]).toEqual(['11', '22']);
    },
  );
});

describe('a library that is opened twice', () => {
  const build = (number: number) => workshop.build(`extern "C" int version() { return ${number}; }`);

  it.each(['swap', 'fresh', 'strict'] as const)('runs the new code in both places, %s', async (strategy) => {
    await build(1);
    const both = [
      await workshop.open({ options: { strategy } }),
      await workshop.open({ options: { strategy } }),
    ];
    for (const number of [2, 3]) {
      await build(number);
      for (const real of both) {
        await loadedEntry(real, number);
        expect(await real.call('int version()')).toBe(String(number));
      }
    }
  });

  it('in main is held by the other handle, and each says that old code runs', async () => {
    await build(1);
    const options = { runIn: 'in-main' } as const;
    const both = [await workshop.open({ options }), await workshop.open({ options })];
    await build(2);
    for (const real of both) {
      expect((await loadedEntry(real, 2)).proof).toMatchObject({
        generation: 1,
        gone: false,
        reasons: [{ kind: 'opened-twice', names: [workshop.library] }],
      });
      expect(real.session.state().generation?.stale).toMatchObject({ kind: 'code' });
      expect(await real.call('int version()')).toBe('1');
      await real.session.setOptions({ runIn: 'isolated' });
      expect(real.session.state().generation?.stale).toBeNull();
      expect(await real.call('int version()')).toBe('2');
    }
  });
});
