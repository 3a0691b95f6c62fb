import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { succeed } from '../contract/failure.ts';
import { readDamaged } from '../elf/testing/damaged-inputs.ts';
import { mutate, type SeededRandom } from '../elf/testing/mutations.ts';
import { findDebugFile } from '../reader/debug-file.ts';
import { withFile } from '../reader/file-source.ts';
import { openDebugInfo, type WantedFunction } from './debug-info.ts';
import type { DebugSections } from './debug-sections.ts';
import { exportedFunctions } from './testing/exported-functions.ts';
import { oracleSources } from './testing/oracle-sources.ts';

const inputCount = 5000;
const slowestAllowedMs = 5000;

const flagSets = ['-O0 -gdwarf-5', '-O2 -gdwarf-4', '-O1 -gdwarf-4 -fdebug-types-section', '-O2 -gdwarf-3'];

interface Seed {
  readonly name: string;
  readonly sections: DebugSections;
  readonly wanted: readonly WantedFunction[];
}

const folder = mkdtempSync(join(tmpdir(), 'dlscope-mutations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let seeds: readonly Seed[] = [];

beforeAll(() => {
  // The sources that include headers of the standard library are large, and most of them is the same.
  const small = oracleSources.filter(({ text }) => !/#include <(string|map|vector|functional)>/.test(text));
  seeds = small.flatMap(({ language, name, text }, index) =>
    flagSets
      .slice(index % 2, (index % 2) + 2)
      .map((flags) => seedOf(language, `${name} ${flags}`, text, flags)),
  );
}, 120_000);

function seedOf(language: 'c' | 'c++', name: string, text: string, flags: string): Seed {
  const source = join(folder, language === 'c' ? 'source.c' : 'source.cpp');
  const library = join(folder, `${name.replaceAll(' ', '')}.so`);
  writeFileSync(source, text);
  const compiler = language === 'c' ? 'gcc' : 'g++';
  execFileSync(compiler, ['-w', '-fPIC', '-shared', ...flags.split(' '), source, '-o', library]);
  const found = withFile(library, (file) => succeed(findDebugFile(file, library)));
  if (!found.ok || found.value.sections === null) throw new Error(`${name} has no debug information`);
  const wanted = [...exportedFunctions(library)].map(([symbol, address]) => ({ address, symbol }));
  return { name, sections: found.value.sections, wanted };
}

const mutable = [
  'info',
  'info',
  'info',
  'abbrev',
  'abbrev',
  'str',
  'line',
  'aranges',
  'rnglists',
  'ranges',
  'types',
] as const;

/** One damaged section, or two. */
function damaged(sections: DebugSections, random: SeededRandom): DebugSections {
  let result = sections;
  for (let count = 1 + random.below(2); count > 0; count -= 1) {
    const name = mutable[random.below(mutable.length)] ?? 'info';
    const bytes = result[name];
    if (bytes.length > 8) result = { ...result, [name]: mutate(bytes, random, [0, 4, 6, 8, 12]) };
  }
  return result;
}

/** Everything that can be asked of debug information. */
function readAll({ sections, wanted }: Pick<Seed, 'sections' | 'wanted'>): void {
  const debug = openDebugInfo(sections);
  const pass = debug.functionsAt(wanted);
  let step = pass.next();
  while (!step.done) step = pass.next();
  for (const found of step.value) {
    if (found === null) continue;
    void found.outline;
    void found.prototype;
    void found.location;
  }
  for (const { address, symbol } of wanted.slice(0, 3)) debug.variableAt(address, symbol);
  for (const name of [
    'struct node',
    'Circle',
    'ns::Circle',
    'geometry::v1::Circle',
    'enum plain',
    'size_t',
    'a::b<c>::d',
  ]) {
    debug.typeNamed(name);
  }
  const variables = debug.variables(() => true);
  while (!variables.next().done);
  void debug.summary;
  expect(debug.diagnostics.length).toBeLessThanOrEqual(50);
}

describe('damaged debug information', () => {
  it(`is read without a throw or a hang, ${inputCount} times`, { timeout: 180_000 }, async () => {
    const { broken, slowest } = await readDamaged(inputCount, seeds, ({ sections, wanted }, random) =>
      readAll({ sections: damaged(sections, random), wanted }),
    );
    expect(broken.slice(0, 5)).toEqual([]);
    expect(slowest.ms, slowest.input).toBeLessThan(slowestAllowedMs);
  });

  it('still tells what is not damaged', () => {
    const seed = seeds[0];
    if (seed === undefined) throw new Error('there are no seeds');
    const debug = openDebugInfo({ ...seed.sections, line: new Uint8Array(0) });
    const [first] = seed.wanted;
    expect(first && debug.functionAt(first.address, first.symbol)?.prototype.name).toBe(first?.symbol);
    expect(first && debug.functionAt(first.address, first.symbol)?.location).toBeNull();
  });
});
