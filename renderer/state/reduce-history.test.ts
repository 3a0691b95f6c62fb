import { expect, test } from 'vitest';
import type { AppSnapshot } from '../../electron/contract/app-snapshot.ts';
import { entriesKept } from '../../electron/contract/history-row.ts';
import { rowForTests, rowsForTests } from '../history/rows-for-tests.ts';
import { withAmended, withEntry, withHistory, withOlder } from './reduce-history.ts';

const empty = { history: {}, olderEntries: {}, lastLoaded: {} } as unknown as AppSnapshot;
const begun = withHistory(empty, {
  libraryId: 'a',
  rows: rowsForTests(3),
  olderEntries: 5,
  lastLoaded: rowForTests(3),
});
const generations = (snapshot: AppSnapshot) => snapshot.history.a?.map(({ generation }) => generation);

test('a new entry comes in front, once, and is the last loaded one when it loaded', () => {
  const loaded = withEntry(begun, 'a', rowForTests(4));
  expect(generations(loaded)).toEqual([4, 3, 2, 1]);
  expect(loaded.lastLoaded.a?.generation).toBe(4);
  expect(withEntry(loaded, 'a', rowForTests(4))).toBe(loaded);
  const rejected = withEntry(loaded, 'a', rowForTests(5, { verdict: 'rejected' }));
  expect(rejected.lastLoaded.a?.generation).toBe(4);
});

test('what the row has in short, the last loaded entry has whole', () => {
  const changed = ['a', 'b', 'c', 'd'];
  const after = withEntry(begun, 'a', { ...rowForTests(4), changed });
  expect(after.lastLoaded.a?.changed).toEqual(changed);
  expect(after.history.a?.[0]?.changed).toEqual(['a', 'b', 'c']);
});

test('older entries come behind those that they follow, also when a new one came meanwhile', () => {
  const page = { before: 'h1', rows: [rowForTests(0)], olderEntries: 4 };
  const after = withOlder(withEntry(begun, 'a', rowForTests(4)), 'a', page);
  expect(generations(after)).toEqual([4, 3, 2, 1, 0]);
  expect(after.olderEntries.a).toBe(4);
});

test('a page that comes after the history was cleared, twice, or for a closed library changes nothing', () => {
  const page = { before: 'h1', rows: [rowForTests(0)], olderEntries: 4 };
  const cleared = withHistory(begun, { libraryId: 'a', rows: [], olderEntries: 0, lastLoaded: null });
  expect(withOlder(cleared, 'a', page)).toBe(cleared);
  const once = withOlder(begun, 'a', page);
  expect(withOlder(once, 'a', page)).toBe(once);
  expect(withOlder(begun, 'gone', page)).toBe(begun);
});

test('no more rows are held than main keeps', () => {
  const full = withHistory(empty, {
    libraryId: 'a',
    rows: rowsForTests(entriesKept),
    olderEntries: 0,
    lastLoaded: null,
  });
  const after = withEntry(full, 'a', rowForTests(entriesKept + 1));
  expect(after.history.a).toHaveLength(entriesKept);
  expect(after.history.a?.at(-1)?.generation).toBe(2);
});

test('an amended entry takes its own place, and the other rows stay the same objects', () => {
  const amended = withAmended(begun, 'a', { ...rowForTests(3), notes: ['compared'] });
  expect(generations(amended)).toEqual([3, 2, 1]);
  expect(amended.history.a?.[0]?.words).toBe('compared');
  expect(amended.history.a?.[1]).toBe(begun.history.a?.[1]);
  expect(amended.lastLoaded.a?.notes).toEqual(['compared']);
  expect(withAmended(amended, 'a', rowForTests(2)).lastLoaded.a?.generation).toBe(3);
  expect(withAmended(begun, 'a', rowForTests(77))).toBe(begun);
});
