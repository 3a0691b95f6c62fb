import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDemangler } from '../demangle/demangle.ts';
import { hostMachine } from './host-machine.ts';
import { LibraryReader } from './library-reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'dlscope-content-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reader = new LibraryReader({ demangle: createDemangler(), host: hostMachine() });
const isX64 = process.arch === 'x64';
let count = 0;

function build(compiler: string, flags: readonly string[], source: string): string {
  count += 1;
  const own = join(folder, String(count));
  mkdirSync(own);
  writeFileSync(join(own, 'lib.c'), source);
  execFileSync(compiler, ['-w', '-fPIC', '-shared', ...flags, 'lib.c', '-o', 'lib.so'], { cwd: own });
  return join(own, 'lib.so');
}

/** What is told of two builds, apart from what the file says of itself. */
function told(before: string, after: string): readonly string[] {
  const compared = reader.compare({ before, after });
  if (!compared.ok) throw new Error(compared.failure.message);
  return compared.value.changes
    .filter(({ kind }) => kind !== 'needed-added')
    .map(({ severity, sentence }) => `${severity}: ${sentence}`);
}

const changedPairs = [
  [
    'a text',
    'const char *f(void) { return "hello"; }',
    'const char *f(void) { return "world"; }',
    'The constants that `f` uses changed.',
  ],
  [
    'a number',
    'double f(double a) { return a * 2.5; }',
    'double f(double a) { return a * 3.5; }',
    'The constants that `f` uses changed.',
  ],
  [
    'a table',
    'static const int t[] = {5, 9, 7}; int f(int a) { return t[a]; }',
    'static const int t[] = {5, 9, 8}; int f(int a) { return t[a]; }',
    'The constants that `f` uses changed.',
  ],
  [
    'a text in a table',
    'static const char *const t[] = {"one", "two"}; const char *f(int a) { return t[a]; }',
    'static const char *const t[] = {"one", "six"}; const char *f(int a) { return t[a]; }',
    'The constants that `f` uses changed.',
  ],
  [
    'a static function',
    '__attribute__((noinline)) static int h(int *p) { return *p + 1; } int f(int *p) { return h(p); }',
    '__attribute__((noinline)) static int h(int *p) { return *p + 2; } int f(int *p) { return h(p); }',
    'Code that is not exported changed.',
  ],
  [
    'a constructor',
    'int x; __attribute__((constructor)) static void i(void) { x = 1; } int f(void) { return x; }',
    'int x; __attribute__((constructor)) static void i(void) { x = 2; } int f(void) { return x; }',
    'Code that is not exported changed.',
  ],
  [
    'a static variable',
    'static int n = 1; int f(void) { return n++; }',
    'static int n = 2; int f(void) { return n++; }',
    'Initial data changed (.data).',
  ],
  ['a variable', 'int limit = 1;', 'int limit = 2;', 'The first value of `limit` changed.'],
  ['a variable of zeros', 'int limit;', 'int limit = 2;', 'The first value of `limit` changed.'],
  ['a thread-local variable', '__thread int n;', '__thread int n = 2;', 'The first value of `n` changed.'],
  ['a constant', 'const int version = 1;', 'const int version = 2;', 'The value of `version` changed.'],
  [
    'a variable with a text',
    'const char *name = "one";',
    'const char *name = "two";',
    'The first value of `name` changed.',
  ],
] as const;

describe.runIf(isX64)('what is told of the content', () => {
  it.each(changedPairs)('%s', (_, before, after, sentence) => {
    for (const flags of [['-O0'], ['-O2', '-fcf-protection']]) {
      const [old, now] = [build('gcc', flags, before), build('gcc', flags, after)];
      expect(told(old, now), flags.join(' ')).toEqual([`compatible: ${sentence}`]);
    }
    // Without .symtab it is told at least by section.
    const [old, now] = [build('gcc', ['-O2', '-s'], before), build('gcc', ['-O2', '-s'], after)];
    expect(told(old, now)[0]).toMatch(/^compatible: .* changed/);
  });

  it('is nothing when only the build ID and debug information are others', () => {
    for (const [, source] of changedPairs) {
      const before = build('gcc', ['-O2', '-Wl,--build-id=0x11'], source);
      const after = build('gcc', ['-O2', '-g', '-Wl,--build-id=0x2222'], source);
      expect(told(before, after)).toEqual([]);
    }
  });
});

/** What stays as it is while something is put before it. */
const unmoved = `
  #include <stdio.h>
  #include <string.h>
  static int count; int shared = 5; static const char *names[] = {"a", "b", "c"}; __thread int own; static __thread int hidden;
  static int table[3] = {5, 6, 7}; static const double weights[] = {0.5, 1.5};
  static __attribute__((noinline)) int helper(int a) { return a * 3 + count; }
  int f1(int a) { count += a; return helper(a) + shared; }
  const char *f2(int a) { return names[a % 3]; }
  int f3(int a) { switch (a) { case 0: return puts("zero"); case 1: return puts("one"); case 2: return shared;
    case 3: return count; case 4: return strlen(names[0]); case 5: return helper(9); } return -1; }
  double f4(double x, int a) { return x * 3.25 + weights[a]; }
  int f5(void) { return own++ + hidden++; }
  void *f6(void) { return (void *)helper; }
  int f7(char *s) { char b[100]; strcpy(b, s); return printf("%s %d\\n", b, f1(3)); }
  int f8(int a) { int sum = 0; for (int *p = table; p < table + 3; p++) sum += *p; return sum + a; }
  int (*pointer)(int) = f1; int f9(int a) { return pointer(a); }`;
const added = `
  #include <stdlib.h>
  static int other[4]; static int first[4] = {1, 2}; static __thread int more;
  int fresh(int a) { char b[3000]; memset(b, a, 3000); printf("new %d %f\\n", b[5], a * 7.75); more += a;
    return b[7] + atoi(b) + other[a]++ + first[a]++ + more; }
  int large[1000] = {1}; const char *text = "some more text that moves constants";`;

describe('compilers', () => {
  it('are told of though the start files are of the same one', () => {
    const source = 'int f(void) { return 1; }';
    const sentences = told(build('gcc', ['-O2'], source), build('clang', ['-O2'], source));
    expect(sentences.join()).toMatch(/compatible: The compiler is [^,]*clang version [^,]* now, was GCC: /);
  });
});

describe.runIf(isX64)('functions that were only moved', () => {
  it.each([
    ['gcc', '-O0'],
    ['gcc', '-O2'],
    ['gcc', '-O2 -s'],
    ['gcc', '-O2 -fno-plt'],
    ['gcc', '-O2 -fcf-protection -Wl,-z,ibtplt'],
    ['gcc', '-O2 -Wl,-Bsymbolic'],
    ['gcc', '-O2 -Wl,-z,pack-relative-relocs'],
    ['gcc', '-O3 -mavx2 -ffunction-sections -Wl,--gc-sections'],
    ['gcc', '-O2 -mtls-dialect=gnu2'],
    ['clang', '-O0'],
    ['clang', '-O2'],
    ['clang', '-O2 -s'],
  ])('are not told of, %s %s', (compiler, flags) => {
    const before = build(compiler, flags.split(' '), unmoved);
    const after = build(
      compiler,
      flags.split(' '),
      unmoved.replace('static int count;', `${added} static int count;`),
    );
    expect(told(before, after)).toEqual([
      'compatible: The function `fresh` is new.',
      'compatible: The data object `large` is new.',
      'compatible: The data object `text` is new.',
    ]);
  });

  it('are told of when they use another variable', () => {
    const source = 'int f(void) { return a++; } int g(void) { return b--; } int h(int c) { return b = c; }';
    const before = build('gcc', ['-O2', '-s'], `static int a, b; int k(void) { return a + b; } ${source}`);
    const after = build(
      'gcc',
      ['-O2', '-s'],
      `static int a, b; int k(void) { return a + b; } ${source.replace('b--', 'a--')}`,
    );
    expect(told(before, after)).toEqual(['compatible: The code of `g` changed.']);
  });
});
