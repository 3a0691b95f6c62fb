import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LibraryState } from '../contract/session-state.ts';
import { PagePushes } from './page-pushes.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const notice = { failure: { code: 'file-missing', message: 'gone' } } as const;

test('pushes wait until the page is ready and keep their order', () => {
  const sent: string[] = [];
  const pushes = new PagePushes();
  pushes.push('app:noticed', notice);
  pushes.push('library:closed', { libraryId: 'a' });
  pushes.hold();
  pushes.push('library:activated', { libraryId: 'b' });
  pushes.push('library:closed', { libraryId: 'b' });
  expect(sent).toEqual([]);
  pushes.release((channel) => sent.push(channel));
  expect(sent).toEqual(['app:noticed', 'library:activated', 'library:closed']);
  pushes.push('history:cleared', { libraryId: 'a' });
  expect(sent.at(-1)).toBe('history:cleared');
});

test('a page that starts again gets a new snapshot and nothing twice', () => {
  const sent: string[] = [];
  const pushes = new PagePushes();
  pushes.hold();
  pushes.release((channel) => sent.push(channel));
  pushes.hold();
  pushes.push('library:activated', { libraryId: null });
  expect(sent).toEqual([]);
  pushes.release((channel) => sent.push(channel));
  expect(sent).toEqual(['library:activated']);
});

test('before the first snapshot only what no snapshot holds is kept', () => {
  const sent: string[] = [];
  const pushes = new PagePushes();
  pushes.push('library:activated', { libraryId: 'a' });
  pushes.push('app:noticed', notice);
  pushes.release((channel) => sent.push(channel));
  expect(sent).toEqual(['app:noticed']);
});

test('a page that is never ready costs no memory without end', () => {
  const sent: string[] = [];
  const pushes = new PagePushes();
  pushes.hold();
  for (let number = 0; number < 5000; number += 1) pushes.push('history:cleared', { libraryId: 'a' });
  pushes.release((channel) => sent.push(channel));
  expect(sent).toHaveLength(1000);
});

/** As much of a state as pushes look at. */
const state = (id: string, symbolsVersion: number, number = 1) =>
  ({
    id,
    symbolsVersion,
    generation: { number },
    freshness: { kind: 'same' },
    activity: null,
  }) as LibraryState;
const settling = (version: number, number = 1) =>
  ({ ...state('a', version, number), freshness: { kind: 'settling', sinceMs: 0 } }) as LibraryState;

function sending() {
  const sent: string[] = [];
  const pushes = new PagePushes();
  pushes.hold();
  pushes.release((channel, payload) => {
    const { id, symbolsVersion } = payload as LibraryState;
    sent.push(channel === 'library:changed' ? `${id} ${symbolsVersion}` : channel);
  });
  return { pushes, sent };
}

test('the first state is sent at once, and of those that follow quickly the last one', () => {
  const { pushes, sent } = sending();
  for (let version = 1; version <= 5; version += 1) pushes.push('library:changed', state('a', version));
  expect(sent).toEqual(['a 1']);
  vi.advanceTimersByTime(16);
  expect(sent).toEqual(['a 1', 'a 5']);
  vi.advanceTimersByTime(100);
  pushes.push('library:changed', state('a', 6));
  expect(sent.at(-1)).toBe('a 6');
});

test('another generation is told at once', () => {
  const { pushes, sent } = sending();
  pushes.push('library:changed', state('a', 1, 1));
  pushes.push('library:changed', state('a', 2, 1));
  pushes.push('library:changed', state('a', 3, 2));
  pushes.push('library:changed', state('a', 4, 2));
  expect(sent).toEqual(['a 1', 'a 3']);
  vi.advanceTimersByTime(16);
  expect(sent).toEqual(['a 1', 'a 3', 'a 4']);
});

test('a file that settles is told of when that takes a while, and not when it is over soon', () => {
  const { pushes, sent } = sending();
  pushes.push('library:changed', state('a', 1));
  vi.advanceTimersByTime(50);
  pushes.push('library:changed', settling(2));
  vi.advanceTimersByTime(60);
  pushes.push('library:changed', state('a', 3));
  expect(sent).toEqual(['a 1', 'a 3']);
  vi.advanceTimersByTime(50);
  pushes.push('library:changed', settling(4));
  pushes.push('library:changed', settling(5));
  expect(sent).toHaveLength(2);
  vi.advanceTimersByTime(100);
  expect(sent).toEqual(['a 1', 'a 3', 'a 5']);
});

test('that holds also for a file whose first sign was told at once', () => {
  const { pushes, sent } = sending();
  pushes.push('library:changed', state('a', 1));
  pushes.push('library:changed', settling(2));
  vi.advanceTimersByTime(60);
  expect(sent).toEqual(['a 1']);
  pushes.push('library:changed', state('a', 3, 2));
  expect(sent).toEqual(['a 1', 'a 3']);
  vi.advanceTimersByTime(1000);
  expect(sent).toHaveLength(2);
});

test('a library that is opened is told of at once', () => {
  const { pushes, sent } = sending();
  pushes.push('library:changed', settling(1));
  expect(sent).toEqual(['a 1']);
});

test('what is about a state comes after it, and so does an answer', () => {
  const { pushes, sent } = sending();
  pushes.push('library:changed', state('a', 1));
  pushes.push('library:changed', state('a', 2));
  pushes.push('history:cleared', { libraryId: 'a' });
  expect(sent).toEqual(['a 1', 'a 2', 'history:cleared']);
  pushes.push('library:changed', state('a', 3));
  pushes.flush();
  expect(sent.at(-1)).toBe('a 3');
  vi.advanceTimersByTime(100);
  expect(sent).toHaveLength(4);
});

test('states of before a snapshot are in it', () => {
  const { pushes, sent } = sending();
  pushes.push('library:changed', state('a', 1));
  pushes.push('library:changed', state('a', 2));
  pushes.hold();
  pushes.release((channel) => sent.push(channel));
  vi.advanceTimersByTime(100);
  expect(sent).toEqual(['a 1']);
});
