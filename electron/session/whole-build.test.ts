import { describe, expect, it } from 'vitest';
import type { NeededBuild } from '../contract/needed-build.ts';
import { buildOf, identityOf, loadableFacts } from './testing/facts.ts';
import { keyOfBuild, neededChanges } from './whole-build.ts';

const needed = (path: string, hash: string, ino = 1n): NeededBuild => ({
  path,
  identity: identityOf(ino),
  build: buildOf(hash),
});

describe('needed libraries of two builds', () => {
  const cases: readonly [string, NeededBuild[], NeededBuild[], string[]][] = [
    ['none', [], [], []],
    ['the same', [needed('/a', 'one')], [needed('/a', 'one')], []],
    ['touched', [needed('/a', 'one', 1n)], [needed('/a', 'one', 2n)], []],
    ['another content', [needed('/a', 'one')], [needed('/a', 'two')], ['/a']],
    ['one more', [needed('/b', 'one')], [needed('/b', 'one'), needed('/a', 'one')], ['/a']],
    ['one less', [needed('/b', 'one'), needed('/a', 'one')], [needed('/b', 'one')], ['/a']],
    [
      'several',
      [needed('/b', 'one'), needed('/a', 'one')],
      [needed('/a', 'x'), needed('/b', 'x')],
      ['/a', '/b'],
    ],
  ];
  it.each(cases)('%s', (_name, before, after, expected) => {
    expect(neededChanges(before, after).map(({ path }) => path)).toEqual(expected);
  });

  it('say what was there before and after', () => {
    const [change] = neededChanges([needed('/a', 'one')], [needed('/a', 'two', 2n)]);
    expect(change).toEqual({
      path: '/a',
      before: { identity: identityOf(1n), build: buildOf('one') },
      after: { identity: identityOf(2n), build: buildOf('two') },
    });
  });
});

describe('the key of a whole build', () => {
  const copy = (path: string, hash: string, name: string | null = path) => ({
    ...needed(path, hash),
    name,
    facts: loadableFacts(),
    file: `/copies${path}`,
    place: path,
    viaOrigin: true,
  });
  const key = (hash: string, ...list: ReturnType<typeof copy>[]) =>
    keyOfBuild({
      snapshot: { identity: identityOf(1n), build: buildOf(hash), facts: loadableFacts() },
      needed: list,
    });

  it('is the hash of the library when nothing else belongs to it', () => {
    expect(key('one')).toBe('one');
    expect(key('one', copy('/a', 'one', null))).toBe('one');
  });

  it('differs when a needed library does, and not by their order', () => {
    const [a, b] = [copy('/a', 'one'), copy('/b', 'two')];
    expect(key('one', a, b)).toBe(key('one', b, a));
    expect(key('one', a, b)).not.toBe(key('one', a, copy('/b', 'three')));
    expect(key('one', a)).not.toBe(key('one'));
  });
});
