import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeLimit } from '../../contract/build-changes.ts';
import { createDemangler } from '../../demangle/demangle.ts';
import { readDamaged } from '../../elf/testing/damaged-inputs.ts';
import { mutate } from '../../elf/testing/mutations.ts';
import { hostMachine } from '../host-machine.ts';
import { LibraryReader } from '../library-reader.ts';
import { buildPairs } from './testing/build-pairs.ts';
import { type BuiltPair, buildPair } from './testing/built-pairs.ts';
import { tablePlaces } from './testing/table-places.ts';

const inputCount = 1500;
const slowestAllowedMs = 5000;
const damagedNames = [
  'a struct in a struct grew',
  'another function of a callback',
  'a base class grew',
  'an enum value changed',
  'a virtual function added',
  'another version node',
  'another text',
  'virtual functions in another order, with packed relocations',
];

const folder = mkdtempSync(join(tmpdir(), 'dlscope-damaged-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Seed extends BuiltPair {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Of the section headers and the sections that are read. */
  readonly places: readonly number[];
}

let seeds: readonly Seed[] = [];

beforeAll(async () => {
  const pairs = buildPairs.filter(({ name }) => damagedNames.includes(name));
  expect(pairs).toHaveLength(damagedNames.length);
  seeds = await Promise.all(
    pairs.map(async (pair, index) => {
      const built = await buildPair(join(folder, String(index)), pair);
      const bytes = readFileSync(built.after);
      return { ...built, name: pair.name, bytes, places: tablePlaces(bytes) };
    }),
  );
}, 60_000);

describe('damaged builds', () => {
  it(`are compared without a throw or a hang, ${inputCount} times`, { timeout: 180_000 }, async () => {
    let readable = 0;
    const path = join(folder, 'damaged.so');
    const { broken, slowest } = await readDamaged(inputCount, seeds, async (seed, random) => {
      writeFileSync(path, mutate(seed.bytes, random, seed.places));
      if (await compareBothWays(seed.before, path)) readable += 1;
    });
    expect(broken.slice(0, 5)).toEqual([]);
    expect(slowest.ms, slowest.input).toBeLessThan(slowestAllowedMs);
    // Damage that leaves nothing to read would prove nothing.
    expect(readable).toBeGreaterThan(inputCount / 2);
  });
});

/** True when the files could be read at all. */
async function compareBothWays(whole: string, damaged: string): Promise<boolean> {
  const reader = new LibraryReader({ demangle: createDemangler(), host: hostMachine() });
  let isRead = true;
  for (const [before, after] of [
    [whole, damaged],
    [damaged, whole],
  ] as const) {
    const exports = reader.compare({ before, after });
    const types = await reader.compareTypes({
      before: { path: before, originalPath: before },
      after: { path: after, originalPath: after },
    });
    for (const outcome of [exports, types]) {
      isRead &&= outcome.ok;
      if (!outcome.ok) continue;
      expect(outcome.value.changes.length).toBeLessThanOrEqual(changeLimit);
      for (const { sentence } of outcome.value.changes) expect(sentence).toMatch(/\.$/);
    }
  }
  return isRead;
}
