import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildLibrary } from '../../native-samples/build-library.ts';
import { waysToLeaveAsItIs } from '../../native-samples/replace-library.ts';
import { type BuiltProgram, buildProgram } from './testing/build-program.ts';
import { LiveCli, runCli } from './testing/cli-runs.ts';
import { watchEvent } from './testing/documents.ts';

let program: BuiltProgram;
let folder: string;
let library: string;
const started: LiveCli[] = [];

beforeAll(async () => {
  program = await buildProgram();
});

afterAll(() => program.remove());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dlscope-watch-'));
  library = join(folder, 'libsum.so');
  await build('a + b');
});

afterEach(async () => {
  for (const live of started.splice(0)) live.child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function build(expression: string, declarations = ''): Promise<void> {
  return buildLibrary(
    `extern "C" { ${declarations} int add(int a, int b) { return ${expression}; } }`,
    library,
  );
}

function watch(...args: readonly string[]): LiveCli {
  const live = new LiveCli(program.cli, ['watch', library, '--json', ...args]);
  started.push(live);
  return live;
}

const call = ['--call', 'int add(int a, int b)', '3', '4'];

/** The processes whose parent is `pid`, with the descendants of those. */
function descendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  if (children === '') return [];
  return children.split(' ').flatMap((child) => [Number(child), ...descendants(Number(child))]);
}

function copiesOf(pid: number): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`dlscope-${pid}-`));
}

describe.each([[], ['--strategy', 'swap'], ['--strategy', 'strict'], ['--strategy', 'fresh'], ['--in-main']])(
  'watch %s %s',
  (...how) => {
    test('loads each build and calls it: 7, then 12', async () => {
      const live = watch(...call, ...how);
      const loaded = watchEvent.parse(await live.nextEvent('loaded'));
      expect(loaded).toMatchObject({ generation: 1 });
      expect(watchEvent.parse(await live.nextEvent('result'))).toMatchObject({
        generation: 1,
        result: 7,
        build: loaded.build,
      });
      await build('a * b');
      const reloaded = watchEvent.parse(await live.nextEvent('reloaded'));
      expect(reloaded).toMatchObject({ generation: 2 });
      expect(reloaded.build).not.toBe(loaded.build);
      expect(watchEvent.parse(await live.nextEvent('result'))).toMatchObject({ generation: 2, result: 12 });
      live.child.kill('SIGINT');
      expect(await live.ended).toEqual({ code: 0, signal: null });
      expect(live.stderr).toBe('');
    });
  },
);

describe('watch', () => {
  test('keeps the good build when one cannot be loaded, and takes the next', async () => {
    const live = watch(...call);
    await live.nextEvent('result');
    await build('missing()', 'int missing();');
    const rejected = watchEvent.parse(await live.nextEvent('rejected'));
    expect(rejected).toMatchObject({
      generation: 1,
      dlerror: expect.stringContaining('undefined symbol: missing'),
    });
    await build('a * b');
    expect(watchEvent.parse(await live.nextEvent('result'))).toMatchObject({ generation: 2, result: 12 });
  });

  test('tells of a file touched, gone and back', async () => {
    const live = watch();
    await live.nextEvent('loaded');
    await waysToLeaveAsItIs.touch(library);
    expect(watchEvent.parse(await live.nextEvent('unchanged'))).toMatchObject({ generation: 1 });
    await rm(library);
    expect(watchEvent.parse(await live.nextEvent('missing'))).toMatchObject({ generation: 1 });
    await build('a * b');
    expect(watchEvent.parse(await live.nextEvent('reloaded'))).toMatchObject({ generation: 2 });
  });

  test('tells a crash in the call as a fault and goes on with the next build', async () => {
    await build('*(volatile int *)0');
    const live = watch(...call);
    expect(watchEvent.parse(await live.nextEvent('fault')).reason).toContain('SIGSEGV');
    await build('a * b');
    expect(watchEvent.parse(await live.nextEvent('result'))).toMatchObject({ generation: 2, result: 12 });
  });

  test('goes on after three builds that crashed while they were loaded, without loading one of them again', async () => {
    const crash = (value: number) =>
      build(
        'a + b',
        `int value = ${value}; __attribute__((constructor)) void c(void) { *(volatile int *)0 = 1; }`,
      );
    const live = watch(...call);
    await live.nextEvent('result');
    for (const value of [1, 2, 3]) {
      await crash(value);
      const fault = watchEvent.parse(await live.nextEvent('fault'));
      expect(fault).toMatchObject({ generation: 1, reason: expect.stringContaining('SIGSEGV') });
      expect(fault.reason).not.toContain('paused');
    }
    await crash(3);
    expect(watchEvent.parse(await live.nextEvent('rejected'))).toMatchObject({
      generation: 1,
      reason:
        'This build crashed while it was loaded before. It is not loaded again by itself; another build is.',
    });
    await build('a * b');
    expect(watchEvent.parse(await live.nextEvent('result'))).toMatchObject({ generation: 2, result: 12 });
  });

  test('tells a missing function with its dlerror text', async () => {
    const live = watch('--call', 'int nope(void)');
    const fault = watchEvent.parse(await live.nextEvent('fault'));
    expect(fault).toMatchObject({ generation: 1, dlerror: expect.stringMatching(/undefined symbol: nope$/) });
  });

  test('waits for a file that is not there yet', async () => {
    await rm(library);
    const live = watch(...call);
    expect(watchEvent.parse(await live.nextEvent('missing'))).toMatchObject({
      generation: null,
      identity: null,
    });
    await build('a + b');
    expect(watchEvent.parse(await live.nextEvent('result'))).toMatchObject({ generation: 1, result: 7 });
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s leaves no process and no copy behind', async (signal) => {
    const live = watch(...call);
    await live.nextEvent('result');
    const pid = live.child.pid ?? 0;
    const children = descendants(pid);
    expect(children.length).toBeGreaterThan(0);
    expect(copiesOf(pid)).toHaveLength(1);
    live.child.kill(signal);
    expect(await live.ended).toEqual({ code: 0, signal: null });
    expect(children.filter(isRunning)).toEqual([]);
    expect(copiesOf(pid)).toEqual([]);
  });

  test('tells what constructors wrote with the load, also with one that crashed', async () => {
    const loud = (text: string, more = '') =>
      buildLibrary(
        `#include <cstdio>
        static int start = [] { puts("${text}"); fputs("${text} too\\n", stderr); ${more} return 0; }();
        extern "C" int add(int a, int b) { return a + b; }`,
        library,
      );
    await loud('one');
    const live = watch();
    const people = new LiveCli(program.cli, ['watch', library]);
    started.push(people);
    expect(watchEvent.parse(await live.nextEvent('loaded'))).toMatchObject({
      stdout: 'one\n',
      stderr: 'one too\n',
    });
    expect(await people.nextLine()).toMatch(/loaded .* {2}stdout: one {2}stderr: one too$/);
    await loud('two');
    expect(watchEvent.parse(await live.nextEvent('reloaded'))).toMatchObject({ stdout: 'two\n' });
    expect(await people.nextLine()).toMatch(/reloaded .* {2}stdout: two {2}stderr: two too$/);
    await loud('three', '*(volatile int *)0 = 1;');
    expect(watchEvent.parse(await live.nextEvent('fault'))).toMatchObject({
      stdout: expect.stringContaining('three\n'),
    });
    await build('a * b');
    expect(watchEvent.parse(await live.nextEvent('reloaded'))).not.toHaveProperty('stdout');
  });

  test('tells how much of the output is missing, and shows lines on one', async () => {
    const loud = (count: number) =>
      buildLibrary(
        `#include <cstdio>
        extern "C" int add(int, int) { for (int i = 0; i < ${count}; i++) puts("a line of 16 by"); return ${count}; }`,
        library,
      );
    await loud(2);
    const live = watch(...call);
    const people = new LiveCli(program.cli, ['watch', library, ...call]);
    started.push(people);
    expect(watchEvent.parse(await live.nextEvent('result'))).not.toHaveProperty('stdoutDroppedBytes');
    await people.nextLine();
    expect(await people.nextLine()).toMatch(/stdout: a line of 16 by ⏎ a line of 16 by$/);
    await loud(20_000);
    expect(watchEvent.parse(await live.nextEvent('result'))).toMatchObject({
      stdoutDroppedBytes: 20_000 * 16 - 256 * 1024,
    });
  });

  test('tells what a build changed, for scripts and for people', async () => {
    const live = watch();
    const people = new LiveCli(program.cli, ['watch', library]);
    started.push(people);
    await live.nextEvent('loaded');
    expect(await people.nextLine()).toContain('loaded');
    await build('a * b', 'int fresh(void) { return 1; }');
    const changes = watchEvent.parse(await live.nextEvent('changes'));
    expect(changes).toMatchObject({
      generation: 2,
      summary: { breaking: 0, risky: 0, compatible: 2 },
      changes: [{ kind: 'code-changed', symbols: ['add'] }, { sentence: 'The function `fresh` is new.' }],
    });
    expect(await people.nextLine()).toContain('reloaded');
    expect(await people.nextLine()).toMatch(
      /changes +#2 {2}2 compatible {2}The code of `add` changed\. {2}The function `fresh` is new\./,
    );
  });

  test('tells of each load in one order: the load, the result, the changes', async () => {
    const live = watch(...call);
    const events = async (count: number) => {
      const names: unknown[] = [];
      while (names.length < count) names.push(JSON.parse(await live.nextLine()).event);
      return names;
    };
    expect(await events(2)).toEqual(['loaded', 'result']);
    for (const value of [1, 2, 3]) {
      // The comparison is done long before the call is.
      await build(`(usleep(300000), a + ${value})`, 'int usleep(unsigned);');
      expect(await events(3)).toEqual(['reloaded', 'result', 'changes']);
    }
    await build('*(volatile int *)0');
    expect(await events(3)).toEqual(['reloaded', 'fault', 'changes']);
  });

  test('ends in order when nobody reads its lines any more', async () => {
    const live = watch(...call);
    await live.nextEvent('result');
    live.child.stdout?.destroy();
    await build('a * b');
    expect(await live.ended).toEqual({ code: 0, signal: null });
    expect(copiesOf(live.child.pid ?? 0)).toEqual([]);
  });

  test('prints one calm line for each event without --json', async () => {
    const live = new LiveCli(program.cli, ['watch', library, ...call]);
    started.push(live);
    expect(await live.nextLine()).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}loaded +#1 {2}inode \d+/);
    expect(await live.nextLine()).toMatch(/result +#1 {2}= 7/);
  });

  test.each([
    { args: ['--strategy', 'swap', '--in-main'], says: 'swap' },
    { args: ['--strategy', 'fresh', '--in-main'], says: 'fresh' },
    { args: ['--strategy', 'slow'], says: 'slow' },
    { args: ['3', '4'], says: '--call' },
    { args: ['--call', 'add', '3', '4'], says: 'int add(' },
    { args: ['--call', 'int add(int a, int b)', '3', 'x'], says: 'b:' },
  ])('wrong usage ends with 2: $args', async ({ args, says }) => {
    const run = await runCli(program.cli, ['watch', library, ...args]);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(says);
  });
});

describe('watch --pinned', () => {
  let file: string;

  beforeEach(async () => {
    file = join(folder, 'calls.json');
    await pin(['7', '7', null]);
  });

  /** add(3, 4) and add(1, 6) with what is expected of them, and add(0, 0) without. */
  function pin(expected: readonly (string | null)[]): Promise<void> {
    const inputs = [
      ['3', '4'],
      ['1', '6'],
      ['0', '0'],
    ];
    const pinned = inputs.map((values, index) => ({
      symbol: 'add',
      prototype: 'int add(int a, int b)',
      arguments: values,
      ...(expected[index] && { expected: expected[index] }),
    }));
    return writeFile(file, JSON.stringify({ dlscope: 1, library: 'libsum.so', pinned }));
  }

  /** The `check` events until the figures come, and those. */
  async function checks(live: LiveCli) {
    const told: { readonly text: string | undefined; readonly check: unknown; readonly reason?: string }[] =
      [];
    for (;;) {
      const event = watchEvent.parse(JSON.parse(await live.nextLine()));
      if (event.event === 'check')
        told.push({ text: event.text, check: event.check, ...(event.reason && { reason: event.reason }) });
      if (event.event === 'checks') return { told, counts: event.counts, generation: event.generation };
    }
  }

  test('tells every pinned call at first, then those that changed, and the build that broke one', async () => {
    const live = watch('--pinned', file);
    const first = await checks(live);
    expect(first.told.map(({ text }) => text)).toEqual(['7', '7', '0']);
    expect(first).toMatchObject({ generation: 1, counts: { passed: 2, failed: 0, ran: 1 } });
    await build('a * b');
    expect(await checks(live)).toMatchObject({
      generation: 2,
      counts: { passed: 0, failed: 2, ran: 1 },
      told: [
        {
          text: '12',
          reason: 'Expected 7, got 12.',
          check: { name: 'add(3, 4)', state: 'fail', before: '7', brokenBy: { generation: 2 } },
        },
        { text: '6', check: { name: 'add(1, 6)', state: 'fail', before: '7' } },
      ],
    });
    await pin(['12', '6', null]);
    await build('a * b', 'int another() { return 1; }');
    expect(await checks(live)).toMatchObject({
      counts: { passed: 2 },
      told: [{ text: '12' }, { text: '6' }],
    });
  });

  test('goes on with the others when one crashes', async () => {
    await build('a == 3 ? *(volatile int *)0 : a + b');
    const { told, counts } = await checks(watch('--pinned', file));
    expect(told.map(({ text }) => text)).toEqual([undefined, '7', '0']);
    expect(counts).toMatchObject({ faults: 1, passed: 1, ran: 1 });
  });

  test('a call whose function is gone is stale, with an expected result and without', async () => {
    const live = watch('--pinned', file);
    await checks(live);
    await buildLibrary('extern "C" int other() { return 1; }', library);
    const { told, counts } = await checks(live);
    expect(told.map(({ check }) => check)).toMatchObject([
      { name: 'add(3, 4)', state: 'stale' },
      { name: 'add(1, 6)', state: 'stale' },
      { name: 'add(0, 0)', state: 'stale', expected: null },
    ]);
    expect(counts).toMatchObject({ stale: 3, notRun: 0 });
  });

  test('tells the faults of pinned calls, then each, then the figures, then the changes', async () => {
    const live = watch('--pinned', file);
    for (let names: unknown[] = []; names.at(-1) !== 'checks'; )
      names.push(JSON.parse(await live.nextLine()).event);
    await build('a == 0 ? *(volatile int *)0 : a * b');
    const names: unknown[] = [];
    while (names.at(-1) !== 'changes') names.push(JSON.parse(await live.nextLine()).event);
    expect(names).toEqual(['reloaded', 'fault', 'check', 'check', 'check', 'checks', 'changes']);
  });

  test('says each on one line without --json', async () => {
    const live = new LiveCli(program.cli, ['watch', library, '--pinned', file]);
    started.push(live);
    await live.nextLine();
    expect(await live.nextLine()).toMatch(/check +#1 {2}pass {2}add\(3, 4\) {2}= 7 {2}[\d.]+ (ns|µs)$/);
    await live.nextLine();
    await live.nextLine();
    expect(await live.nextLine()).toMatch(/checks +#1 {2}2 of 2 passed; without an expected result 1 ran$/);
  });

  test('a file without pinned calls is a wrong argument', async () => {
    await writeFile(file, '{"dlscope":1,"library":"x","calls":{}}');
    const run = await runCli(program.cli, ['watch', library, '--pinned', file]);
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('has no pinned calls') });
  });
});

/** False for a process that is gone, or ended and not yet collected. */
function isRunning(pid: number): boolean {
  try {
    readlinkSync(`/proc/${pid}/exe`);
    return true;
  } catch {
    return false;
  }
}
