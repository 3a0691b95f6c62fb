import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryEntry } from '../contract/history-entry.ts';
import type { HistoryFormat } from '../contract/ipc.ts';
import { historyEntry } from '../contract/testing/history-entry.ts';
import { historyForms } from './export-history.ts';
import { csvHeader, csvLine } from './history-csv.ts';
import { historyEntrySchema } from './stored-history.ts';

function historyAs(format: HistoryFormat, entries: readonly HistoryEntry[]): string {
  const { textOf, document } = historyForms[format];
  return document('/lib/a.so', entries.map(textOf));
}

/** A strict reader of RFC 4180: records end in CRLF, quotes stand only around whole cells. */
function readCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) throw new Error('not CSV');
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    records.push(cells);
    cells = [];
  }
  return records;
}

const withoutApostrophe = (cell: string) => cell.replace(/^'/, '');

const change = {
  identity: { dev: 1n, ino: 18_446_744_073_709_551_615n, size: 16_000n, mtimeNs: 4n, ctimeNs: 5n },
  build: { buildId: 'ab12', hash: 'cd34' },
};

const entry = historyEntry({
  id: 'one',
  atMs: 1_700_000_000_123,
  generation: 3,
  answering: 3,
  durationMs: 12.5,
  before: change,
  after: change,
  symbolCount: 3,
  compared: true,
  added: ['f', 'g'],
  changed: ['=cmd()'],
  addedCount: 2,
  changedCount: 1,
  failure: { code: 'dlopen-failed', message: 'no, "never"', detail: 'a.so: undefined symbol: x\n' },
  fault: { kind: 'signal', signal: 'SIGSEGV', during: 'load', stderrTail: '' },
  changes: {
    changes: [
      {
        kind: 'prototype-changed',
        severity: 'breaking',
        subject: 'add',
        symbols: ['add'],
        symbolCount: 1,
        sentence: 'add takes another argument.',
        sides: null,
      },
    ],
    counts: { breaking: 2, risky: 0, compatible: 1 },
    notes: [],
    complete: true,
  },
  notes: ['one', 'two'],
});

test('an entry is a record with named cells', () => {
  const [names = [], cells = []] = readCsv(historyAs('csv', [entry]));
  const record = Object.fromEntries(names.map((name, index) => [name, cells[index]]));
  expect(record).toEqual({
    at: '2023-11-14T22:13:20.123Z',
    duration_ms: '12.5',
    generation: '3',
    answering: '3',
    verdict: 'loaded',
    trigger: 'watch',
    place: 'isolated',
    strategy: 'swap',
    inode: '18446744073709551615',
    build_id: 'ab12',
    hash: 'cd34',
    size_bytes: '16000',
    symbols: '3',
    added_count: '2',
    removed_count: '0',
    changed_count: '1',
    breaking_count: '2',
    risky_count: '0',
    compatible_count: '1',
    added: 'f g',
    removed: '',
    changed: "'=cmd()",
    changes: 'add takes another argument.',
    failure_code: 'dlopen-failed',
    message: 'no, "never"',
    dlerror: 'a.so: undefined symbol: x\n',
    fault: 'signal SIGSEGV during load',
    notes: 'one\ntwo',
    id: 'one',
  });
});

test('an attempt without a build has empty cells', () => {
  const bare = {
    ...entry,
    generation: null,
    after: null,
    changes: null,
    failure: null,
    fault: null,
    notes: [],
  };
  const [names = [], cells = []] = readCsv(historyAs('csv', [bare]));
  const empty = names.filter((_, index) => cells[index] === '');
  expect(empty).toEqual(
    'generation inode build_id hash size_bytes breaking_count risky_count compatible_count removed changes failure_code message dlerror fault notes'.split(
      ' ',
    ),
  );
});

test('every text comes back from its cell, and none begins a formula', () => {
  const awkward = fc.string({ unit: fc.constantFrom(...'=+-@\'",\r\n\t ab'.split('')), maxLength: 6 });
  const text = fc.oneof(awkward, fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { maxLength: 4 }), (records) => {
      const read = readCsv(records.map(csvLine).join(''));
      expect(read.map((cells) => cells.map(withoutApostrophe))).toEqual(records);
      for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

test('no entries are a header alone', () => {
  expect(historyAs('csv', [])).toBe(csvHeader);
  expect(JSON.parse(historyAs('json', []))).toEqual({
    dlscopeHistory: 1,
    library: '/lib/a.so',
    entries: [],
  });
});

test('the JSON holds the entries exactly', () => {
  const document = JSON.parse(historyAs('json', [entry, { ...entry, id: 'two' }]));
  expect(document.entries.map((kept: unknown) => historyEntrySchema.parse(kept))).toEqual([
    entry,
    { ...entry, id: 'two' },
  ]);
});
