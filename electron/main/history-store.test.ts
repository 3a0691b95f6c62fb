import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../contract/failure.ts';
import type { HistoryEntry } from '../contract/history-entry.ts';
import { historyEntry } from '../contract/testing/history-entry.ts';
import { entryLine, historyBounds } from './history-lines.ts';
import { HistoryStore } from './history-store.ts';
import type { KeptBounds } from './kept-lines.ts';

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
  return historyEntry({
    id: `h${number}`,
    library,
    atMs: 1_700_000_000_000 + number,
    generation: number,
    answering: number,
    durationMs: 12.5,
    strategy: 'fresh',
    after: { identity, build: { buildId: 'ab12', hash: 'cd34' } },
    symbolCount: 3,
    added: ['add\u001b[2J'],
    addedCount: 1,
    failure: { code: 'dlopen-failed', message: 'no', detail: 'verbatim\n' },
    fault: { kind: 'signal', signal: 'SIGSEGV', during: 'load', stderrTail: '' },
  });
}

const open = (bounds?: KeptBounds) => HistoryStore.open(file, (failure) => notices.push(failure), bounds);

const entriesOf = (store: HistoryStore, library: string) => [...store.newestFirst(library)];

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
    expect(entriesOf(store, '/lib/a.so')).toEqual([entry(3), entry(2), entry(1)]);
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
      expect(entriesOf(store, '/lib/a.so').length).toBe(complete);
      expect(notices).toEqual([]);
      store.record(entry(9));
      await store.flush();
      expect(entriesOf(await open(), '/lib/a.so').length).toBe(complete + 1);
    }
  });

  test('sets a damaged file aside, keeps the good lines and says so once', async () => {
    await written(2);
    const good = await readFile(file, 'utf8');
    await writeFile(file, `{"entry":{"id":1}}\n\0\0\0\n[[[[\n${good}`);
    const store = await open();
    await store.flush();
    expect(entriesOf(store, '/lib/a.so').length).toBe(2);
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

  test('is amended in place, and what was cleared meanwhile does not come back', async () => {
    const store = await written(2);
    expect(store.amend({ ...entry(1), notes: ['more'] })).toBe(true);
    expect(entriesOf(store, '/lib/a.so')).toEqual([entry(2), { ...entry(1), notes: ['more'] }]);
    await store.clear('/lib/a.so');
    expect(store.amend({ ...entry(2), notes: ['more'] })).toBe(false);
    await store.flush();
    expect(entriesOf(store, '/lib/a.so')).toEqual([]);
    expect(entriesOf(await open(), '/lib/a.so')).toEqual([]);
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
    expect(entriesOf(again, '/lib/a.so')).toEqual([]);
    expect(entriesOf(again, '/lib/b.so')).toHaveLength(2);
    expect(again.nextGeneration('/lib/a.so')).toBe(6);
  });

  test('stays bounded and is made smaller at the next start', async () => {
    const bounds = { linesPerLibrary: 200, lines: 300, bytes: 1_000_000 };
    await written(600);
    const before = (await stat(file)).size;
    const store = await open(bounds);
    await store.flush();
    expect(entriesOf(store, '/lib/a.so').map(({ generation }) => generation)).toEqual(countdown(600, 200));
    expect((await stat(file)).size).toBeLessThan(before / 2);
    expect((await open()).nextGeneration('/lib/a.so')).toBe(601);
  });

  test('of all libraries together the oldest entries go first', async () => {
    const store = await open({ linesPerLibrary: 200, lines: 300, bytes: 1_000_000 });
    for (let number = 1; number <= 400; number += 1) {
      store.record(entry(number, number % 4 === 0 ? '/lib/b.so' : '/lib/a.so'));
    }
    expect([store.countOf('/lib/a.so'), store.countOf('/lib/b.so')]).toEqual([200, 100]);
    for (let number = 401; number <= 450; number += 1) store.record(entry(number, '/lib/b.so'));
    expect(store.countOf('/lib/a.so') + store.countOf('/lib/b.so')).toBe(300);
    expect(store.countOf('/lib/b.so')).toBeGreaterThan(100);
    await store.flush();
  });

  test('an entry that is amended takes its own place, in memory and after a restart', async () => {
    const store = await written(3);
    const amended = { ...entry(2), compared: true, notes: ['compared now'] };
    store.record(amended);
    expect(entriesOf(store, '/lib/a.so')).toEqual([entry(3), amended, entry(1)]);
    await store.flush();
    expect(entriesOf(await open(), '/lib/a.so')).toEqual([entry(3), amended, entry(1)]);
    expect(store.countOf('/lib/a.so')).toBe(3);
  });

  test('endless names and messages stay bounded on disk', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `${index}${'x'.repeat(1_000_000)}`);
    const store = await open();
    const failure = { code: 'dlopen-failed', message: 'no', detail: 'y'.repeat(2_000_000) } as const;
    store.record({ ...entry(1), added: names, failure });
    await store.flush();
    expect((await stat(file)).size).toBeLessThan(200_000);
    expect(entriesOf(await open(), '/lib/a.so')[0]).toMatchObject({ generation: 1, addedCount: 1 });
  });

  test('a folder that cannot be written is one notice, and the session goes on', async () => {
    const store = await HistoryStore.open(path.join(folder, 'missing/history.jsonl'), (failure) =>
      notices.push(failure),
    );
    store.record(entry(1));
    store.record(entry(2));
    await store.flush();
    expect(entriesOf(store, '/lib/a.so')).toHaveLength(2);
    expect(notices).toHaveLength(1);
  });
});

test('the file stays bounded while the program runs', async () => {
  const bounds = { linesPerLibrary: 200, lines: 300, bytes: 1_000_000 };
  const store = await open(bounds);
  for (let number = 1; number <= 350; number += 1) store.record(entry(number));
  await store.flush();
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines.length).toBeLessThan(260);
  expect(lines.at(-1)).toContain('"id":"h350"');
  expect(entriesOf(await open(bounds), '/lib/a.so')).toEqual(entriesOf(store, '/lib/a.so'));
  expect(notices).toEqual([]);
});

/** `[first, first - 1, …]`, `count` of them. */
function countdown(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first - index);
}

describe('ten thousand entries', () => {
  const kept = historyBounds.linesPerLibrary;

  beforeEach(async () => {
    const lines = Array.from({ length: kept + 5 }, (_, index) => entryLine(entry(index + 1)));
    await writeFile(file, lines.join(''));
  });

  test('are all there, in pages from the newest to the oldest', async () => {
    const beganMs = performance.now();
    const store = await open();
    const openedMs = performance.now() - beganMs;
    expect(store.countOf('/lib/a.so')).toBe(kept);
    const generations: (number | null)[] = [];
    let before: string | null = null;
    let older = kept;
    while (older > 0) {
      const page = store.page('/lib/a.so', before, 500);
      expect(page.older).toBe(older - page.rows.length);
      generations.push(...page.rows.map(({ generation }) => generation));
      before = page.rows.at(-1)?.id ?? null;
      older = page.older;
    }
    expect(generations).toEqual(countdown(kept + 5, kept));
    const pagedMs = performance.now() - beganMs - openedMs;
    store.record(entry(kept + 6));
    const recordBeganMs = performance.now();
    store.record(entry(kept + 7));
    const recordedMs = performance.now() - recordBeganMs;
    expect(store.page('/lib/a.so', null, 1).rows[0]?.generation).toBe(kept + 7);
    await store.flush();
    const clearBeganMs = performance.now();
    await store.clear('/lib/b.so');
    const rewrittenMs = performance.now() - clearBeganMs;
    const figures = { openedMs, pagedMs, recordedMs, rewrittenMs };
    console.log(
      `${kept} entries: ${JSON.stringify(figures, (_, value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value))}`,
    );
  });

  test('one of them is found by its id, whole', async () => {
    const store = await open();
    expect(store.entry('/lib/a.so', 'h77')).toEqual(entry(77));
    expect(store.entry('/lib/a.so', 'h5')).toBeNull();
    expect(store.lastLoaded('/lib/a.so')).toEqual(entry(kept + 5));
  });
});

test('a line that only begins like ours is dropped when it is read, and the file set aside', async () => {
  const good = entryLine(entry(2));
  const bad = entryLine(entry(1)).replace('"trigger":"watch"', '"trigger":"magic"');
  await writeFile(file, bad + good);
  const store = await open();
  expect(notices).toEqual([]);
  expect(entriesOf(store, '/lib/a.so')).toEqual([entry(2)]);
  await store.flush();
  expect(notices).toHaveLength(1);
  expect((await readdir(folder)).sort()).toEqual(['history.jsonl', 'history.jsonl.damaged']);
  expect(await readFile(file, 'utf8')).not.toContain('magic');
});

test('a file of an older release, with its members in another order, is read', async () => {
  const { id, library, ...rest } = JSON.parse(entryLine(entry(3))).entry;
  const { compared: _, proof: __, ...older } = rest;
  await writeFile(file, `${JSON.stringify({ entry: { ...older, id, library } })}\n`);
  expect(entriesOf(await open(), '/lib/a.so')).toEqual([entry(3)]);
  expect(notices).toEqual([]);
});
