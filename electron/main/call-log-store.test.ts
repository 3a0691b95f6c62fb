import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallRecord } from '../contract/call-record.ts';
import type { Failure } from '../contract/failure.ts';
import { callsKeptPerLibrary } from './call-log-lines.ts';
import { CallLogStore } from './call-log-store.ts';
import { callRecord, shown } from './call-records-for-tests.ts';

const library = '/lib/a.so';
let folder: string;
let file: string;
let notices: Failure[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dlscope-calls-'));
  file = path.join(folder, 'calls.jsonl');
  notices = [];
});
afterEach(() => rm(folder, { recursive: true }));

const open = () => CallLogStore.open(file, (failure) => notices.push(failure));

async function written(...records: readonly CallRecord[]): Promise<CallLogStore> {
  const store = await open();
  for (const record of records) store.record(library, record);
  await store.flush();
  return store;
}

describe('the call log', () => {
  test('comes back exactly, newest first, in a private file', async () => {
    const fault: CallRecord = {
      ...callRecord(2),
      trigger: 'pinned',
      outcome: {
        kind: 'fault',
        fault: { kind: 'signal', signal: 'SIGSEGV', during: 'call', stderrTail: 'x' },
        stdout: { text: 'a', droppedBytes: 1 },
        stderr: { text: '', droppedBytes: 0 },
      },
    };
    const failed: CallRecord = {
      ...callRecord(3),
      outcome: { kind: 'failed', failure: { code: 'dlsym-failed', message: 'no', detail: 'verbatim\n' } },
    };
    await written(callRecord(1), fault, failed);
    const store = await open();
    expect(store.recordsOf(library)).toEqual([failed, fault, callRecord(1)]);
    expect(store.recordsOf('/lib/b.so')).toEqual([]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(notices).toEqual([]);
  });

  test('survives a cut at every byte, losing nothing but the line being written', async () => {
    await written(callRecord(1), callRecord(2));
    const whole = await readFile(file);
    const lineEnds = [...whole.entries()].filter(([, byte]) => byte === 10).map(([index]) => index);
    for (let length = 0; length < whole.length; length += 29) {
      await writeFile(file, whole);
      await truncate(file, length);
      const store = await written(callRecord(9));
      const complete = lineEnds.filter((end) => end <= length).length;
      expect(store.recordsOf(library).length).toBe(complete + 1);
      expect((await open()).recordsOf(library).length).toBe(complete + 1);
    }
    expect(notices).toEqual([]);
  });

  test.each([
    'null',
    '{"library":"relative.so","record":{}}',
    '{"library":"/lib/a.so","record":{"__proto__":{}}}',
    `{"library":"/lib/a.so","record":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
    '\0\0\0',
  ])('sets the hostile line %# aside and keeps the good ones', async (line) => {
    await written(callRecord(1));
    await writeFile(file, `${line}\n${await readFile(file, 'utf8')}`);
    const store = await open();
    await store.flush();
    expect(store.recordsOf(library)).toEqual([callRecord(1)]);
    expect(notices).toMatchObject([{ code: 'read-failed' }]);
    expect((await readdir(folder)).sort()).toEqual(['calls.jsonl', 'calls.jsonl.damaged']);
    expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(1);
  });

  test('a line that only looks like ours is set aside when its library is opened', async () => {
    await written(callRecord(1));
    const good = await readFile(file, 'utf8');
    await writeFile(file, `${good.replace('"generation":3', '"generation":-3')}${good}`);
    const store = await open();
    expect(notices).toEqual([]);
    expect(store.recordsOf(library)).toEqual([callRecord(1)]);
    await store.flush();
    expect(notices).toMatchObject([{ code: 'read-failed' }]);
    expect(await readFile(file, 'utf8')).toBe(good);
    expect(store.recordsOf(library)).toHaveLength(1);
  });

  test('a value nested without end is set aside like any other foreign line', async () => {
    const nested = '{"children":['.repeat(100_000);
    await written(callRecord(1));
    await writeFile(file, `{"library":"${library}","record":${nested}\n${await readFile(file, 'utf8')}`);
    const store = await open();
    expect(store.recordsOf(library)).toHaveLength(1);
    await store.flush();
  });

  test('clearing deletes from the disk and leaves other libraries alone', async () => {
    const store = await written(callRecord(1), callRecord(2));
    store.record('/lib/b.so', callRecord(3));
    const cleared = store.clear(library);
    store.record(library, callRecord(4));
    await cleared;
    await store.flush();
    const text = await readFile(file, 'utf8');
    expect(text).not.toMatch(/"c[12]"/);
    const again = await open();
    expect(again.recordsOf(library)).toEqual([callRecord(4)]);
    expect(again.recordsOf('/lib/b.so')).toEqual([callRecord(3)]);
  });

  test('keeps the newest of each library', async () => {
    const store = await open();
    store.record('/lib/b.so', callRecord(0));
    for (let number = 1; number <= callsKeptPerLibrary + 20; number += 1) {
      store.record(library, callRecord(number));
    }
    await store.flush();
    const again = await open();
    expect(again.recordsOf(library)).toHaveLength(callsKeptPerLibrary);
    expect(again.recordsOf(library).at(-1)?.id).toBe('c21');
    expect(again.recordsOf('/lib/b.so')).toHaveLength(1);
  });

  test('stays below its size on disk, the oldest calls go first', async () => {
    const store = await open();
    const large = 'x'.repeat(200_000);
    for (let number = 1; number <= 320; number += 1) {
      const record = callRecord(number);
      store.record(library, { ...record, input: { ...record.input, arguments: [large] } });
    }
    await store.flush();
    expect((await stat(file)).size).toBeLessThan(64_000_000);
    const kept = (await open()).recordsOf(library);
    expect(kept[0]?.id).toBe('c320');
    expect(kept.length).toBeGreaterThan(100);
    expect(notices).toEqual([]);
  });
});

describe('a large call', () => {
  test('keeps its input whole and says how much of its outcome is missing', async () => {
    const record = callRecord(1, 'é'.repeat(400_000));
    const input = { ...record.input, arguments: ['a'.repeat(200_000)] };
    await written({ ...record, input });
    const [kept] = (await open()).recordsOf(library);
    expect(kept?.input).toEqual(input);
    expect(kept?.outcome).toMatchObject({
      text: '1',
      value: { text: '1', children: [], more: 1 },
      out: [{ name: 'count', text: '5' }],
      callbacks: [{ label: 'compare', total: 900, calls: [] }],
      stdout: { text: '', droppedBytes: 800_000 },
      stderr: { text: '', droppedBytes: 7 },
    });
  });

  test('whose value is a large tree keeps its head', async () => {
    const record = callRecord(1);
    if (record.outcome.kind !== 'returned') throw new Error('it returned');
    const items = Array.from({ length: 9000 }, () => shown('1'));
    await written({ ...record, outcome: { ...record.outcome, value: shown('{…}', items) } });
    const [kept] = (await open()).recordsOf(library);
    expect(kept?.outcome).toMatchObject({ value: { text: '{…}', children: [], more: 9000 } });
  });

  test('whose input alone is too large is not on disk', async () => {
    const record = callRecord(1);
    const store = await written({ ...record, input: { ...record.input, arguments: ['a'.repeat(300_000)] } });
    expect(store.recordsOf(library)).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });
});
