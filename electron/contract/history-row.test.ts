import { expect, test } from 'vitest';
import type { BuildChangeFact } from './build-changes.ts';
import { historyRow } from './history-row.ts';
import { historyEntry } from './testing/history-entry.ts';

function change(kind: BuildChangeFact['kind'], sentence: string): BuildChangeFact {
  const severity = kind === 'code-changed' ? 'compatible' : 'breaking';
  return { kind, severity, subject: 'add', symbols: ['add'], symbolCount: 1, sentence, sides: null };
}

const entry = historyEntry({
  id: 'one',
  atMs: 1,
  generation: 3,
  answering: 3,
  durationMs: 12.5,
  symbolCount: 3,
  compared: true,
  added: ['a1', 'a2', 'a3', 'a4'],
  changed: ['c1'],
  addedCount: 400,
  changedCount: 1,
  failure: { code: 'dlopen-failed', message: 'no', detail: 'x'.repeat(5000) },
  fault: { kind: 'exit', code: 1, during: 'load', stderrTail: 'said on its way out' },
  changes: {
    changes: [
      change('prototype-changed', 'add takes another argument.'),
      change('code-changed', 'The code of scale differs.'),
    ],
    counts: { breaking: 1, risky: 0, compatible: 1 },
    notes: ['Types were not compared.'],
    complete: true,
  },
  proof: {
    generation: 2,
    gone: false,
    reasons: [{ kind: 'thread', cause: 'A thread runs.', cure: 'Join it.', names: ['worker'] }],
  },
  notes: ['a note'],
});

test('a row is short where the entry is long, and equal everywhere else', () => {
  const row = historyRow(entry);
  expect(row.added).toEqual(['a1', 'a2', 'a3']);
  expect(row.addedCount).toBe(400);
  expect(row.failure?.detail).toHaveLength(2000);
  expect(row.fault).toMatchObject({ kind: 'exit', stderrTail: '' });
  expect(row.proof?.reasons).toEqual([{ kind: 'thread', cause: '', cure: '', names: [] }]);
  expect(row.changes?.counts).toEqual({ breaking: 1, risky: 0, compatible: 1 });
  expect(row.changes?.changes).toMatchObject([{ kind: 'prototype-changed', symbols: ['add'], sentence: '' }]);
  expect(row).toMatchObject({ id: 'one', generation: 3, changed: ['c1'], durationMs: 12.5, notes: [] });
});

test('its words have everything that the short parts lost', () => {
  const { words } = historyRow(entry);
  for (const text of [
    'a4',
    'x'.repeat(5000),
    'said on its way out',
    'Join it.',
    'worker',
    'a note',
    'The code of scale',
  ]) {
    expect(words).toContain(text);
  }
});
