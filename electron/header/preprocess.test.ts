import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { HeaderCache } from './header-cache.ts';
import { preprocessHeader } from './preprocess.ts';
import { compilerEnvironment, compilerLimits, runCompiler } from './run-compiler.ts';

const folder = mkdtempSync(join(tmpdir(), 'dlscope-header-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string, mode = 0o644): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

describe('with a compiler', () => {
  test('macros are expanded and headers from the folder and its parent included', async () => {
    write('lib/part.h', '#define COUNT 3\ntypedef struct part { int values[COUNT]; } part_t;\n');
    write('common.h', 'typedef unsigned short id_type;\n');
    const path = write(
      'lib/whole.h',
      '#include "part.h"\n#include <common.h>\n#define API(type) extern type\nAPI(int) use(part_t part, id_type id);\n',
    );
    const model = await new HeaderCache({ compilers: ['gcc'] }).load(path);
    const suggestion = model.ok ? model.value.functions.get('use') : null;
    expect(suggestion).toMatchObject({
      text: 'int use(part_t part, id_type id)',
      location: { file: path, line: 4 },
    });
    expect(suggestion?.prototype?.records[0]).toMatchObject({ spelling: 'struct part', size: 12 });
  });

  test('a header of C++ that C cannot read gives what has C linkage', async () => {
    const path = write(
      'plus.h',
      '#include <cstddef>\nnamespace n { int f(); }\nextern "C" std::size_t no(void); extern "C" int yes(int);\n',
    );
    const model = await new HeaderCache({ compilers: ['gcc'] }).load(path);
    expect(model.ok && model.value.functions.get('yes')?.text).toBe('int yes(int)');
    expect(model.ok && model.value.functions.has('f')).toBe(false);
  });

  test('a missing include falls back to the text, says so and names the line', async () => {
    const path = write(
      'missing.h',
      'int first(int);\n#include <no/such/file.h>\nLIB_API int second(unknown_t *);\n',
    );
    const result = await preprocessHeader(path, readFileSync(path, 'utf8'), { compilers: ['gcc'] });
    expect(result.from).toBe('text');
    expect(result.problems).toEqual([{ line: 2, message: expect.stringContaining('no/such/file.h') }]);
    const model = await new HeaderCache({ compilers: ['gcc'] }).load(path);
    expect(model.ok && [...model.value.functions.keys()]).toEqual(['first', 'second']);
  });
});

describe('the run of a compiler', () => {
  test('a command that does not exist is missing, and the next one is tried', async () => {
    expect(await runCompiler('/no/such/compiler', [])).toEqual({ kind: 'missing' });
    const path = write('simple.h', 'int f(int);\n');
    const result = await preprocessHeader(path, 'int f(int);', { compilers: ['/no/such/compiler', 'gcc'] });
    expect(result.from).toBe('compiler');
  });

  test('one that hangs is killed with its children', async () => {
    const pidFile = join(folder, 'child.pid');
    const hanging = write('hanging', `#!/bin/sh\nsleep 1000 &\necho $! > ${pidFile}\nwait\n`, 0o755);
    const run = await runCompiler(hanging, [], { ...compilerLimits, timeoutMs: 1000 });
    expect(run).toEqual({ kind: 'timeout' });
    const pid = Number(readFileSync(pidFile, 'utf8'));
    const state = existsSync(`/proc/${pid}/stat`)
      ? readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[2]
      : 'gone';
    // A zombie waits for whoever adopted it; it runs no more.
    expect(['gone', 'Z', 'X']).toContain(state);
  });

  test('output has a bound', async () => {
    const endless = write('endless', '#!/bin/sh\nexec yes\n', 0o755);
    expect(await runCompiler(endless, [], { ...compilerLimits, outputBytes: 1000 })).toEqual({
      kind: 'too-long',
    });
  });

  test('it gets no input and nothing that loads code into it', async () => {
    const curious = write('curious', '#!/bin/sh\ncat\nenv\n', 0o755);
    const run = await runCompiler(curious, []);
    expect(run).toMatchObject({ kind: 'ended', code: 0 });
    expect(run.kind === 'ended' && run.output).not.toContain('LD_PRELOAD');
    expect(
      compilerEnvironment({ PATH: '/bin', LD_PRELOAD: 'x.so', NODE_OPTIONS: '-r x', LANG: 'de_DE' }),
    ).toEqual({
      PATH: '/bin',
      LANG: 'de_DE',
      LC_ALL: 'C',
    });
  });
});

describe('without a compiler', () => {
  const macros = `
#ifndef LIB_H
#define LIB_H
#ifdef __cplusplus
extern "C" {
#endif
#if 0
int never(void);
#endif
#ifdef _WIN32
# define LIB_API __declspec(dllexport)
#else
# define LIB_API __attribute__((visibility("default")))
#endif
#define LIB_LENGTH 4 /* bytes */
typedef struct LIB_STATE LIB_STATE;
typedef struct lib_item { char name[LIB_LENGTH]; int n; } lib_item;
LIB_API int lib_open(const char *path, LIB_STATE **state);
LIB_API LIB_STATE *LIB_CALL lib_state(void) LIB_PURE;
ZEXTERN int ZEXPORT deflate OF((lib_item *strm, int flush));
SQLITE_API const char *lib_name(LIB_STATE*);
DEPRECATED("use lib_open") void lib_old(void);
PUBLIC(int) lib_wrapped(const char *NONNULL text, FILE *out) NOTHROW NONNULL(1);
void lib_each(void (LIB_CALL *visit)(lib_item *), void *context) __THROW __attribute__ ((nonnull (1)));
FILE *lib_file(void);
unsigned long LIB_CALL lib_count(lib_item item);
#ifdef __cplusplus
}
#endif
#endif
`;

  test('macros around declarations are blanked, the header’s own are used', async () => {
    const path = write('macros.h', macros);
    const model = await new HeaderCache({ compilers: [] }).load(path);
    if (!model.ok) throw new Error(model.failure.message);
    expect([...model.value.functions.values()].map(({ text }) => text)).toEqual([
      'int lib_open(const char *path, LIB_STATE **state)',
      'LIB_STATE *lib_state(void)',
      'int deflate(lib_item *strm, int flush)',
      'const char *lib_name(LIB_STATE *)',
      'void lib_old(void)',
      'int lib_wrapped(const char *text, FILE *out)',
      'void lib_each(void (*visit)(lib_item *), void *context)',
      'FILE *lib_file(void)',
      'unsigned long lib_count(lib_item item)',
    ]);
    expect(model.value.functions.get('lib_file')?.location?.line).toBe(
      macros.split('\n').indexOf('FILE *lib_file(void);') + 1,
    );
    expect(model.value.scope.find('struct lib_item')?.records[0]).toMatchObject({ size: 8 });
    expect(model.value.problems).toEqual([
      {
        line: null,
        message: 'No C compiler was found; the header was read without the files that it includes.',
      },
    ]);
  });

  test('files beside it are read, itself only so often', async () => {
    write('circle/b.h', '#include "a.h"\n#define WORD unsigned\ntypedef int number;\n');
    const path = write('circle/a.h', '#include "b.h"\n#include "missing.h"\nWORD number_of(number n);\n');
    const model = await new HeaderCache({ compilers: [] }).load(path);
    expect(model.ok && model.value.functions.get('number_of')?.text).toBe('unsigned int number_of(number n)');
    expect(model.ok && model.value.functions.get('number_of')?.location).toEqual({ file: path, line: 3 });
  });
});

describe('the cache', () => {
  test('keeps a model until the header or a file that it includes changes', async () => {
    const part = write('kept/part.h', 'typedef int kept_t;\n');
    const path = write('kept/whole.h', '#include "part.h"\nint f(kept_t);\n');
    const cache = new HeaderCache({ compilers: ['gcc'] });
    const [first, second] = await Promise.all([cache.load(path), cache.load(path)]);
    expect(first).toBe(second);
    const again = await cache.load(path);
    expect(again.ok && first.ok && again.value === first.value).toBe(true);
    writeFileSync(part, 'typedef long kept_t; int added(void);\n');
    const changed = await cache.load(path);
    expect(changed.ok && [...changed.value.functions.keys()]).toEqual(['added', 'f']);
  });

  test('what is no readable header is an expected failure', async () => {
    const cache = new HeaderCache({ compilers: [] });
    expect(await cache.load(join(folder, 'none.h'))).toMatchObject({
      ok: false,
      failure: { code: 'file-missing' },
    });
    expect(await cache.load(folder)).toMatchObject({ ok: false, failure: { code: 'not-a-regular-file' } });
  });
});

describe('headers of the system', () => {
  const headers = [
    'stdio.h',
    'stdlib.h',
    'string.h',
    'time.h',
    'dirent.h',
    'signal.h',
    'sys/stat.h',
    'sys/socket.h',
    'math.h',
    'pthread.h',
  ];
  const path = write('system.h', headers.map((name) => `#include <${name}>`).join('\n'));

  test('are read whole', async () => {
    const model = await new HeaderCache({ compilers: ['gcc'] }).load(path);
    if (!model.ok) throw new Error(model.failure.message);
    const { functions, scope, variables, problemCount } = model.value;
    expect(problemCount).toBe(0);
    expect(functions.size).toBeGreaterThan(600);
    expect(functions.get('qsort')?.text).toBe(
      'void qsort(void *__base, size_t __nmemb, size_t __size, __compar_fn_t __compar)',
    );
    expect(functions.get('signal')?.text).toBe('__sighandler_t signal(int __sig, __sighandler_t __handler)');
    expect(functions.get('__isoc99_sscanf')?.text).toBe(
      'int __isoc99_sscanf(const char *__s, const char *__format, ...)',
    );
    expect(functions.get('nanosleep')?.prototype?.records[0]).toMatchObject({
      spelling: 'struct timespec',
      size: 16,
    });
    expect(variables.get('stderr')?.type.type.spelling).toBe('FILE *');
    expect(scope.find('struct stat')?.records[0]).toMatchObject({ size: 144, alignment: 8 });
    expect(
      scope.find('struct dirent')?.records[0]?.members?.map(({ name, offset }) => [name, offset]),
    ).toEqual([
      ['d_ino', 0],
      ['d_off', 8],
      ['d_reclen', 16],
      ['d_type', 18],
      ['d_name', 19],
    ]);
    expect(scope.find('pthread_mutex_t')?.records[0]).toMatchObject({
      keyword: 'union',
      size: 40,
      alignment: 8,
    });
  });

  test('are read in good part without a compiler', async () => {
    const { ok, ...rest } = await new HeaderCache({ compilers: [] }).load('/usr/include/stdio.h');
    const model = ok && 'value' in rest ? rest.value : null;
    expect(model?.functions.size).toBeGreaterThan(60);
    expect(model?.functions.get('fputs')?.text).toBe('int fputs(const char *__s, FILE *__stream)');
  });
});
