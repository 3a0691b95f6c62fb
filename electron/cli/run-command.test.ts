import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildLibrary } from '../../native-samples/build-library.ts';
import { type BuiltProgram, buildProgram } from './testing/build-program.ts';
import { type CliRun, LiveCli, runCli } from './testing/cli-runs.ts';
import { runDocument } from './testing/documents.ts';

let program: BuiltProgram;
let folder: string;
let file: string;

const source = `
#include <stdio.h>
#include <unistd.h>
extern "C" {
  int add(int a, int b) { return a + b; }
  double half(double value) { return value / 2; }
  int boom() { *(volatile int *)0 = 1; return 0; }
  void spin() { for (;;) asm volatile(""); }
  void say(const char *text) { puts(text); }
  int sum(int a, int b, int *out) { *out = a + b; return 0; }
  int calls() { static int count; return ++count; }
}`;

const entries = {
  add: { symbol: 'add', prototype: 'int add(int a, int b)', arguments: ['3', '4'] },
  half: { symbol: 'half', prototype: 'double half(double value)', arguments: ['5'] },
  boom: { symbol: 'boom', prototype: 'int boom(void)', arguments: [] },
  spin: { symbol: 'spin', prototype: 'void spin(void)', arguments: [] },
  say: { symbol: 'say', prototype: 'void say(const char *text)', arguments: ['<hi>'] },
  sum: { symbol: 'sum', prototype: 'int sum(int a, int b, int *out)', arguments: ['3', '4', { $out: true }] },
  calls: { symbol: 'calls', prototype: 'int calls(void)', arguments: [] },
  gone: { symbol: 'gone', prototype: 'int gone(int a)', arguments: ['1'] },
} as const;

beforeAll(async () => {
  program = await buildProgram();
  folder = await mkdtemp(join(tmpdir(), 'dlscope-run-'));
  await mkdir(join(folder, 'build'));
  await buildLibrary(source, join(folder, 'build/libsum.so'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await program.remove();
});

beforeEach(() => {
  file = join(folder, 'calls.json');
});

type Entry = (typeof entries)[keyof typeof entries];

async function put(pinned: readonly (Entry & { readonly expected?: unknown; readonly name?: string })[]) {
  await writeFile(file, JSON.stringify({ dlscope: 1, library: 'build/libsum.so', calls: {}, pinned }));
}

function run(...args: readonly string[]): Promise<CliRun> {
  return runCli(program.cli, ['run', file, ...args]);
}

test('checks that pass end with 0, a line for each, from whatever folder', async () => {
  await put([
    { ...entries.add, expected: 7 },
    { ...entries.half, expected: '2.5', name: 'half of five' },
    { ...entries.sum, expected: { $result: 0, $out: { out: 7 } } },
    { ...entries.calls, expected: '1' },
    { ...entries.calls, expected: '2' },
    entries.say,
  ]);
  const { code, stdout, stderr } = await run();
  expect(stdout.split('\n').map((line) => line.replace(/ {2}[\d.]+ (ns|µs|ms)$/, ''))).toEqual([
    'pass     add(3, 4)  = 7',
    'pass     half of five  = 2.5',
    'pass     sum(3, 4, out)  = 0',
    'pass     calls()  = 1',
    'pass     calls()  = 2',
    'ran      say(<hi>)  = void',
    '5 of 5 passed; without an expected result 1 ran',
    '',
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('what fails, faults, takes too long or does not fit ends with 1, and the others run all the same', async () => {
  await put([
    { ...entries.boom, expected: '0' },
    { ...entries.spin, expected: 'void' },
    { ...entries.gone, expected: '1' },
    { ...entries.half, expected: 'x' },
    { ...entries.half, expected: '2' },
    { ...entries.add, expected: '7' },
    entries.gone,
  ]);
  const { code, stdout } = await run('--timeout', '200', '--json');
  const document = runDocument.parse(JSON.parse(stdout));
  expect(code).toBe(1);
  expect(document.calls.map(({ state, reason }) => [state, reason])).toEqual([
    ['fault', expect.stringContaining('SIGSEGV')],
    ['fault', expect.stringContaining('200 ms')],
    ['stale', expect.stringContaining('gone')],
    ['fail', expect.stringContaining('does not fit double')],
    ['fail', 'Expected 2, got 2.5.'],
    ['pass', undefined],
    ['stale', expect.stringContaining('gone')],
  ]);
  expect(document).toMatchObject({
    library: join(folder, 'build/libsum.so'),
    passed: 1,
    failed: 2,
    faults: 2,
    stale: 2,
    ran: 0,
    notRun: 0,
  });
});

test('a call without an expected result has only to return', async () => {
  await put([entries.add]);
  expect(await run()).toMatchObject({ code: 0, stdout: expect.stringContaining('1 ran') });
  await put([entries.boom, entries.add]);
  expect(await run()).toMatchObject({ code: 1, stdout: expect.stringContaining('fault    boom()') });
});

test('a call without an expected result is stale when its function is gone', async () => {
  await put([entries.add, entries.gone]);
  const junit = join(folder, 'stale.xml');
  const { code, stdout } = await run('--junit', junit);
  expect(code).toBe(1);
  expect(stdout).toContain('stale    gone(1)');
  expect(stdout).toContain('0 of 1 passed, 1 stale; without an expected result 1 ran');
  const xml = await readFile(junit, 'utf8');
  expect(xml).toContain('tests="2" failures="0" errors="1" skipped="0"');
  expect(xml).toMatch(/<error message="[^"]*gone[^"]*" type="stale">/);
});

test('JUnit XML is written beside what is told', async () => {
  await put([{ ...entries.add, expected: '8' }, entries.say]);
  const junit = join(folder, 'junit.xml');
  const { code } = await run('--junit', junit);
  expect(code).toBe(1);
  const xml = await readFile(junit, 'utf8');
  expect(xml).toContain('<testsuite name="libsum.so" tests="2" failures="1" errors="0" skipped="0"');
  expect(xml).toContain('<failure message="Expected 8, got 7." type="fail">');
  expect(xml).toContain('<system-out>&lt;hi&gt;\n</system-out>');
  expect(xml).toMatch(/<property name="build" value="[0-9a-f]+"\/>/);
});

describe('what cannot be run', () => {
  test('a library that does not load ends with 3 and its dlerror text, which is in the XML too', async () => {
    const broken = join(folder, 'libbroken.so');
    await buildLibrary(
      'extern "C" int missing(); extern "C" int add(int a, int b) { return missing(); }',
      broken,
    );
    await put([{ ...entries.add, expected: '7' }]);
    const junit = join(folder, 'broken.xml');
    const { code, stderr } = await run('--library', broken, '--junit', junit);
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringContaining('undefined symbol: missing'),
    });
    const xml = await readFile(junit, 'utf8');
    expect(xml).toContain('errors="1"');
    expect(xml).toContain('undefined symbol: missing');
  });

  test('a library that crashes while loading ends with 4, and one that is none with 6', async () => {
    const crashing = join(folder, 'libcrash.so');
    await buildLibrary(
      'static int early = *(volatile int *)0; extern "C" int add(int a, int b) { return early; }',
      crashing,
    );
    await put([{ ...entries.add, expected: '7' }]);
    expect(await run('--library', crashing)).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('SIGSEGV'),
    });
    expect(await run('--library', file)).toMatchObject({ code: 6 });
  });

  test('a library that is not where the file says is named, with the way out', async () => {
    await writeFile(file, JSON.stringify({ dlscope: 1, library: 'out/libsum.so', pinned: [entries.add] }));
    const junit = join(folder, 'absent.xml');
    const { code, stderr } = await run('--junit', junit);
    expect(code).toBe(6);
    expect(await readFile(junit, 'utf8')).toContain('tests="1" failures="0" errors="1" skipped="0"');
    expect(stderr).toContain(`names the library out/libsum.so, which is not there (${folder}/out/libsum.so)`);
    expect(stderr).toContain('--library');
    expect(await run('--library', join(folder, 'build/libsum.so'))).toMatchObject({ code: 0 });
  });

  test.each([
    ['', 'not one of dlscope'],
    ['{"dlscope":1,"library":"x","calls":{}}', 'has no pinned calls'],
    ['{"dlscope":1,"library":"x","pinned":[{}]}', 'the pinned call 1 has no "symbol"'],
  ])('a file like %j is a wrong argument', async (text, says) => {
    await writeFile(file, text);
    expect(await run()).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(says) });
  });

  test('a file that is not there is a wrong argument', async () => {
    file = join(folder, 'nowhere.json');
    expect(await run()).toMatchObject({ code: 2, stderr: expect.stringContaining('nowhere.json') });
  });
});

test('nothing is told of the calls that Ctrl+C cut short, and the older report stays', async () => {
  await put([
    { ...entries.add, expected: '7' },
    { ...entries.spin, expected: 'void' },
    { ...entries.half, expected: '2.5' },
  ]);
  const junit = join(folder, 'older.xml');
  await writeFile(junit, 'older');
  const live = new LiveCli(program.cli, ['run', file, '--junit', junit]);
  expect(await live.nextLine()).toContain('pass     add(3, 4)');
  live.child.kill('SIGINT');
  await expect(live.nextLine()).rejects.toThrow('no further line; stderr: ');
  expect(await live.ended).toEqual({ code: 130, signal: null });
  expect(live.stderr).toBe('');
  expect(await readFile(junit, 'utf8')).toBe('older');
});

test('nothing is left behind', async () => {
  await put([{ ...entries.boom, expected: '0' }]);
  const copies = async () => (await readdir(tmpdir())).filter((name) => /^dlscope-\d+-/.test(name));
  const before = await copies();
  await run();
  expect((await copies()).filter((name) => !before.includes(name))).toEqual([]);
});
