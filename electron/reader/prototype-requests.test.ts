import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildLibrary } from '../../native-samples/build-library.ts';
import { samplePath } from '../../native-samples/samples.ts';
import type { Outcome } from '../contract/failure.ts';
import { type PrototypeSources, prototypeSourceCodes } from '../contract/reader-protocol.ts';
import { createDemangler } from '../demangle/demangle.ts';
import { LibraryReader } from './library-reader.ts';
import { textAt } from './symbol-rows.ts';

let folder: string;
let reader: LibraryReader;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dlscope-prototypes-'));
  reader = new LibraryReader({ demangle: createDemangler(), host: null });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function unwrapped<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

const sourcesOf = (path: string, headers: readonly string[] = []): PrototypeSources => ({
  path,
  originalPath: path,
  headers,
});

async function describeIn(sources: PrototypeSources, symbol: string, text = '') {
  return unwrapped(await reader.describe({ ...sources, symbol, text }));
}

async function linesOf(sources: PrototypeSources): Promise<Readonly<Record<string, string>>> {
  const exports = unwrapped(reader.symbols({ path: sources.path, table: 'exports' }));
  const { prototype, signature, source } = unwrapped(await reader.prototypes(sources));
  return Object.fromEntries(
    Array.from({ length: exports.count }, (_, row) => [
      textAt(exports.name, row),
      `${prototypeSourceCodes[source[row] ?? 0]}: ${textAt(prototype, row)} | ${textAt(signature, row)}`,
    ]),
  );
}

describe('a symbol', () => {
  it('is described by debug information, with the place', async () => {
    const { suggestions, typed } = await describeIn(sourcesOf(samplePath('libctest')), 'add');
    expect(suggestions).toMatchObject([{ source: 'dwarf', text: 'int add(int a, int b)', notes: [] }]);
    expect(suggestions[0]?.location?.file).toMatch(/shared_sum\.cpp$/);
    expect(typed).toBeNull();
  });

  it('is described by a header and by debug information, best first', async () => {
    const header = join(folder, 'sum.h');
    writeFileSync(header, 'long add(long first, long second);\n');
    const { suggestions } = await describeIn(sourcesOf(samplePath('libctest'), [header]), 'add');
    expect(suggestions.map(({ source }) => source)).toEqual(['dwarf', 'header']);
  });

  it('is described by its mangled name, without a guess at the result', async () => {
    const library = join(folder, 'mangled.so');
    await buildLibrary('int twice(int value) { return 2 * value; }', library);
    const { suggestions } = await describeIn(sourcesOf(library), '_Z5twicei');
    expect(suggestions).toMatchObject([{ source: 'mangled', prototype: null }]);
    expect(suggestions[0]?.text).not.toMatch(/^int/);
  });

  it('that is chosen when it is loaded is never described by its resolver', async () => {
    const path = samplePath('symbols/ifunc');
    const lines = await linesOf(sourcesOf(path));
    expect(Object.values(lines).join('\n')).not.toContain('resolve');
  });

  it('that nobody knows has no suggestion', async () => {
    expect(await describeIn(sourcesOf(samplePath('libctest')), 'absent')).toEqual({
      suggestions: [],
      typed: null,
    });
  });
});

describe('a text typed by hand', () => {
  it('means the types of the library', async () => {
    const { typed } = await describeIn(
      sourcesOf(samplePath('typed/inventory')),
      'add_points',
      'struct point add_points(struct point a, stock *b)',
    );
    const prototype = typed && unwrapped(typed);
    expect(prototype?.parameters.map(({ type }) => type.kind)).toEqual(['record', 'pointer']);
    expect(prototype?.records[0]).toMatchObject({ spelling: 'struct point', size: 8 });
  });

  it('with a type that nobody knows is refused with its name', async () => {
    const { typed } = await describeIn(sourcesOf(samplePath('libctest')), 'add', 'int add(struct absent a)');
    expect(typed).toMatchObject({ ok: false, failure: { code: 'bad-prototype' } });
  });

  it('can be a type alone', async () => {
    const sources = sourcesOf(samplePath('typed/inventory'));
    expect(unwrapped(await reader.type({ ...sources, text: 'struct item *' })).type).toMatchObject({
      kind: 'pointer',
      spelling: 'struct item *',
    });
    expect((await reader.type({ ...sources, text: 'struct absent' })).ok).toBe(true);
    expect((await reader.type({ ...sources, text: 'int (' })).ok).toBe(false);
  });
});

describe('all prototypes', () => {
  it('stand beside their symbols, with the types of variables', async () => {
    const lines = await linesOf(sourcesOf(samplePath('typed/inventory')));
    expect(lines.divide).toBe(
      'dwarf: int divide(int dividend, int divisor, int *quotient, int *rest) | (int dividend, int divisor, int *quotient, int *rest) → int',
    );
    const data = await linesOf(sourcesOf(samplePath('symbols/data')));
    expect(Object.values(data).some((line) => /^none: {2}\| \S/.test(line))).toBe(true);
  });

  it('come with a report of their sources', async () => {
    const header = join(folder, 'broken.h');
    writeFileSync(header, 'int add(int a, int b);\nint broken(;\n');
    const absent = join(folder, 'absent.h');
    const { sources } = unwrapped(
      await reader.prototypes(sourcesOf(samplePath('libctest'), [header, absent])),
    );
    expect(sources[0]).toMatchObject({ source: 'dwarf', path: null, problemCount: 0 });
    expect(sources[0]?.summary).toMatch(/^DWARF \d, \d+ units?$/);
    expect(sources[1]).toMatchObject({ source: 'header', path: header, summary: '1 function declared' });
    expect(sources[1]?.problems[0]).toMatchObject({ line: 2 });
    expect(sources[2]).toMatchObject({ source: 'header', summary: 'not read', problemCount: 1 });
  });

  it('are read in between other requests', async () => {
    const order: string[] = [];
    const path = samplePath('typed/shapes');
    const all = reader.prototypes(sourcesOf(path)).then(() => order.push('prototypes'));
    reader.inspect({ path });
    order.push('inspect');
    await all;
    expect(order).toEqual(['inspect', 'prototypes']);
  });

  it('of a file that is no library are its failure', async () => {
    const text = join(folder, 'text.so');
    writeFileSync(text, 'no library');
    expect(await reader.prototypes(sourcesOf(text))).toMatchObject({
      ok: false,
      failure: { code: 'not-elf' },
    });
  });
});
