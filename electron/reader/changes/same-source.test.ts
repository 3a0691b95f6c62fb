import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDemangler } from '../../demangle/demangle.ts';
import { oracleSources } from '../../dwarf/testing/oracle-sources.ts';
import { hostMachine } from '../host-machine.ts';
import { LibraryReader } from '../library-reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'dlscope-same-source-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reader = new LibraryReader({ demangle: createDemangler(), host: hostMachine() });

function build(source: (typeof oracleSources)[number], flags: string): string {
  const file = join(folder, source.language === 'c' ? 'lib.c' : 'lib.cpp');
  const library = join(folder, `${flags.replaceAll(' ', '')}.so`);
  writeFileSync(file, source.text);
  const compiler = source.language === 'c' ? 'gcc' : 'g++';
  execFileSync(compiler, ['-w', '-fPIC', '-shared', ...flags.split(' '), file, '-o', library]);
  return library;
}

describe('one source', () => {
  it.each(oracleSources.map((source) => [source.name, source] as const))(
    '%s has the same types whatever its flags',
    async (_, source) => {
      const before = build(source, '-O0 -gdwarf-5');
      const counts: number[] = [];
      for (const flags of ['-O2 -gdwarf-4', '-O1 -gdwarf-4 -fdebug-types-section', '-O2 -gdwarf-3']) {
        const after = build(source, flags);
        const compared = await reader.compareTypes({
          before: { path: before, originalPath: before },
          after: { path: after, originalPath: after },
        });
        if (!compared.ok) throw new Error(compared.failure.message);
        const sentences = compared.value.changes.map(({ severity, sentence }) => `${severity}: ${sentence}`);
        expect(sentences, flags).toEqual([]);
        counts.push(compared.value.comparedCount);
      }
      expect(Math.min(...counts)).toBeGreaterThan(0);
    },
    60_000,
  );
});

const templates = `
  template <class T> struct W { T v; };
  template <unsigned long N, class T> struct A { T v[N]; };
  template <class T> struct B : W<T> { int more; };
  int f(W<int *> *w) { return *w->v; }
  int g(W<unsigned long> *w) { return w->v; }
  int h(A<3, const char *> *a) { return *a->v[0]; }
  int k(B<const char *> *b) { return b->more; }`;

describe('one source by two compilers', () => {
  it('has the same types, however they spell the arguments of templates', async () => {
    const [before, after] = ['g++', 'clang++'].map((compiler) => {
      const [file, library] = [join(folder, 'templates.cpp'), join(folder, `${compiler}.so`)];
      writeFileSync(file, templates);
      execFileSync(compiler, ['-w', '-g', '-fPIC', '-shared', file, '-o', library]);
      return { path: library, originalPath: library };
    });
    if (before === undefined || after === undefined) throw new Error('there are two builds');
    const compared = await reader.compareTypes({ before, after });
    if (!compared.ok) throw new Error(compared.failure.message);
    expect(compared.value.changes).toEqual([]);
    expect(compared.value.comparedCount).toBe(4);
  });
});
