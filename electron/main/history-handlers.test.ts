import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HistoryEntry } from '../contract/history-entry.ts';
import { rowsOfText } from '../contract/history-transfer.ts';
import { historyEntry } from '../contract/testing/history-entry.ts';
import type { LibrarySession } from '../session/library-session.ts';
import { historyHandlers } from './history-handlers.ts';
import { HistoryStore } from './history-store.ts';

const library = '/lib/a.so';
const libraryId = 'one';
let folder: string;
let history: HistoryStore;
let pushed: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dlscope-handlers-'));
  history = await HistoryStore.open(path.join(folder, 'history.jsonl'), () => undefined);
  pushed = [];
});
afterEach(() => rm(folder, { recursive: true }));

function entry(number: number): HistoryEntry {
  return historyEntry({
    id: `h${number}`,
    library,
    atMs: number,
    generation: number,
    answering: number,
    added: ['a', 'b', 'c', 'd'],
    addedCount: 4,
  });
}

async function handlers(count: number, file: string | null = null) {
  for (let number = 1; number <= count; number += 1) history.record(entry(number));
  await history.flush();
  const state = () => ({ id: libraryId, path: library, directory: '/lib', name: 'a.so' });
  const session = { id: libraryId, state } as unknown as LibrarySession;
  return historyHandlers({
    registry: {
      find: (id) =>
        id === libraryId
          ? { ok: true, value: session }
          : { ok: false, failure: { code: 'unknown-id', message: 'gone' } },
    },
    profile: { history },
    pushes: { push: (channel) => pushed.push(channel) },
    chooseExportFile: async () => file,
  });
}

test('older rows come a thousand at a time, until none are left', async () => {
  const { 'history:older': older } = await handlers(1300);
  const first = await older({ libraryId, before: 'h1251' });
  if (!first.ok) throw new Error(first.failure.message);
  const rows = rowsOfText(first.value.rowsText);
  expect([rows.length, rows[0]?.id, rows.at(-1)?.id, first.value.olderEntries]).toEqual([
    1000,
    'h1250',
    'h251',
    250,
  ]);
  const last = await older({ libraryId, before: 'h251' });
  if (!last.ok) throw new Error(last.failure.message);
  expect(last.value.olderEntries).toBe(0);
  expect(rowsOfText(last.value.rowsText)).toHaveLength(250);
});

test('rows after an entry that is kept no more are none', async () => {
  const { 'history:older': older } = await handlers(2);
  expect(await older({ libraryId, before: 'gone' })).toEqual({
    ok: true,
    value: { rowsText: '[]', olderEntries: 0 },
  });
});

test('an entry is answered whole, or with a sentence', async () => {
  const { 'history:entry': whole } = await handlers(2);
  expect(await whole({ libraryId, entryId: 'h2' })).toEqual({ ok: true, value: entry(2) });
  expect(await whole({ libraryId, entryId: 'h9' })).toMatchObject({ ok: false });
  expect(await whole({ libraryId: 'two', entryId: 'h2' })).toMatchObject({ ok: false });
});

test('an export has the entries that were asked for, newest first', async () => {
  const file = path.join(folder, 'out.json');
  const { 'history:export': write } = await handlers(5, file);
  const answer = await write({ libraryId, format: 'json', entryIds: ['h2', 'gone', 'h4'] });
  expect(answer).toEqual({ ok: true, value: { path: file, count: 2 } });
  const { entries } = JSON.parse(await readFile(file, 'utf8'));
  expect(entries.map(({ id }: HistoryEntry) => id)).toEqual(['h4', 'h2']);
  expect(await write({ libraryId, format: 'csv', entryIds: null })).toMatchObject({ value: { count: 5 } });
  expect((await readFile(file, 'utf8')).split('\r\n')).toHaveLength(7);
});

test('a cancelled export writes nothing, one that cannot be written says why', async () => {
  const cancelled = await handlers(1);
  expect(await cancelled['history:export']({ libraryId, format: 'csv', entryIds: null })).toEqual({
    ok: true,
    value: null,
  });
  const refused = await handlers(0, path.join(folder, 'missing/out.csv'));
  expect(await refused['history:export']({ libraryId, format: 'csv', entryIds: null })).toMatchObject({
    ok: false,
    failure: { message: 'The history could not be exported to this file.' },
  });
});

test('clearing is told to the page', async () => {
  const { 'history:clear': clear } = await handlers(2);
  expect(await clear({ libraryId })).toEqual({ ok: true, value: null });
  expect(pushed).toEqual(['history:cleared']);
  expect(history.countOf(library)).toBe(0);
});
