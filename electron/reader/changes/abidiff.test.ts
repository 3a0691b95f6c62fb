import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuildChanges, joinChanges } from '../../contract/build-changes.ts';
import { createDemangler } from '../../demangle/demangle.ts';
import { hostMachine } from '../host-machine.ts';
import { LibraryReader } from '../library-reader.ts';
import { textReader } from '../symbol-rows.ts';
import { namesInReport, plainName } from './testing/abidiff-names.ts';
import { type BuildPair, buildPairs } from './testing/build-pairs.ts';
import { type AbidiffReport, askAbidiff, type BuiltPair, buildPair } from './testing/built-pairs.ts';
import {
  type Disagreement,
  severityDisagreements,
  symbolDisagreements,
  verdictDisagreements,
} from './testing/disagreements.ts';

const folder = mkdtempSync(join(tmpdir(), 'dlscope-abidiff-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Compared {
  readonly ours: BuildChanges;
  readonly abidiff: AbidiffReport;
  readonly demangled: ReadonlyMap<string, string>;
}

const toldSentences = [
  ['another result', '`add` returns long now, was int.'],
  ['a parameter renamed', '`add` calls parameter 1 left now, was a.'],
  [
    'a typedef changed',
    '`f` returns number (signed, 64 bits) now, was number (signed, 32 bits); takes number (signed, 64 bits) as parameter 1 (n) now, was number (signed, 32 bits).',
  ],
  [
    'a member added in the middle',
    '`struct point` grew from 8 to 12 bytes: z was added at 4, y moved from 4 to 8; reached through pointers by `norm`.',
  ],
  [
    'an enum value changed',
    '`enum color` changed: RED is 1 now, was 0, BLUE is 2 now, was 1; used by value by `paint`.',
  ],
  [
    'extern "C" dropped',
    '`add` is the C++ function `add(int, int)` now, no longer extern "C": its symbol is _Z3addii.',
  ],
  [
    'a bit-field became a member',
    '`struct point` changed: a is no bit-field now, was a bit-field of 8, a is char now, was int; reached through pointers by `norm`.',
  ],
  [
    'a base class became virtual',
    '`D` grew from 16 to 32 bytes: the table of virtual functions was added at 0, the base class I is virtual now, d moved from 12 to 8; reached through pointers by `D::k()`.',
  ],
  [
    'pure virtual functions in another order',
    'The virtual functions `I::b()` moved from slot 1 to 0 and `I::a()` moved from slot 0 to 1: programs call the wrong one.',
  ],
  ['a variable became read-only', '`limit` is read-only now.'],
  ['symbols bound at once', 'The file has the flag BIND_NOW now.'],
  [
    'another SONAME',
    'The SONAME is libsum.so.2 now, was libsum.so.1: programs linked with the old build ask for the old name.',
  ],
] as const;

const reader = new LibraryReader({ demangle: createDemangler(), host: hostMachine() });
const compared = new Map<string, Compared>();

beforeAll(async () => {
  for (const [index, pair] of buildPairs.entries()) {
    const built = await buildPair(join(folder, String(index)), pair);
    const [ours, abidiff] = await Promise.all([changesOf(built), askAbidiff(built)]);
    const demangled = new Map([...demangledNames(built.before), ...demangledNames(built.after)]);
    compared.set(pair.name, { ours, abidiff, demangled });
  }
}, 180_000);

async function changesOf({ before, after }: BuiltPair): Promise<BuildChanges> {
  const exports = reader.compare({ before, after });
  const types = await reader.compareTypes({
    before: { path: before, originalPath: before },
    after: { path: after, originalPath: after },
  });
  if (!exports.ok || !types.ok) throw new Error('the builds cannot be compared');
  expect(types.value.notes).toEqual([]);
  return joinChanges(exports.value, types.value);
}

function demangledNames(path: string): readonly (readonly [string, string])[] {
  const columns = reader.symbols({ path, table: 'exports' });
  if (!columns.ok) throw new Error(columns.failure.message);
  const [name, demangled] = [textReader(columns.value.name), textReader(columns.value.demangled)];
  return Array.from({ length: columns.value.count }, (_, row) => [name(row), demangled(row)]);
}

function resultOf({ name }: BuildPair): Compared {
  return compared.get(name) ?? expect.fail(`${name} was not compared`);
}

const isNoticed = ({ counts }: BuildChanges) => counts.breaking + counts.risky > 0;

/** Symbols of the breaking and risky changes, each once. */
function touchedSymbols({ changes }: BuildChanges): readonly string[] {
  const noticed = changes.filter(({ severity }) => severity !== 'compatible');
  return [...new Set(noticed.flatMap(({ symbols }) => symbols))].sort();
}

describe('two builds', () => {
  it.each(buildPairs.map((pair) => [pair.name, pair] as const))('%s', (_, pair) => {
    const { ours } = resultOf(pair);
    const kinds = ours.changes.map(({ kind }) => kind).filter((kind) => kind !== 'code-changed');
    expect(ours.changes[0]?.severity ?? null).toBe(pair.worst);
    expect([...kinds].sort()).toEqual([...pair.kinds].sort());
    expect(touchedSymbols(ours)).toEqual([...pair.touched].sort());
  });

  it.each(toldSentences)('%s: %s', (name, sentence) => {
    const result = compared.get(name) ?? expect.fail(`${name} was not compared`);
    expect(result.ours.changes.map((change) => change.sentence)).toContain(sentence);
  });
});

describe('abidiff', () => {
  it('says of the same builds whether programs may notice, but for known reasons', () => {
    const differing = buildPairs.filter((pair) => {
      const { ours, abidiff } = resultOf(pair);
      return isNoticed(ours) !== abidiff.isChanged;
    });
    expect(namesOf(differing)).toEqual(reasonedNames(verdictDisagreements));
  });

  it('calls nothing incompatible that is not breaking, but for known reasons', () => {
    const missed = buildPairs.filter((pair) => {
      const { ours, abidiff } = resultOf(pair);
      return abidiff.isIncompatible && ours.counts.breaking === 0;
    });
    const known = reasonedNames(verdictDisagreements);
    expect(namesOf(missed).filter((name) => !known.includes(name))).toEqual(
      reasonedNames(severityDisagreements),
    );
  });

  it('names the same symbols, but for known reasons', () => {
    const differing = buildPairs.filter((pair) => {
      const { ours, abidiff, demangled } = resultOf(pair);
      if (!isNoticed(ours) || !abidiff.isChanged) return false;
      const plain = touchedSymbols(ours).map((symbol) => plainName(demangled.get(symbol) ?? symbol));
      const theirs = namesInReport(abidiff.text);
      return [...new Set(plain)].sort().join() !== [...new Set(theirs)].sort().join();
    });
    expect(namesOf(differing)).toEqual(reasonedNames(symbolDisagreements));
  });
});

function namesOf(pairs: readonly BuildPair[]): readonly string[] {
  return pairs.map(({ name }) => name).sort();
}

/** Sorted, so that a reason that no pair needs any more is a difference too. */
function reasonedNames(disagreements: readonly Disagreement[]): readonly string[] {
  return disagreements.flatMap(({ pairs }) => pairs).sort();
}
