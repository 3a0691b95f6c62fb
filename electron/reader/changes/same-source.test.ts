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
