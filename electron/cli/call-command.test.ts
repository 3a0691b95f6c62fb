import { copyFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildLibrary } from '../../native-samples/build-library.ts';
import { samplePath } from '../../native-samples/samples.ts';
import { type BuiltProgram, buildProgram } from './testing/build-program.ts';
import { LiveCli, runCli } from './testing/cli-runs.ts';
import { callDocument } from './testing/documents.ts';

let program: BuiltProgram;
const sum = samplePath('libctest');
const scalars = samplePath('calling/scalars');
const stripped = samplePath('symbols/stripped');
const inventory = samplePath('typed/inventory');
const shapes = samplePath('typed/shapes');

beforeAll(async () => {
  program = await buildProgram();
});

afterAll(() => program.remove());

function call(...args: readonly string[]) {
  return runCli(program.cli, ['call', ...args]);
}

async function document(...args: readonly string[]) {
  const run = await call(...args, '--json');
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return callDocument.parse(JSON.parse(run.stdout));
}

describe('call', () => {
  test('prints the result', async () => {
    expect(await call(sum, 'int add(int a, int b)', '3', '4')).toMatchObject({
      code: 0,
      stdout: '7\n',
      stderr: '',
    });
  });

  test('takes negative numbers, also after --', async () => {
    expect(await document(sum, 'int add(int, int)', '-3', '-4')).toMatchObject({
      result: -7,
      text: '-7',
      type: 'int',
    });
    expect(await call(sum, 'double half(double)', '--', '-3e2')).toMatchObject({ code: 0, stdout: '-150\n' });
    expect(await document(sum, 'double half(double)', '-inf')).toMatchObject({
      result: '-inf',
      text: '-inf',
    });
    expect(await document(sum, 'double half(double)', '-.5')).toMatchObject({ result: -0.25 });
  });

  test('takes options before, between and after the arguments', async () => {
    const run = await runCli(program.cli, [
      'call',
      '--json',
      sum,
      'int add(int, int)',
      '3',
      '--timeout',
      '5000',
      '4',
    ]);
    expect(callDocument.parse(JSON.parse(run.stdout))).toMatchObject({ result: 7 });
  });

  test('keeps 64-bit values exact', async () => {
    const most = '18446744073709551615';
    expect(await document(scalars, 'uint64_t identity_uint64(uint64_t)', most)).toMatchObject({
      result: most,
      text: most,
    });
    const least = '-9223372036854775808';
    expect(await document(scalars, 'int64_t identity_int64(int64_t)', least)).toMatchObject({
      result: least,
    });
  });

  test('gives strings, void, booleans and addresses as JSON holds them', async () => {
    expect(await document(sum, 'const char *greet(const char *name)', 'Zoë')).toMatchObject({
      result: 'Hello, Zoë!',
      type: 'const char *',
    });
    expect(await document(sum, 'void say(const char *text)', 'hi')).toMatchObject({
      result: null,
      stdout: 'hi\n',
    });
    expect(await document(scalars, 'bool identity_bool(bool)', 'true')).toMatchObject({ result: true });
    expect(
      await document(samplePath('calling/pointers'), 'void *same_pointer(void *)', '0x10'),
    ).toMatchObject({
      result: '0x10',
    });
  });

  test('passes on what the library prints, before the result', async () => {
    const run = await call(sum, 'void say(const char *text)', 'no newline missing');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/^no newline missing\n/);
  });

  test('calls often for --repeat and gives the mean time', async () => {
    const { result, durationNs } = await document(sum, 'int count_calls(void)', '--repeat', '500');
    expect(result).toBe(500);
    expect(durationNs).toBeLessThan(1_000_000);
  });

  test('runs in its own process with --in-main', async () => {
    expect(await document(sum, 'int add(int, int)', '3', '4', '--in-main')).toMatchObject({ result: 7 });
    const printed = await document(sum, 'void say(const char *)', 'here', '--in-main');
    expect(printed).toMatchObject({ result: null, stdout: 'here\n' });
    expect(await call(sum, 'int boom(void)', '--in-main')).toMatchObject({ code: null, signal: 'SIGSEGV' });
  });

  test('tells what errno became', async () => {
    const run = await call(samplePath('calling/errno'), 'int set_errno(int)', '2');
    expect(run.code).toBe(0);
    expect(run.stderr).toContain('ENOENT');
  });
});

describe('call with a name whose prototype is known', () => {
  test('takes it from debug information', async () => {
    expect(await document(sum, 'add', '3', '4')).toMatchObject({ result: 7, type: 'int' });
    expect(await document(inventory, 'next_color', 'RED')).toMatchObject({
      result: 'GREEN',
      text: 'GREEN (5)',
    });
  });

  test('takes structs as JSON and gives them back so', async () => {
    expect(await document(inventory, 'add_points', '{"x": 1, "y": 2}', '{"x": 10, "y": -2}')).toMatchObject({
      result: { x: 11, y: 0 },
      type: 'struct point',
    });
  });

  test('gives what lies in out arguments', async () => {
    const run = await document(inventory, 'divide', '17', '5', '{"$out": true}', '{"$out": true}');
    expect(run).toMatchObject({ result: 0, out: { quotient: 3, rest: 2 } });
    const { stdout } = await call(inventory, 'divide', '17', '5', '{"$out": true}', 'NULL');
    expect(stdout).toBe('0\nquotient = 3\n');
  });

  test('fills buffers, arrays and lists', async () => {
    expect(await document(inventory, 'fill', '{"$out": {"$size": 4}}', '4')).toMatchObject({
      out: { buffer: { $hex: '00 01 02 03' } },
    });
    expect(await document(inventory, 'sum_array', '[1, 2, 39]', '3')).toMatchObject({ result: 42 });
    expect(await document(inventory, 'join_texts', '["a", "b"]', '-')).toMatchObject({ result: 'a-b' });
  });

  test('records callbacks, and takes functions of the library for them', async () => {
    const visited = await document(
      inventory,
      'visit_items',
      '[{"id": 1}, {"id": 2}]',
      '2',
      '{"$callback": [true, false]}',
      'NULL',
    );
    expect(visited.result).toBe(1);
    expect(visited.callbacks?.visit).toHaveLength(2);
    const sorted = await document(
      inventory,
      'sort_values',
      '{"$inout": {"$hex": "0300000001000000"}}',
      '2',
      '4',
      '{"$symbol": "compare_ints_up"}',
    );
    expect(sorted.out).toEqual({ base: { $hex: '01 00 00 00 03 00 00 00' } });
  });

  test('takes typed arguments behind ...', async () => {
    expect(await document(inventory, 'mean_of', '2', '(double) 1.5', '(float) 2.5')).toMatchObject({
      result: 2,
    });
  });

  test('calls C++ by its name, with the object in new memory', async () => {
    const made = await document(
      shapes,
      'geometry::Circle::Circle',
      '{"$out": true}',
      '{"x": 1, "y": 2}',
      '3',
    );
    expect(made.out).toMatchObject({ this: { centre_: { x: 1, y: 2 }, radius_: 3 } });
    expect(await document(shapes, 'geometry::Circle::alive')).toMatchObject({ result: 0 });
  });

  test('takes it from a header where there is no debug information', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dlscope-cli-'));
    const header = join(folder, 'three.h');
    writeFileSync(header, 'int survives_strip(int value);\n');
    const run = await document(stripped, 'survives_strip', '6', '--header', header);
    rmSync(folder, { recursive: true });
    expect(run).toMatchObject({ result: 7 });
  });
});

describe('wrong usage: exit code 2', () => {
  test.each([
    { args: [sum, 'int add(int a, int b)', '3', '4.5'], says: 'b' },
    { args: [sum, 'int add(int a, int b)', '3'], says: 'b: missing' },
    { args: [sum, 'int add(int, int)', '3', '4', '5'], says: 'arg 3' },
    { args: [sum, 'int add(int first, int)', '2147483648', '1'], says: 'first' },
    { args: [stripped, 'survives_strip', '3'], says: 'int survives_strip(' },
    { args: [shapes, 'geometry::larger', '3', '4'], says: '_ZN8geometry6largerEii' },
    { args: [inventory, 'sum_of', '1', '5'], says: '(int) 42' },
    { args: [inventory, 'add_points', '{"x": 1, "z": 2}', '{}'], says: 'no member "z"' },
    { args: [sum, 'int add(point p)', '3'], says: 'point' },
    { args: [sum], says: 'prototype' },
    { args: [sum, 'int add(int, int)', '3', '4', '--timeout', 'soon'], says: '--timeout' },
    { args: [sum, 'int add(int, int)', '3', '4', '--repeat', '0'], says: '--repeat' },
    { args: [sum, 'int add(int, int)', '3', '4', '--loud'], says: '--loud' },
  ])('$args.1 $args.2 $args.3: names $says', async ({ args, says }) => {
    const run = await call(...args);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(says);
  });
});

describe('what cannot be loaded: exit code 3', () => {
  test('gives the dlerror text verbatim', async () => {
    const nope = await call(sum, 'int nope(void)');
    expect(nope.code).toBe(3);
    expect(nope.stderr.split('\n')).toContain(`${sum}: undefined symbol: nope`);
    const library = samplePath('linking/undefined-function');
    const undefinedFunction = await call(library, 'int f(void)');
    expect(undefinedFunction.code).toBe(3);
    expect(undefinedFunction.stderr.split('\n')).toContain(
      `${library}: undefined symbol: nobody_defines_this`,
    );
  });

  test('says what is missing and what the loader does not take', async () => {
    const missing = await call(samplePath('linking/missing-dependency'), 'int f(void)');
    expect(missing).toMatchObject({ code: 3 });
    expect(missing.stderr).toContain('libdlscope-absent.so: cannot open shared object file');
    const narrow = await call(samplePath('symbols/i386'), 'int f(void)', '--json');
    expect(narrow).toMatchObject({ code: 3 });
    expect(narrow.stderr).toContain('wrong ELF class: ELFCLASS32');
    expect(JSON.parse(narrow.stdout)).toMatchObject({ error: { code: 'dlopen-failed' } });
  });

  test('explains a name that only exists mangled', async () => {
    const run = await call(samplePath('symbols/mangled-names'), 'int area(int)', '1');
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('_Z4areai');
    expect(run.stderr).toContain('extern "C"');
  });

  test('refuses to call data', async () => {
    const run = await call(samplePath('symbols/data'), 'int answer(void)');
    expect(run.code).toBe(3);
  });
});

describe('faults: exit code 4', () => {
  test.each([
    { prototype: 'int boom(void)', says: 'SIGSEGV' },
    { prototype: 'void give_up(void)', says: 'SIGABRT' },
    { prototype: 'void quit_now(void)', says: 'code 0' },
  ])('$prototype: names $says', async ({ prototype, says }) => {
    const run = await call(sum, prototype, '--json');
    expect(run.code).toBe(4);
    expect(run.stderr).toContain(says);
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'fault', fault: { during: 'call' } } });
  });

  test('survives a constructor that crashes', async () => {
    const run = await call(samplePath('loading/segfaults'), 'int f(void)');
    expect(run.code).toBe(4);
    expect(run.stderr).toContain('SIGSEGV');
  });

  test('keeps what was printed before the end', async () => {
    const run = await call(samplePath('faults'), 'int throw_exception(void)', '--json');
    expect(run.code).toBe(4);
    expect(JSON.parse(run.stdout).stderr).toContain('terminate called');
  });
});

describe('the time limit: exit code 5', () => {
  test('stops a call and a constructor that never return', async () => {
    const [spinning, hanging] = await Promise.all([
      call(sum, 'void spin(void)', '--timeout', '300'),
      call(samplePath('loading/hangs'), 'int f(void)', '--timeout', '300'),
    ]);
    expect(spinning).toMatchObject({ code: 5, stdout: '' });
    expect(spinning.stderr).toContain('300 ms');
    expect(hanging).toMatchObject({ code: 5 });
  });

  test('Ctrl+C ends a call that never returns, with its process', async () => {
    const live = new LiveCli(program.cli, ['call', samplePath('faults'), 'int loop_forever(void)']);
    const runner = await childOf(live.child.pid ?? 0);
    live.child.kill('SIGINT');
    expect(await live.ended).toEqual({ code: 130, signal: null });
    expect(() => process.kill(runner, 0)).toThrow('ESRCH');
  });
});

test.each([{ how: [] }, { how: ['--in-main'] }])(
  'programs that the called code starts have its standard streams: $how',
  async ({ how }) => {
    const folder = mkdtempSync(join(tmpdir(), 'dlscope-cli-'));
    const library = join(folder, 'libshell.so');
    const source = `
    #include <stdlib.h>
    extern "C" int shell() { return system("echo to stdout; echo to stderr >&2"); }`;
    await buildLibrary(source, library);
    const run = await document(library, 'int shell(void)', ...how);
    rmSync(folder, { recursive: true });
    expect(run).toMatchObject({ result: 0, stdout: 'to stdout\n', stderr: 'to stderr\n' });
  },
);

describe('what is no whole library: exit code 6', () => {
  test('a truncated file is not loaded', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dlscope-cli-'));
    const cut = join(folder, 'cut.so');
    copyFileSync(sum, cut);
    truncateSync(cut, 9000);
    const run = await call(cut, 'int add(int, int)', '3', '4');
    rmSync(folder, { recursive: true });
    expect(run).toMatchObject({ code: 6, stdout: '' });
    expect(run.stderr).toContain('9000 bytes');
  });

  test('a missing file is told with its path', async () => {
    const run = await call('/nowhere/lib.so', 'int add(int, int)', '3', '4');
    expect(run).toMatchObject({ code: 6, stdout: '' });
    expect(run.stderr).toContain('/nowhere/lib.so');
  });
});

/** The first child process of a process, as soon as it has one. */
async function childOf(pid: number): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  for (;;) {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    const first = Number.parseInt(children, 10);
    if (first > 0) return first;
  }
}
