import { existsSync, rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type SampleName, samplePath } from '../../native-samples/samples.ts';
import { forkRunner } from '../processes/fork-transport.ts';
import type { Runner } from '../processes/runner.ts';
import { createRunnerClient } from '../processes/runner-client.ts';
import { type BuiltRunner, buildRunnerForTests } from './build-for-tests.ts';
import {
  callRequest,
  failureOf,
  type OpenSample,
  openSample,
  prototypeOf,
  valueOfOutcome,
} from './runner-for-tests.ts';

let built: BuiltRunner;
const runners: Runner[] = [];

beforeAll(async () => {
  built = await buildRunnerForTests();
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
});
afterAll(() => built.remove());

function start(): Runner {
  const runner = createRunnerClient(forkRunner(built.path));
  runners.push(runner);
  return runner;
}

function open(name: SampleName): Promise<OpenSample> {
  return openSample(start(), samplePath(name));
}

describe('loading', () => {
  it('opens the sample, calls it and says where it lies', async () => {
    const sample = await open('libctest');
    expect(await sample.text('int add(int a, int b)', '3', '4')).toBe('7');
    expect(sample.loaded.baseAddress % 4096n).toBe(0n);
    expect(sample.loaded.baseAddress).toBeGreaterThan(0n);
  });

  it.each([
    ['/does/not/exist.so', '/does/not/exist.so: cannot open shared object file: No such file or directory'],
    [samplePath('symbols/i386'), `${samplePath('symbols/i386')}: wrong ELF class: ELFCLASS32`],
    [samplePath('linking/undefined-data'), /undefined symbol: \w+$/],
    [samplePath('linking/undefined-function'), /undefined symbol: \w+$/],
    [
      samplePath('linking/missing-dependency'),
      'libdlscope-absent.so: cannot open shared object file: No such file or directory',
    ],
  ])('gives the loader’s own words for %s', async (path, detail) => {
    const report = await start().load({ path, binding: 'now', preload: [] });
    const failure = failureOf(report);
    expect(failure).toMatchObject({ code: 'dlopen-failed', path });
    if (typeof detail === 'string') expect(failure.detail).toBe(detail);
    else expect(failure.detail).toMatch(detail);
  });

  it('refuses a path that dlopen would search for', async () => {
    expect(failureOf(await start().load({ path: 'libz.so.1', binding: 'now', preload: [] })).code).toBe(
      'invalid-request',
    );
  });

  it('loads lazily what cannot be bound now', async () => {
    const sample = await openSample(start(), samplePath('linking/undefined-function'), { binding: 'lazy' });
    expect(await sample.text('int still_fine(int)', '1')).toBe('2');
  });

  it('opens needed libraries first and gives them back', async () => {
    const sample = await openSample(start(), samplePath('linking/origin'), {
      preload: [samplePath('linking/neighbour'), '/does/not/exist.so'],
    });
    expect(valueOfOutcome((await sample.unload()).outcome).stillMapped).toBe(false);
    const again = await sample.runner.unload(sample.loaded.handle);
    expect(failureOf(again).code).toBe('not-loaded');
  });

  it('does what a constructor does, and captures what it prints', async () => {
    const mark = `${samplePath('loading/leaves-mark')}.mark`;
    rmSync(mark, { force: true });
    await open('loading/leaves-mark');
    expect(existsSync(mark)).toBe(true);
    rmSync(mark, { force: true });
    const report = await start().load({ path: samplePath('loading/prints'), binding: 'now', preload: [] });
    expect(report.output.stdout.text).not.toBe('');
    expect(report.output.stderr.text).not.toBe('');
  });
});

describe('unloading', () => {
  it('proves that a clean library is gone', async () => {
    const sample = await open('unloading/clean');
    expect(valueOfOutcome((await sample.unload()).outcome).stillMapped).toBe(false);
  });

  it.each([
    'unloading/nodelete',
    'unloading/gnu-unique',
    'unloading/inline-static',
    'symbols/unique',
  ] as const)('proves that %s stays', async (name) => {
    const sample = await open(name);
    expect(valueOfOutcome((await sample.unload()).outcome).stillMapped).toBe(true);
  });

  it('finds a library that a pending thread_local destructor keeps', async () => {
    const sample = await open('unloading/thread-local-destructor');
    expect((await sample.call('int touch(void)')).outcome.ok).toBe(true);
    expect(valueOfOutcome((await sample.unload()).outcome).stillMapped).toBe(true);
  });

  it('says whether a path leads to an image that stayed', async () => {
    const runner = start();
    const sample = await openSample(runner, samplePath('unloading/nodelete'));
    expect(sample.loaded.alreadyOpen).toBe(false);
    await sample.unload();
    expect((await openSample(runner, samplePath('unloading/nodelete'))).loaded.alreadyOpen).toBe(true);
    expect((await openSample(runner, samplePath('unloading/clean'))).loaded.alreadyOpen).toBe(false);
  });

  it('loads and unloads many times in one process', async () => {
    const runner = start();
    for (let round = 0; round < 100; round++) {
      const sample = await openSample(runner, samplePath('libctest'));
      expect(await sample.text('int add(int, int)', String(round), '1')).toBe(String(round + 1));
      expect(valueOfOutcome((await sample.unload()).outcome).stillMapped).toBe(false);
    }
  });
});

describe('symbols', () => {
  it('gives dlerror’s whole text for a name that is not there', async () => {
    const sample = await open('libctest');
    expect(failureOf(await sample.call('int nope(void)'))).toMatchObject({
      code: 'dlsym-failed',
      detail: `${samplePath('libctest')}: undefined symbol: nope`,
    });
    expect(await sample.text('int add(int, int)', '1', '2')).toBe('3');
  });

  it('does not call data', async () => {
    const sample = await open('calling/counter');
    const failure = failureOf(await sample.call('int global_total(void)'));
    expect(failure).toMatchObject({ code: 'dlsym-failed' });
    expect(failure.message).toContain('is data, not a function');
    expect(sample.runner.alive).toBe(true);
  });

  it('refuses handles and arguments that do not fit, without a call', async () => {
    const sample = await open('libctest');
    const prototype = prototypeOf('int add(int, int)');
    const request = callRequest(99, prototype, []);
    expect(failureOf(await sample.runner.call(request)).code).toBe('not-loaded');
    const { handle } = sample.loaded;
    expect(failureOf(await sample.runner.call({ ...request, handle })).code).toBe('bad-argument');
  });
});

describe('values', () => {
  const limits: readonly (readonly [string, string, string, string])[] = [
    ['int8', 'int8_t', '-128', '127'],
    ['uint8', 'uint8_t', '0', '255'],
    ['int16', 'int16_t', '-32768', '32767'],
    ['uint16', 'uint16_t', '0', '65535'],
    ['int32', 'int32_t', '-2147483648', '2147483647'],
    ['uint32', 'uint32_t', '0', '4294967295'],
    ['int64', 'int64_t', '-9223372036854775808', '9223372036854775807'],
    ['uint64', 'uint64_t', '0', '18446744073709551615'],
    ['short', 'short', '-32768', '32767'],
    ['ushort', 'unsigned short', '0', '65535'],
    ['int', 'int', '-2147483648', '2147483647'],
    ['uint', 'unsigned', '0', '4294967295'],
    ['long', 'long', '-9223372036854775808', '9223372036854775807'],
    ['ulong', 'unsigned long', '0', '18446744073709551615'],
    ['llong', 'long long', '-9223372036854775808', '9223372036854775807'],
    ['ullong', 'unsigned long long', '0', '18446744073709551615'],
    ['size', 'size_t', '0', '18446744073709551615'],
    ['ssize', 'ssize_t', '-9223372036854775808', '9223372036854775807'],
    ['intptr', 'intptr_t', '-9223372036854775808', '9223372036854775807'],
    ['uintptr', 'uintptr_t', '0', '18446744073709551615'],
    ['ptrdiff', 'ptrdiff_t', '-9223372036854775808', '9223372036854775807'],
    ['char', 'char', "'\\x80' (-128)", "'\\x7f' (127)"],
    ['schar', 'signed char', "'\\x80' (-128)", "'\\x7f' (127)"],
    ['uchar', 'unsigned char', "'\\0' (0)", "'\\xff' (255)"],
    ['bool', 'bool', 'false', 'true'],
    ['float', 'float', '-3.4028235e+38', '1e-45'],
    ['double', 'double', '-1.7976931348623157e+308', '5e-324'],
  ];

  it('gives every scalar type back exactly at its limits', async () => {
    const sample = await open('calling/scalars');
    for (const [name, type, ...texts] of limits) {
      for (const text of texts) {
        const typed = /\((-?\d+)\)$/.exec(text)?.[1] ?? text;
        expect(await sample.text(`${type} identity_${name}(${type})`, typed), `${type} ${text}`).toBe(text);
      }
    }
  });

  it('is exact beyond 2^53, for −0, NaN and infinities', async () => {
    const sample = await open('calling/scalars');
    expect(await sample.text('int64_t add_int64(int64_t, int64_t)', '9007199254740993', '1')).toBe(
      '9007199254740994',
    );
    expect(await sample.text('uint64_t add_uint64(uint64_t, uint64_t)', '18446744073709551614', '1')).toBe(
      '18446744073709551615',
    );
    for (const text of ['-0', 'nan', 'inf', '-inf', '0.1']) {
      expect(await sample.text('double identity_double(double)', text)).toBe(text);
      expect(await sample.text('float identity_float(float)', text)).toBe(text);
    }
    expect(await sample.text('void nothing(void)')).toBe('void');
    expect(await sample.text('bool negate(bool)', 'true')).toBe('false');
  });

  it('passes more arguments than there are registers, of every kind', async () => {
    const sample = await open('calling/many-arguments');
    const texts = Array.from({ length: 20 }, (_, index) => String(index + 1));
    const types = texts.map((_, index) => (index % 2 === 0 ? 'int' : 'double'));
    expect(await sample.text(`double weigh_mixed(${types.join(', ')})`, ...texts)).toBe('2870');
    const widths =
      'long long weigh_widths(signed char, short, int, long long, unsigned char, unsigned short, unsigned, unsigned char)';
    expect(await sample.text(widths, '-1', '-2', '-3', '-4', '255', '65535', '4294967295', '255')).toBe(
      '30065167560',
    );
  });

  it('passes strings and reads those it gets, however they are', async () => {
    const sample = await open('calling/strings');
    expect(await sample.text('size_t length(const char *text)', 'grüße')).toBe('7');
    expect(await sample.text('size_t length(const char *text)', '')).toBe('0');
    expect(await sample.text('int is_null(const char *)', 'NULL')).toBe('1');
    expect(await sample.text('int is_null(const char *)', '"NULL"')).toBe('0');
    expect(await sample.text('const char *same(const char *)', 'still alive')).toBe('"still alive"');
    expect(await sample.text('const char *upper(const char *)', 'abc')).toBe('"ABC"');
    expect(await sample.text('const char *null_string(void)')).toBe('NULL');
    expect(await sample.text('const char *empty_string(void)')).toBe('""');
    expect(await sample.text('const char *utf8_string(void)')).toBe('"Grüße, 世界 🙂"');
    expect(await sample.text('const char *not_utf8_string(void)')).toBe('"bytes �� here"');
    expect(await sample.text('const char *multi_line_string(void)')).toBe(
      '"first\\nsecond\\ttab \\x1b[31mred\\x1b[0m <b>bold</b>"',
    );
    expect(await sample.text('char *allocated_string(void)')).toBe('"from the heap"');
    expect(await sample.text('const char *long_string(void)')).toBe(`"${'x'.repeat(65536)}"…`);
  });

  it('reads no memory that is not there', async () => {
    const sample = await open('calling/pointers');
    const as = (type: string) => `${type}wild_pointer(void)`;
    expect(await sample.text(as('void *'))).toBe('0xdeadbeefdeadbeef');
    expect(await sample.text(as('const char *'))).toBe('0xdeadbeefdeadbeef');
    expect(await sample.text('void *null_pointer(void)')).toBe('NULL');
    const cell = await sample.text('int *address_of_cell(void)');
    expect(await sample.text('int read_int(const int *)', cell)).toBe('77');
    expect(await sample.text('void *same_pointer(void *)', '0xffffffffffffffff')).toBe('0xffffffffffffffff');
    expect(await sample.text('const char *same_pointer(const void *)', '1')).toBe('0x1');
    expect(await sample.text('int is_null_pointer(const void *)', 'NULL')).toBe('1');
    expect(sample.runner.alive).toBe(true);
  });
});

describe('what comes with a result', () => {
  it('reports errno when the call set it, and only then', async () => {
    const sample = await open('calling/errno');
    const errnoOf = async (prototype: string, ...texts: string[]) =>
      valueOfOutcome((await sample.call(prototype, ...texts)).outcome).errno;
    expect(await errnoOf('int open_missing_file(void)')).toEqual({
      code: 2,
      name: 'ENOENT',
      message: 'No such file or directory',
    });
    expect(await errnoOf('int leave_errno(void)')).toBeNull();
    expect(await errnoOf('int set_errno(int)', '34')).toMatchObject({ name: 'ERANGE' });
    expect(await sample.text('int read_errno(void)')).toBe('0');
  });

  it('measures one call, and the mean of many', async () => {
    const sample = await open('calling/slow');
    const slow = valueOfOutcome((await sample.call('int slow(int)', '20')).outcome);
    expect(slow.durationNs).toBeGreaterThan(19e6);
    const prototype = prototypeOf('int slow(int ms)');
    const values = [{ kind: 'integer', value: 0n }] as const;
    const request = callRequest(sample.loaded.handle, prototype, values, { repeat: 1000 });
    const mean = valueOfOutcome((await sample.runner.call(request)).outcome).durationNs;
    expect(mean).toBeGreaterThan(0);
    expect(mean).toBeLessThan(1e6);
  });

  it('captures stdout and stderr of each call by itself, without the marks', async () => {
    const sample = await open('calling/prints');
    const output = async (prototype: string, ...texts: string[]) => {
      const { stdout, stderr } = (await sample.call(prototype, ...texts)).output;
      return [stdout.text, stderr.text];
    };
    expect(await output('int print_stdout(const char *)', 'one')).toEqual(['one\n', '']);
    expect(await output('int print_stderr(const char *)', 'two')).toEqual(['', 'two\n']);
    expect(await output('int print_without_newline(const char *)', 'three')).toEqual(['three', '']);
    expect(await output('void print_iostream(const char *)', 'four')).toEqual(['four\n', '']);
    expect(await output('long print_bare(const char *, unsigned long)', 'five', '5')).toEqual(['five\0', '']);
    expect(await output('int print_both(void)')).toEqual(['to stdout\n', 'to stderr\n']);
  });

  it('gives called code an empty stdin', async () => {
    const sample = await open('calling/reads-stdin');
    expect(await sample.text('int read_stdin(void)')).toBe('-1');
  });
});
