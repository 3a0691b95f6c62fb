import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ArgumentValue } from '../contract/call-value.ts';
import type { CType, RecordType } from '../contract/prototype.ts';
import type { CopiedCall, CopyKind } from './copied-call.ts';
import { copyAs } from './copy-as.ts';
import { type CopiedCase, cases } from './testing/cases.ts';
import {
  address,
  block,
  double,
  image,
  int,
  number,
  pointer,
  prototypeOf,
  record,
  recordType,
  voidType,
} from './testing/model.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
let folder: string;
/** Beside the packages that the copied module imports. */
let moduleFolder: string;
let libraryPath: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "dlscope copy 'as' é-"));
  moduleFolder = await mkdtemp(path.join(root, 'node_modules/.copy-as-for-tests-'));
  libraryPath = path.join(folder, 'lib called.so');
  const source = path.join(import.meta.dirname, 'testing/called.c');
  await run('gcc', ['-g', '-shared', '-fPIC', '-o', libraryPath, source]);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(moduleFolder, { recursive: true, force: true });
});

function copied(kind: CopyKind, { call }: CopiedCase): string {
  const text = copyAs(kind, { ...call, libraryPath });
  if (!text.ok) throw new Error(text.failure.message);
  return text.value;
}

let programs = 0;
async function runC(text: string): Promise<string> {
  programs += 1;
  const source = path.join(folder, `call${programs}.c`);
  const program = path.join(folder, `call${programs}`);
  await writeFile(source, text);
  await run('gcc', ['-Wall', '-Werror', source, '-o', program, '-ldl']);
  return (await run(program)).stdout;
}

async function runScript(command: string, file: string, text: string): Promise<string> {
  await writeFile(file, text);
  return (await run(command, [file])).stdout;
}

const runners: Readonly<Record<Exclude<CopyKind, 'dlscope'>, (text: string) => Promise<string>>> = {
  c: runC,
  python: (text) => runScript('python3', path.join(folder, 'call.py'), text),
  koffi: (text) => runScript(process.execPath, path.join(moduleFolder, 'call.mjs'), text),
  gdb: async (text) => {
    const { stdout, stderr } = await run('sh', ['-c', text]);
    return stdout + stderr;
  },
};

describe.each(['c', 'python', 'koffi', 'gdb'] as const)('copied as %s', (kind) => {
  test.each(cases.map((item) => [`${item.call.symbol}: ${item.name}`, item] as const))(
    '%s',
    async (_name, item) => {
      const expected = item[kind];
      if (expected === null) {
        expect(copyAs(kind, { ...item.call, libraryPath })).toMatchObject({
          ok: false,
          failure: { code: 'bad-argument' },
        });
        return;
      }
      const text = copied(kind, item);
      const printed = await runners[kind](text).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${text}`);
      });
      expect(printed, text).toMatch(expected);
    },
  );
});

const withoutStructs = [
  'add',
  'half',
  'length',
  'shout',
  'sum',
  'divide',
  'fill',
  'format',
  'words',
  'total',
  'open_it',
  'many',
];

test.each(withoutStructs)(
  'gdb needs no debug information, neither of the library nor of libc, for %s',
  async (name) => {
    const stripped = path.join(folder, 'stripped.so');
    await run('gcc', [
      '-O2',
      '-s',
      '-shared',
      '-fPIC',
      '-o',
      stripped,
      path.join(import.meta.dirname, 'testing/called.c'),
    ]);
    const item = cases.find(({ call }) => call.symbol === name);
    if (!item?.gdb) throw new Error(`${name} is no case of gdb`);
    const line = copyAs('gdb', { ...item.call, libraryPath: stripped });
    if (!line.ok) throw new Error(line.failure.message);
    const blind = line.value.replace('gdb ', "gdb -iex 'set debug-file-directory /none' ");
    expect(await runners.gdb(blind)).toMatch(item.gdb);
  },
);

/** What a shell gives the program for each word. */
async function wordsOf(line: string): Promise<readonly string[]> {
  const { stdout } = await run('sh', ['-c', `dlscope() { printf '%s\\0' "$@"; }; ${line}`]);
  return stdout.split('\0').slice(0, -1);
}

describe('copied as dlscope call', () => {
  const prototype = prototypeOf('f', int, { a: int }, []);
  const call = (texts: readonly string[], more: Partial<CopiedCall> = {}): CopiedCall => ({
    libraryPath: "/lib/it's é.so",
    symbol: 'f',
    prototype,
    values: texts.map(() => number(1)),
    extra: texts.slice(1).map(() => int),
    texts,
    prototypeText: 'int f(int a)',
    ...more,
  });
  const line = (copiedCall: CopiedCall) => copyAs('dlscope', copiedCall);

  test.each([
    ['3'],
    ['-3'],
    [''],
    ['a b'],
    ['it\'s `x` $HOME \\ "q" \n new line'],
    ['{"x":1,"s":"it\'s"}'],
    ['{"$in":{"$text":"a","$size":4}}'],
    ['é 😀 ~ * ? # ! & | ; < > ( )'],
    ['1', '(double) 1.5', '(const char *) two words'],
  ])('a shell gives it the words as they were: %j %j %j', async (...texts: string[]) => {
    const copiedLine = line(call(texts.filter((text) => text !== undefined)));
    if (!copiedLine.ok) throw new Error(copiedLine.failure.message);
    expect(copiedLine.value).toMatch(/^dlscope call /);
    expect(await wordsOf(copiedLine.value)).toEqual(['call', "/lib/it's é.so", 'int f(int a)', ...texts]);
  });

  test('is short where nothing needs quotes', () => {
    const plain = call(['3'], { libraryPath: '/lib/x.so' });
    expect(line(plain)).toEqual({ ok: true, value: "dlscope call /lib/x.so 'int f(int a)' 3" });
  });

  test('what looks like an option is guarded, and a mangled name is the one that is called', async () => {
    const mangled = line(call(['--json'], { symbol: '_Z1fi' }));
    expect(mangled.ok && (await wordsOf(mangled.value))).toEqual([
      'call',
      '--',
      "/lib/it's é.so",
      'int _Z1fi(int a)',
      '--json',
    ]);
  });

  test.each(['$db', ' $db ', '{"a":"$db"}', '{"a":{"b":[1,"$db"]}}', '(void *) $db', '{"$in":"$db"}'])(
    'a saved value is refused: %s',
    (text) => {
      expect(line(call([text]))).toMatchObject({
        ok: false,
        failure: { code: 'bad-argument', message: expect.stringContaining('$db is a saved value') },
      });
    },
  );

  test.each(['$5', 'costs $db', '{"$text":"$x y"}', '{"$out":true}'])('and %s is none', (text) => {
    expect(line(call([text])).ok).toBe(true);
  });

  test('a NUL cannot be given to a program', () => {
    expect(line(call(['a\0b']))).toMatchObject({ failure: { message: expect.stringContaining('NUL') } });
  });
});

describe.each(['c', 'python', 'koffi', 'gdb', 'dlscope'] as const)('as %s', (kind) => {
  const call = (type: CType, value: ArgumentValue, records: readonly RecordType[] = []): CopiedCall => ({
    libraryPath: '/lib/x.so',
    symbol: 'f',
    prototype: prototypeOf('f', int, { p: type }, records),
    values: [value],
    extra: [],
    texts: [''],
    prototypeText: 'int f(void *p)',
  });

  test('an address is refused, alone and in memory, and the sentence names it', () => {
    const bad = address(0x7f001234n);
    const inMemory = block(image(8, [[0, bad]]));
    for (const given of [call(pointer(int), bad), call(pointer(pointer(int)), inMemory)]) {
      expect(copyAs(kind, given)).toMatchObject({
        ok: false,
        failure: { code: 'bad-argument', message: expect.stringMatching(/^p.*0x7f001234 is an address/) },
      });
    }
  });

  test('a content that nobody can read is refused', () => {
    const large = image(300_000);
    large.bytes.fill(1);
    expect(copyAs(kind, call(pointer(voidType), block(large)))).toMatchObject({ ok: false });
  });
});

test('what C cannot lay out is refused by value and written as bytes behind a pointer', async () => {
  const overlapping = recordType(
    'struct overlapping',
    [8, 4],
    [
      ['a', double, 0],
      ['b', int, 4],
    ],
  );
  const odd = record(0, 'struct overlapping');
  const byValue: CopiedCall = {
    libraryPath,
    symbol: 'as_int',
    prototype: prototypeOf('as_int', int, { p: odd }, [overlapping]),
    values: [{ kind: 'record', image: image(8, [[0, 5n]]) }],
    extra: [],
    texts: [''],
    prototypeText: '',
  };
  expect(copyAs('c', byValue)).toMatchObject({
    failure: { message: expect.stringContaining('struct overlapping') },
  });
  const behind: CopiedCall = {
    ...byValue,
    prototype: prototypeOf('as_int', int, { p: pointer(odd) }, [overlapping]),
    values: [block(image(8, [[0, 5n]]), { label: 'p', type: odd })],
  };
  for (const kind of ['c', 'python', 'koffi'] as const) {
    const text = copyAs(kind, behind);
    expect(text.ok && (await runners[kind](text.value))).toMatch(/result = 5/);
  }
});

test('a C++ object that is passed by its address is', async () => {
  const object: RecordType = {
    ...recordType(
      'class point',
      [8, 4],
      [
        ['x', int, 0],
        ['y', int, 4],
      ],
    ),
    passedByReference: true,
  };
  const type = record(0, 'point');
  const call: CopiedCall = {
    libraryPath,
    symbol: 'sum',
    prototype: prototypeOf('sum', int, { p: type, count: int }, [object]),
    values: [
      {
        kind: 'record',
        image: image(8, [
          [0, 40n],
          [4, 2n],
        ]),
      },
      number(2),
    ],
    extra: [],
    texts: ['', ''],
    prototypeText: '',
  };
  for (const kind of ['c', 'python', 'koffi', 'gdb'] as const) {
    const text = copyAs(kind, call);
    expect(text.ok && (await runners[kind](text.value))).toMatch(/(result|\$1) = 42/);
  }
  const returned = { ...call, prototype: { ...call.prototype, result: type } };
  for (const kind of ['c', 'python', 'koffi', 'gdb'] as const) {
    expect(copyAs(kind, returned)).toMatchObject({
      failure: { message: expect.stringContaining('address') },
    });
  }
});
