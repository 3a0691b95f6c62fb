import { beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../contract/failure.ts';
import type { Generation } from '../contract/generation.ts';
import { createKeptBuilds, holding, type KeptBuilds, withRoom } from './kept-builds.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { buildOf, identityOf, loadableFacts } from './testing/facts.ts';

const copies = new Set<string>();
let made = 0;
let changes = 0;
let free = 1e9;
beforeEach(() => {
  copies.clear();
  changes = 0;
  free = 1e9;
});

function copyOf(hash: string, size = 100n): PreparedBuild {
  made += 1;
  const path = `/copies/${made}`;
  copies.add(path);
  return {
    snapshot: { identity: { ...identityOf(1n), size }, build: buildOf(hash), facts: loadableFacts() },
    folder: {
      path,
      remove: async () => {
        copies.delete(path);
      },
    },
    file: `${path}/libx.so`,
    preload: [],
    needed: [],
    links: [],
  };
}

function keeping(bounds: { readonly builds?: number; readonly bytes?: number } = {}): KeptBuilds {
  const freeBytes = async () => free;
  return createKeptBuilds({ builds: 10, bytes: 1e6, freeBytes, ...bounds }, () => {
    changes += 1;
  });
}

/** Runs a build as that generation, and lets it go when another one takes its place. */
function run(builds: KeptBuilds, number: number, build: PreparedBuild): () => Promise<void> {
  builds.hold(build);
  builds.add({ number, loadedAtMs: number } as Generation, build);
  return () => builds.letGo(build);
}

describe('kept builds', () => {
  it('are found by each of their generations; the same content is kept once, in its newest copy', async () => {
    const builds = keeping();
    const first = copyOf('one');
    await run(builds, 1, first)();
    await run(builds, 2, copyOf('two'))();
    const again = copyOf('one');
    const end = run(builds, 3, again);
    expect(builds.find(1)).toBe(again);
    expect(builds.find(3)).toBe(again);
    expect(builds.find(4)).toBeNull();
    expect(copies.has(first.folder.path)).toBe(false);
    await end();
    expect(builds.list().map(({ generations }) => generations)).toEqual([[2], [3, 1]]);
    expect(copies.size).toBe(2);
    expect(changes).toBe(3);
  });

  it('are at most so many beside those in use; the ones loaded longest ago go first', async () => {
    const builds = keeping({ builds: 2 });
    const held = copyOf('held');
    run(builds, 1, held);
    for (let number = 2; number <= 50; number += 1) await run(builds, number, copyOf(`${number}`))();
    expect(builds.list().map(({ generations: [number] }) => number)).toEqual([1, 49, 50]);
    expect(copies.size).toBe(3);
    await builds.letGo(held);
    expect(builds.list().map(({ generations: [number] }) => number)).toEqual([49, 50]);
  });

  it('take at most so many bytes, and a quarter of what is free', async () => {
    const builds = keeping({ bytes: 250 });
    for (let number = 1; number <= 3; number += 1) await run(builds, number, copyOf(`${number}`))();
    expect(builds.list()).toHaveLength(2);
    await run(builds, 4, copyOf('large', 260n))();
    expect(builds.list()).toEqual([]);
    await run(builds, 5, copyOf('five'))();
    expect(builds.list()).toHaveLength(1);
    free = 200;
    await run(builds, 6, copyOf('six'))();
    expect(builds.list().map(({ generations: [number] }) => number)).toEqual([6]);
    free = 50;
    await run(builds, 7, copyOf('seven', 60n))();
    expect(copies.size).toBe(0);
  });

  it('stay while somebody works with them, also with a copy that a newer one of the same content replaced', async () => {
    const builds = keeping({ builds: 0 });
    const old = copyOf('one');
    const end = run(builds, 1, old);
    let newer: PreparedBuild | null = null;
    await holding(builds, old, async () => {
      await end();
      newer = copyOf('one');
      run(builds, 2, newer);
      expect(await builds.drop()).toBe(false);
      expect(copies.size).toBe(2);
    });
    expect(builds.find(1)).toBe(newer);
    expect(copies.size).toBe(1);
  });

  it('go when the session ends, those in use as soon as they are let go', async () => {
    const builds = keeping();
    await run(builds, 1, copyOf('one'))();
    const end = run(builds, 2, copyOf('two'));
    await builds.close();
    expect(copies.size).toBe(1);
    await end();
    expect(copies.size).toBe(0);
    expect(builds.list()).toEqual([]);
  });

  it('make room when the disk is full, once, and for nothing else', async () => {
    const builds = keeping();
    const full = fail('copy-failed', 'Full.', { detail: 'ENOSPC: no space left on device, write' });
    await run(builds, 1, copyOf('one'))();
    const copy = async () => (copies.size > 0 ? full : succeed('copied'));
    expect(await withRoom(builds, copy)).toEqual(succeed('copied'));
    let tries = 0;
    const never = async () => {
      tries += 1;
      return full;
    };
    expect(await withRoom(builds, never)).toEqual(full);
    expect(tries).toBe(1);
    await run(builds, 2, copyOf('two'))();
    expect(await withRoom(builds, async () => fail('copy-failed', 'Too large.'))).toMatchObject({
      ok: false,
    });
    expect(copies.size).toBe(1);
  });
});
