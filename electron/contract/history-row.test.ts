import { expect, test } from 'vitest';
import { historyRow } from './history-row.ts';
import type { HistoryEntry } from './session-state.ts';

const entry: HistoryEntry = {
  id: 'one',
  library: '/lib/a.so',
  atMs: 1,
  generation: 3,
  answering: 3,
  verdict: 'loaded',
  trigger: 'watch',
  durationMs: 12.5,
  place: 'isolated',
  strategy: 'swap',
  before: null,
  after: null,
  symbolCount: 3,
  compared: true,
  added: ['a1', 'a2', 'a3', 'a4'],
  removed: [],
  changed: ['c1'],
  addedCount: 400,
  removedCount: 0,
  changedCount: 1,
  failure: { code: 'dlopen-failed', message: 'no', detail: 'x'.repeat(5000) },
  fault: { kind: 'exit', code: 1, during: 'load', stderrTail: 'said on its way out' },
  proof: {
    generation: 2,
    gone: false,
    reasons: [{ kind: 'thread', cause: 'A thread runs.', cure: 'Join it.', names: ['worker'] }],
  },
  notes: ['a note'],
};

test('a row is short where the entry is long, and equal everywhere else', () => {
  const row = historyRow(entry);
  expect(row.added).toEqual(['a1', 'a2', 'a3']);
  expect(row.addedCount).toBe(400);
  expect(row.failure?.detail).toHaveLength(2000);
  expect(row.fault).toMatchObject({ kind: 'exit', stderrTail: '' });
  expect(row.proof?.reasons).toEqual([{ kind: 'thread', cause: '', cure: '', names: [] }]);
  expect(row).toMatchObject({ id: 'one', generation: 3, changed: ['c1'], durationMs: 12.5, notes: [] });
});

test('its words have everything that the short parts lost', () => {
  const { words } = historyRow(entry);
  for (const text of ['a4', 'x'.repeat(5000), 'said on its way out', 'Join it.', 'worker', 'a note']) {
    expect(words).toContain(text);
  }
});
