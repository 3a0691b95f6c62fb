import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sampleNames, samplePath } from '../../native-samples/samples.ts';
import { memorySource } from './byte-source.ts';
import { openElf } from './elf-file.ts';
import { readDamaged } from './testing/damaged-inputs.ts';
import { buildElf } from './testing/elf-builder.ts';
import { mutate } from './testing/mutations.ts';
import { readEverything } from './testing/read-everything.ts';

const inputCount = 20_000;
const slowestAllowedMs = 5000;

interface Seed {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly places: readonly number[];
}

/** Offsets of the header, the header tables and the contents of the first sections. */
function tablePlaces(bytes: Uint8Array): readonly number[] {
  const opened = openElf(memorySource(bytes));
  if (!opened.ok) return [0];
  const { header, sections, segments } = opened.value;
  const places = [0, Number(header.programHeaderOffset), Number(header.sectionHeaderOffset)];
  places.push(...segments.map(({ offset }) => Number(offset)));
  for (let index = 1; index < sections.count; index += 1) {
    places.push(Number(sections.at(index)?.offset ?? 0));
    places.push(Number(header.sectionHeaderOffset) + index * header.sectionHeaderSize);
  }
  return places.filter((place) => place >= 0 && place < bytes.length);
}

function seeds(): readonly Seed[] {
  const symbols = Array.from({ length: 12 }, (_, index) => ({ name: `_Z1fILi${index}EEvv`, version: 2 }));
  const options = {
    symbols,
    definitions: [
      [1, 'lib'],
      [2, 'V'],
    ],
    needs: [[3, 'N']],
    needed: ['a'],
  } as const;
  const built = [
    ['64-bit little-endian', { ...options }],
    ['64-bit big-endian', { ...options, little: false }],
    ['32-bit little-endian', { ...options, elfClass: 32 }],
    ['GNU hash', { ...options, hash: 'gnu', sectionHeaders: false }],
    ['System V hash', { ...options, sectionHeaders: false }],
  ] as const;
  const samples = sampleNames
    .map((name) => ({ name, path: samplePath(name) }))
    .filter(({ path }) => existsSync(path) && statSync(path).size < 40_000)
    .slice(0, 12);
  return [
    ...built.map(([name, choice]) => ({ name, bytes: buildElf(choice).bytes })),
    ...samples.map(({ name, path }) => ({ name, bytes: new Uint8Array(readFileSync(path)) })),
  ].map((seed) => ({ ...seed, places: tablePlaces(seed.bytes) }));
}

describe('damaged files', () => {
  it(`are read without a throw or a hang, ${inputCount} of them`, { timeout: 120_000 }, async () => {
    const { broken, slowest } = await readDamaged(inputCount, seeds(), (seed, random) =>
      readEverything(mutate(seed.bytes, random, seed.places)),
    );
    expect(broken.slice(0, 5)).toEqual([]);
    expect(slowest.ms, slowest.input).toBeLessThan(slowestAllowedMs);
  });
});
