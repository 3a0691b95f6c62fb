import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { realLibrary, realLibraryNames } from '../../native-samples/real-libraries.ts';
import type { VariableList } from '../contract/variables.ts';
import { createDemangler } from '../demangle/demangle.ts';
import { hostMachine } from './host-machine.ts';
import { LibraryReader } from './library-reader.ts';
import { gdbVariables, symbolsOf, type TableSymbol } from './testing/variable-oracles.ts';

const reader = new LibraryReader({ demangle: createDemangler(), host: hostMachine() });

async function variablesOf(path: string): Promise<VariableList> {
  const read = await reader.variables({ path, originalPath: path, headers: [] });
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}

async function withBuilt<T>(
  source: string,
  use: (list: VariableList) => T,
  flags: string[] = [],
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'dlscope-variables-'));
  try {
    writeFileSync(join(folder, 'source.cpp'), source);
    const given = ['-g', '-w', '-fPIC', '-shared', ...flags, 'source.cpp', '-o', 'library.so'];
    execFileSync('g++', given, { cwd: folder });
    return use(await variablesOf(join(folder, 'library.so')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In the symbol table, and no variable of the source: what start files, the linker and exceptions bring. */
const notOfTheSource: ReadonlySet<string> = new Set([
  'completed.0',
  '__dso_handle',
  '__TMC_END__',
  'DW.ref.__gxx_personality_v0',
]);
/** A guard variable has no entry in the debug information; ours lists those that are exported. */
const isGuard = ({ name }: TableSymbol) => name.startsWith('_ZGV');

describe.each(realLibraryNames)('%s', (name) => {
  test('has the variables of the symbol table, with their sizes', async () => {
    const { path } = realLibrary(name);
    const { variables, total } = await variablesOf(path);
    const symbols = symbolsOf(path).filter(
      (symbol) => !notOfTheSource.has(symbol.name) && !(symbol.bind === 'LOCAL' && isGuard(symbol)),
    );
    const place = (offset: bigint, size: number) => `${offset.toString(16)}+${size}`;
    const ours = variables.filter(({ threadLocal }) => !threadLocal);
    expect(new Set(ours.map(({ offset, size }) => place(offset, size)))).toEqual(
      new Set(symbols.map(({ value, size }) => place(value, size))),
    );
    expect(total).toBe(variables.length);
    const exported = symbols.filter(({ bind, visibility }) => bind !== 'LOCAL' && visibility !== 'HIDDEN');
    const names = new Set(exported.map((symbol) => symbol.name));
    for (const { symbol } of ours) if (symbol !== null) expect(names).toContain(symbol);
  });

  test('has the types and lines that gdb has', { timeout: 120_000 }, async () => {
    const { path } = realLibrary(name);
    const { variables } = await variablesOf(path);
    const theirs = await gdbVariables(
      path,
      variables.filter(({ threadLocal }) => !threadLocal).map(({ offset }) => offset),
    );
    const known = variables.filter(({ offset }) => theirs.has(String(offset)));
    expect(known.length).toBe(theirs.size);
    for (const { offset, name, size, location } of known) {
      const found = theirs.get(String(offset));
      // gdb leaves out the class of a static member in an anonymous namespace.
      expect.soft(name.endsWith(found?.name ?? '?'), name).toBe(true);
      expect.soft([size, (location?.line ?? 0) % 65_536], name).toEqual([found?.size, found?.line]);
    }
  });
});

describe('libraries without debug information', () => {
  test.each(['libstdc++.so.6', 'libz.so.1'])('%s exports the variables of nm -D', async (file) => {
    const path = `/usr/lib/x86_64-linux-gnu/${file}`;
    const { variables, hasDebugInfo } = await variablesOf(path);
    expect(hasDebugInfo).toBe(false);
    const symbols = symbolsOf(path, '--dyn-syms').filter(({ name }) => !/^_ZT[VISTC]/.test(name));
    const places = (list: readonly (readonly [bigint, number])[]) =>
      [...new Set(list.map(([offset, size]) => `${offset.toString(16)}+${size}`))].sort();
    expect(
      places(variables.flatMap(({ threadLocal, offset, size }) => (threadLocal ? [] : [[offset, size]]))),
    ).toEqual(places(symbols.map(({ value, size }) => [value, size])));
  });
});

describe('names', () => {
  test('tell namespaces, classes, functions and files', async () => {
    const source = `
      namespace geo { static int count = 3; namespace { long hidden = 4; } struct Shape { static int made; }; }
      int geo::Shape::made = 7;
      int over(int a) { static int k; return k += a; }
      int over(double a) { static int k; return k += a; }
      template <class T> T &slot() { static T kept = 1; return kept; }
      thread_local int mine = 3;
      const int constant = 1;
      extern "C" int counter() {
        static int n = 5;
        return ++n + ++geo::count + geo::hidden++ + slot<int>()++ + ++geo::Shape::made + over(1) + over(2.0) + mine;
      }
    `;
    await withBuilt(source, ({ variables }) => {
      expect(variables.map(({ name, key, kind, type }) => [name, key, kind, type?.spelling])).toEqual([
        ['counter()::n', 'source.cpp:counter::n', 'static', 'int'],
        [
          'geo::(anonymous namespace)::hidden',
          'source.cpp:geo::(anonymous namespace)::hidden',
          'static',
          'long',
        ],
        ['geo::Shape::made', '_ZN3geo5Shape4madeE', 'export', 'int'],
        ['geo::count', 'source.cpp:geo::count', 'static', 'int'],
        ['mine', 'mine', 'export', 'int'],
        ['over()::k', 'source.cpp:_Z4overi::k', 'static', 'int'],
        ['over()::k', 'source.cpp:_Z4overd::k', 'static', 'int'],
        ['slot<int>()::kept', '_ZZ4slotIiERT_vE4kept', 'export', 'int'],
      ]);
      expect(variables.filter(({ threadLocal }) => threadLocal).map(({ name }) => name)).toEqual(['mine']);
    });
  });

  test('mark the guards of variables that are initialised at the first call', async () => {
    const source =
      'int start(); inline int &kept() { static int n = start(); return n; } int use() { return kept(); }';
    await withBuilt(source, ({ variables }) => {
      expect(variables.map(({ name, kind }) => [name, kind])).toEqual([
        ['guard variable for kept()::n', 'guard'],
        ['kept()::n', 'export'],
      ]);
    });
  });

  test('take nothing for a guard that is larger than one', async () => {
    const object = (name: string, size: string) =>
      `.globl ${name}\\n.type ${name},@object\\n.size ${name},${size}\\n${name}: .quad 0\\n`;
    const kept = object('_ZZ4keptvE1n', '4');
    for (const [size, guarded] of [
      ['8', true],
      ['0x7fffffffffff', false],
      ['0', false],
    ] as const) {
      const source = `asm(".data\\n${kept}${object('_ZGVZ4keptvE1n', size)}.text\\n");`;
      await withBuilt(source, ({ variables }) => {
        const found = variables.find(({ key }) => key === '_ZZ4keptvE1n');
        expect(found?.size).toBe(4);
        expect(found?.guard !== null).toBe(guarded);
      });
    }
  });

  test('leave out tables of virtual functions and what is constant after relocation', async () => {
    const source = `
      struct Shape { virtual ~Shape() {} virtual int area() { return 1; } };
      const char *const words[] = {"a", "b"};
      const char *word(int at) { Shape shape; return words[at + shape.area()]; }
      int own;
    `;
    for (const flags of [[], ['-Wl,-z,norelro']]) {
      await withBuilt(
        source,
        ({ variables }) => expect(variables.map(({ name }) => name)).toEqual(['own']),
        flags,
      );
    }
  });

  test('know exports alone without debug information, by size', async () => {
    await withBuilt(
      'int shared = 4; static int own; int next() { return shared + ++own; }',
      ({ variables, hasDebugInfo }) => {
        expect(hasDebugInfo).toBe(false);
        expect(variables).toMatchObject([{ name: 'shared', kind: 'export', size: 4, type: null }]);
      },
      ['-g0'],
    );
  });
});
