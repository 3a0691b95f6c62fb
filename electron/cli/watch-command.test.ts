import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
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

/** False for a process that is gone, or ended and not yet collected. */
function isRunning(pid: number): boolean {
  try {
    readlinkSync(`/proc/${pid}/exe`);
    return true;
  } catch {
    return false;
  }
}
