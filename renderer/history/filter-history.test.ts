import { describe, expect, test } from 'vitest';
import { allEntries } from '../state/page-state.ts';
import { filterHistory } from './filter-history.ts';
import { rowForTests } from './rows-for-tests.ts';

const identity = { dev: 1n, ino: 4711n, size: 3n, mtimeNs: 4n, ctimeNs: 5n };
const detail = '/lib/a.so: undefined symbol: Scale_Factor';
const rows = [
  rowForTests(121, { changed: ['a', 'b', 'c', 'matrix_product'] }),
  rowForTests(12, { after: { identity, build: { buildId: 'deadbeef01', hash: 'ab' } } }),
  rowForTests(11, {
    verdict: 'rejected',
    generation: null,
    failure: { code: 'dlopen-failed', message: 'It could not be loaded.', detail },
  }),
  rowForTests(10, {
    verdict: 'fault',
    fault: { kind: 'signal', signal: 'SIGSEGV', during: 'call', stderrTail: 'goodbye' },
  }),
  rowForTests(9, { verdict: 'unchanged', generation: null, notes: ['Watching was paused.'] }),
];

const found = (text: string) =>
  filterHistory(rows, { text, verdicts: [] }).rows.map(({ id }) => Number(id.slice(1)));

describe('the text', () => {
  test.each([
    ['matrix_product', [121]],
    ['scale_factor', [11]],
    ['undefined symbol', [11]],
    ['DEADBEEF', [12]],
    ['4711', [12]],
    ['segmentation', [10]],
    ['goodbye', [10]],
    ['paused', [9]],
    ['same build', [9]],
    ['rejected', [11]],
    ['the file changed', [121, 12, 11, 10, 9]],
    ['undefined paused', []],
    ['  ', [121, 12, 11, 10, 9]],
  ])('%j is found in %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('a generation is that one alone, and not one that begins with its digits', () => {
    expect(found('#12')).toEqual([12]);
    expect(found('#1')).toEqual([]);
    expect(found('#')).toEqual([]);
  });
});

describe('verdicts', () => {
  test('none chosen shows all, several show each of them', () => {
    expect(filterHistory(rows, allEntries).rows).toBe(rows);
    const both = filterHistory(rows, { text: '', verdicts: ['rejected', 'fault'] });
    expect(both.rows.map(({ verdict }) => verdict)).toEqual(['rejected', 'fault']);
  });

  test('counts are of the entries with every word, chosen or not', () => {
    const { rows: shown, counts } = filterHistory(rows, { text: 'file', verdicts: ['fault'] });
    expect(shown).toHaveLength(1);
    expect([...counts].sort()).toEqual([
      ['fault', 1],
      ['loaded', 2],
      ['rejected', 1],
      ['unchanged', 1],
    ]);
  });
});
