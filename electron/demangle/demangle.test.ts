import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { StringColumn } from '../contract/library-model.ts';
import { StringColumnBuilder } from '../elf/string-column.ts';
import { systemLibraries } from '../elf/testing/system-libraries.ts';
import { createDemangler, defaultDemangleLimits } from './demangle.ts';

function columnOf(names: readonly string[]): StringColumn {
  const builder = new StringColumnBuilder(names.length, 0);
  for (const name of names) builder.add(new TextEncoder().encode(name));
  return builder.finish();
}

function namesOf({ bytes, offsets }: StringColumn): readonly string[] {
  const decoder = new TextDecoder();
  return Array.from({ length: offsets.length - 1 }, (_, row) =>
    decoder.decode(bytes.subarray(offsets[row], offsets[row + 1])),
  );
}

const demangle = createDemangler();
const demangled = (...names: readonly string[]) => namesOf(demangle(columnOf(names)).column);

/** A name of a few hundred bytes that stands for `levels` types, each twice as long as the one before. */
function explosive(levels: number): string {
  // S_ is A, S0_ is X, S1_ is X<A, A>; each further one doubles the one before.
  const doublings = Array.from({ length: levels }, (_, level) => {
    const last = `S${(level + 1).toString(36).toUpperCase()}_`;
    return `S0_I${last}${last}E`;
  });
  return `_Z1f1A1XIS_S_E${doublings.join('')}`;
}

/** Names of the defined dynamic symbols as `nm` prints them, in file order, without their versions. */
function nmNames(path: string, ...options: readonly string[]): readonly string[] {
  const lines = execFileSync('nm', ['-D', '-p', '--defined-only', ...options, path], { maxBuffer: 1 << 28 });
  return lines
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(19).replace(/@@?[\w.]+$/, ''));
}

describe('demangling', () => {
  it('reads C++ names and leaves all others as they are', () => {
    expect(demangled('_Z3addii', 'add', '', '_', '_Z', '_Zonk', 'i', '_ZN2ns1fEv', 'naïve')).toEqual([
      'add(int, int)',
      'add',
      '',
      '_',
      '_Z',
      '_Zonk',
      'i',
      'ns::f()',
      'naïve',
    ]);
  });

  it.each([8, 30, 100])(
    'leaves a name raw that means more than the limit, and goes on: 2 to the %i',
    (levels) => {
      const bomb = explosive(levels);
      expect(demangled('_Z1av', bomb, '_Z1bv')).toEqual([
        'a()',
        levels === 8 ? expect.any(String) : bomb,
        'b()',
      ]);
    },
  );

  it('keeps the time of a column of expensive names within its limit', () => {
    const started = performance.now();
    const { shortfall } = demangle(columnOf(Array<string>(2000).fill(explosive(14))), {
      ...defaultDemangleLimits,
      expansionBits: 60,
      timeMs: 50,
    });
    expect(shortfall).toMatch(/took longer/);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('keeps a name of a megabyte', () => {
    const long = `_Z${'x'.repeat(1024 * 1024)}`;
    expect(demangled(long, '_Z1av')).toEqual([long, 'a()']);
  });

  it('stops at its time limit and says so', () => {
    const names = columnOf(['_Z1av', '_Z1bv']);
    const { column, shortfall } = demangle(names, { ...defaultDemangleLimits, timeMs: -1 });
    expect(namesOf(column)).toEqual(['_Z1av', '_Z1bv']);
    expect(shortfall).toMatch(/took longer/);
  });

  it('stops at its size limit and says so', () => {
    const names = columnOf(['_Z1av', '_Z1bv']);
    const { column, shortfall } = demangle(names, { ...defaultDemangleLimits, totalBytes: 1 });
    expect(namesOf(column)).toEqual(['a()', '_Z1bv']);
    expect(shortfall).toMatch(/too many/);
  });

  it('leaves every name raw without libstdc++ and says why', () => {
    const names = columnOf(['_Z1av']);
    const { column, shortfall } = createDemangler('libdlscope-absent.so')(names);
    expect(namesOf(column)).toEqual(['_Z1av']);
    expect(shortfall).toMatch(/libdlscope-absent\.so/);
  });

  it('keeps the memory of the process flat', () => {
    const names = columnOf([
      ...Array.from({ length: 5000 }, (_, index) => `_Z${3}f${(index % 90) + 10}i`),
      explosive(14),
    ]);
    // One name in the column outgrows the buffer each time.
    const limits = { ...defaultDemangleLimits, expansionBits: 60 };
    const grown = (rounds: number) => {
      for (let round = 0; round < rounds; round += 1) demangle(names, limits);
      return process.memoryUsage().rss;
    };
    const before = grown(20);
    expect(grown(100) - before).toBeLessThan(60 * 1024 * 1024);
  });

  it('agrees with nm on every name of libstdc++', () => {
    const path = systemLibraries().find((library) => /\/libstdc\+\+\.so\.6\.[\d.]+$/.test(library));
    if (path === undefined) return expect.fail('this machine has no libstdc++');
    const raw = nmNames(path);
    expect(demangled(...raw)).toEqual(nmNames(path, '-C'));
    expect(raw.length).toBeGreaterThan(1000);
  });
});
