import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readLibrary } from './testing/all-prototypes.ts';
import {
  enumDifferences,
  functionDifferences,
  recordDifferences,
  unexplained,
} from './testing/differences.ts';
import { exportedFunctions } from './testing/exported-functions.ts';
import { askGdb } from './testing/gdb.ts';
import { oracleSources } from './testing/oracle-sources.ts';
import { caseReasons } from './testing/reasons.ts';

const folder = mkdtempSync(join(tmpdir(), 'dlscope-oracles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let built = 0;
const flagSets = [
  '-O0 -gdwarf-5',
  '-O2 -gdwarf-4',
  '-O2 -gdwarf-5 -gz',
  '-O1 -gdwarf-4 -fdebug-types-section',
];
const cases = oracleSources.flatMap((source) =>
  flagSets.map((flags) => ({ ...source, title: `${source.language} ${source.name} with ${flags}`, flags })),
);

describe('small sources read as gdb reads them', () => {
  test.each(cases)('$title', async ({ language, text, flags }) => {
    const library = build(language, text, flags);
    const functions = exportedFunctions(library);
    const gdb = await askGdb(library, functions, false);
    const ours = readLibrary(library, functions);
    const differences = [
      ...Object.entries(gdb.functions).flatMap(([name, theirs]) =>
        functionDifferences(name, ours.functions.get(name), theirs),
      ),
      ...Object.entries(gdb.records).flatMap(([name, theirs]) =>
        recordDifferences(name, ours.typeNamed(name), theirs),
      ),
      ...Object.entries(gdb.enums).flatMap(([name, theirs]) =>
        enumDifferences(name, ours.typeNamed(name), theirs),
      ),
    ];
    expect.soft(unexplained(differences, caseReasons)).toEqual([]);
    expect(ours.problems).toEqual([]);
    expect(functions.size).toBeGreaterThan(0);
  });
});

function build(language: 'c' | 'c++', text: string, flags: string): string {
  const source = join(folder, language === 'c' ? 'source.c' : 'source.cpp');
  const library = join(folder, `${++built}.so`);
  writeFileSync(source, text);
  const compiler = language === 'c' ? ['gcc'] : ['g++', '-std=c++17'];
  const [command = '', ...standard] = compiler;
  execFileSync(command, [...standard, '-w', '-fPIC', '-shared', ...flags.split(' '), source, '-o', library]);
  return library;
}
