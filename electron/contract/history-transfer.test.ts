import { expect, test } from 'vitest';
import { historyRow } from './history-row.ts';
import { rowsAsText, rowsOfText } from './history-transfer.ts';
import { historyEntry } from './testing/history-entry.ts';

test('rows come out of their text as they went in, 64-bit values included', () => {
  const identity = { dev: 2n ** 64n - 1n, ino: 2n ** 53n + 1n, size: 0n, mtimeNs: 4n, ctimeNs: 5n };
  const change = { identity, build: { buildId: null, hash: 'ab' } };
  const entry = historyEntry({
    id: 'one',
    library: '/lib/\u2028\ud800.so',
    atMs: 1.5,
    generation: null,
    answering: null,
    verdict: 'rejected',
    durationMs: 0.25,
    before: change,
    added: ['"', '\n'],
    addedCount: 2,
    failure: { code: 'dlopen-failed', message: 'no' },
    notes: ['a note'],
  });
  const rows = [historyRow(entry), historyRow({ ...entry, before: null, after: change })];
  expect(rowsOfText(rowsAsText(rows))).toEqual(rows);
  expect(rowsOfText(rowsAsText([]))).toEqual([]);
});
