import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../contract/failure.ts';
import type { HistoryEntry } from '../contract/session-state.ts';
import { entriesKept, entriesKeptPerLibrary } from './history-lines.ts';
import { HistoryStore } from './history-store.ts';

let folder: string;
let file: string;
let notices: Failure[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dlscope-history-'));
  file = path.join(folder, 'history.jsonl');
  notices = [];
});
afterEach(() => rm(folder, { recursive: true }));

function entry(number: number, library = '/lib/a.so'): HistoryEntry {
  const identity = {
    dev: 2n ** 63n,
    ino: BigInt(number),
    size: 9n,
    mtimeNs: 1n,
    ctimeNs: 18_446_744_073_709_551_615n,
  };
  return {
    id: `h${number}`,
    library,
    atMs: 1_700_000_000_000 + number,
    generation: number,
    answering: number,
    verdict: 'loaded',
    trigger: 'watch',
    durationMs: 12.5,
    place: 'isolated',
    strategy: 'fresh',
    before: null,
    after: { identity, build: { buildId: 'ab12', hash: 'cd34' } },
    symbolCount: 3,
    added: ['add\u001b[2J'],
    removed: [],
    changed: [],
    addedCount: 1,
    removedCount: 0,
    changedCount: 0,
    compared: false,
    failure: { code: 'dlopen-failed', message: 'no', detail: 'verbatim\n' },
    fault: { kind: 'signal', signal: 'SIGSEGV', during: 'load', stderrTail: '' },
    replaced: null,
    changes: null,
    needed: [],
    proof: null,
    state: null,
    notes: [],
  };
}

const open = () => HistoryStore.open(file, (failure) => notices.push(failure));

async function written(count: number): Promise<HistoryStore> {
  const store = await open();
  for (let number = 1; number <= count; number += 1) store.record(entry(number));
  await store.flush();
  return store;
}

describe('the history', () => {
  test('comes back exactly, 64-bit values included, newest first, in a private file', async () => {
    await written(3);
    const store = await open();
    expect(store.entriesOf('/lib/a.so')).toEqual([entry(3), entry(2), entry(1)]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(notices).toEqual([]);
  });

  test('survives a cut at every byte, losing nothing but the line being written', async () => {
    await written(2);
    const whole = await readFile(file);
    const lineEnds = [...whole.entries()].filter(([, byte]) => byte === 10).map(([index]) => index);
    for (let length = 0; length < whole.length; length += 13) {
      await writeFile(file, whole);
      await truncate(file, length);
      const store = await open();
      await store.flush();
      const complete = lineEnds.filter((end) => end <= length).length;
      expect(store.entriesOf('/lib/a.so').length).toBe(complete);
      expect(notices).toEqual([]);
      store.record(entry(9));
      await store.flush();
      expect((await open()).entriesOf('/lib/a.so').length).toBe(complete + 1);
    }
  });

  test('sets a damaged file aside, keeps the good lines and says so once', async () => {
    await written(2);
    const good = await readFile(file, 'utf8');
    await writeFile(file, `{"entry":{"id":1}}\n\0\0\0\n[[[[\n${good}`);
    const store = await open();
    await store.flush();
    expect(store.entriesOf('/lib/a.so').length).toBe(2);
    expect(notices).toHaveLength(1);
    expect((await readdir(folder)).sort()).toEqual(['history.jsonl', 'history.jsonl.damaged']);
    expect(await readFile(file, 'utf8')).not.toContain('[[[[');
  });

  test.each([
    'null',
    '[]',
    '{"entry":null}',
    '{"__proto__":{"entry":{}}}',
    '{"used":{"library":"x","generation":1e99}}',
    '\ufeff{}',
    '9'.repeat(10_000),
  ])('takes nothing from the hostile line %#', async (line) => {
    await writeFile(file, `${line}\n`);
    const store = await open();
    await store.flush();
    expect(store.nextGeneration('x')).toBe(1);
    expect(notices).toHaveLength(1);
  });

  test('clearing deletes from the disk and never gives a number twice', async () => {
    const store = await written(5);
    store.record(entry(1, '/lib/b.so'));
    const cleared = store.clear('/lib/a.so');
    store.record(entry(2, '/lib/b.so'));
    await cleared;
    await store.flush();
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain('h5');
    expect(text).toContain('/lib/b.so');
    const again = await open();
    expect(again.entriesOf('/lib/a.so')).toEqual([]);
    expect(again.entriesOf('/lib/b.so')).toHaveLength(2);
    expect(again.nextGeneration('/lib/a.so')).toBe(6);
  });

  test('stays bounded and is made smaller at the next start', async () => {
    await written(entriesKeptPerLibrary * 3);
    const before = (await stat(file)).size;
    const store = await open();
    await store.flush();
    expect(store.entriesOf('/lib/a.so')).toHaveLength(entriesKeptPerLibrary);
    expect((await stat(file)).size).toBeLessThan(before / 2);
    expect((await open()).nextGeneration('/lib/a.so')).toBe(entriesKeptPerLibrary * 3 + 1);
  });

  test('endless names and messages stay bounded on disk', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `${index}${'x'.repeat(1_000_000)}`);
    const store = await open();
    const failure = { code: 'dlopen-failed', message: 'no', detail: 'y'.repeat(2_000_000) } as const;
    store.record({ ...entry(1), added: names, failure });
    await store.flush();
    expect((await stat(file)).size).toBeLessThan(200_000);
    expect((await open()).entriesOf('/lib/a.so')[0]).toMatchObject({ generation: 1, addedCount: 1 });
  });

  test('a folder that cannot be written is one notice, and the session goes on', async () => {
    const store = await HistoryStore.open(path.join(folder, 'missing/history.jsonl'), (failure) =>
      notices.push(failure),
    );
    store.record(entry(1));
    store.record(entry(2));
    await store.flush();
    expect(store.entriesOf('/lib/a.so')).toHaveLength(2);
    expect(notices).toHaveLength(1);
  });
});

test('the file stays bounded while the program runs', async () => {
  const store = await written(entriesKept + 500);
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines.length).toBeLessThan(entriesKeptPerLibrary + 510);
  expect(lines.at(-1)).toContain(`"id":"h${entriesKept + 500}"`);
  expect((await open()).entriesOf('/lib/a.so')).toEqual(store.entriesOf('/lib/a.so'));
  expect(notices).toEqual([]);
});
