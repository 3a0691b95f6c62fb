import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Push } from '../contract/ipc.ts';
import type { LibraryState } from '../contract/session-state.ts';
import { PagePushes } from './page-pushes.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const channelsOf = (together: readonly Push[]) => together.map(({ channel }) => channel);

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
  pushes.release((together) => sent.push(...channelsOf(together)));
  expect(sent).toEqual(['app:noticed', 'library:activated', 'library:closed']);
  pushes.push('history:cleared', { libraryId: 'a' });
  expect(sent.at(-1)).toBe('history:cleared');
});

test('a page that starts again gets a new snapshot and nothing twice', () => {
  const sent: string[] = [];
  const pushes = new PagePushes();
  pushes.hold();
  pushes.release((together) => sent.push(...channelsOf(together)));
  pushes.hold();
  pushes.push('library:activated', { libraryId: null });
  expect(sent).toEqual([]);
  pushes.release((together) => sent.push(...channelsOf(together)));
  expect(sent).toEqual(['library:activated']);
});

test('before the first snapshot only what no snapshot holds is kept', () => {
  const sent: string[] = [];
  const pushes = new PagePushes();
  pushes.push('library:activated', { libraryId: 'a' });
  pushes.push('app:noticed', notice);
  pushes.release((together) => sent.push(...channelsOf(together)));
  expect(sent).toEqual(['app:noticed']);
});

test('a page that is never ready costs no memory without end', () => {
  const sent: string[] = [];
  const pushes = new PagePushes();
  pushes.hold();
  for (let number = 0; number < 5000; number += 1) pushes.push('history:cleared', { libraryId: 'a' });
  pushes.release((together) => sent.push(...channelsOf(together)));
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
  const messages: string[][] = [];
  const pushes = new PagePushes();
  pushes.hold();
  pushes.release((together) => {
    const texts = together.map(({ channel, payload }) => {
      const { id, symbolsVersion } = payload as LibraryState;
      return channel === 'library:changed' ? `${id} ${symbolsVersion}` : channel;
    });
    messages.push(texts);
    sent.push(...texts);
  });
  /** With a first state that the page knows by now. */
  const known = () => {
    pushes.push('library:changed', state('a', 1));
    vi.advanceTimersByTime(1);
  };
  return { pushes, sent, messages, known };
}

test('the first state is sent soon, and of those that follow quickly the last one', () => {
  const { pushes, sent, known } = sending();
  known();
  expect(sent).toEqual(['a 1']);
  for (let version = 2; version <= 5; version += 1) pushes.push('library:changed', state('a', version));
  expect(sent).toEqual(['a 1']);
  vi.advanceTimersByTime(16);
  expect(sent).toEqual(['a 1', 'a 5']);
  vi.advanceTimersByTime(100);
  pushes.push('library:changed', state('a', 6));
  expect(sent.at(-1)).toBe('a 6');
});

test('another generation is told within a millisecond', () => {
  const { pushes, sent, known } = sending();
  known();
  pushes.push('library:changed', state('a', 2, 1));
  pushes.push('library:changed', state('a', 3, 2));
  vi.advanceTimersByTime(1);
  pushes.push('library:changed', state('a', 4, 2));
  expect(sent).toEqual(['a 1', 'a 3']);
  vi.advanceTimersByTime(16);
  expect(sent).toEqual(['a 1', 'a 3', 'a 4']);
});

test('another generation and the line of its load are one message', () => {
  const { pushes, messages, known } = sending();
  known();
  pushes.push('library:changed', state('a', 2, 2));
  pushes.push('history:cleared', { libraryId: 'a' });
  vi.advanceTimersByTime(1000);
  expect(messages).toEqual([['a 1'], ['a 2', 'history:cleared']]);
});

test('a file that settles is told of when that takes a while, and not when it is over soon', () => {
  const { pushes, sent, known } = sending();
  known();
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

test('that holds also for a file that begins to settle right after another generation was told', () => {
  const { pushes, sent, known } = sending();
  known();
  pushes.push('library:changed', settling(2));
  vi.advanceTimersByTime(60);
  expect(sent).toEqual(['a 1']);
  pushes.push('library:changed', state('a', 3, 2));
  vi.advanceTimersByTime(1);
  expect(sent).toEqual(['a 1', 'a 3']);
  vi.advanceTimersByTime(1000);
  expect(sent).toHaveLength(2);
});

test('a library that is opened is told of soon, whatever is done about its file', () => {
  const { pushes, sent } = sending();
  pushes.push('library:changed', settling(1));
  vi.advanceTimersByTime(1);
  expect(sent).toEqual(['a 1']);
});

test('what is about a state comes after it, and so does an answer', () => {
  const { pushes, sent, known } = sending();
  known();
  pushes.push('library:changed', state('a', 2));
  pushes.push('history:cleared', { libraryId: 'a' });
  expect(sent).toEqual(['a 1', 'a 2', 'history:cleared']);
  pushes.push('library:changed', state('a', 3));
  pushes.flush();
  expect(sent.at(-1)).toBe('a 3');
  vi.advanceTimersByTime(100);
  expect(sent).toHaveLength(4);
});

test('what says nothing of a state does not hurry it', () => {
  const { pushes, sent, known } = sending();
  known();
  pushes.push('library:changed', state('a', 2));
  pushes.push('call:restored', { libraryId: 'a', records: [] });
  pushes.push('library:changed', state('a', 3));
  pushes.push('build:printed', {} as never);
  expect(sent).toEqual(['a 1', 'a 2', 'call:restored', 'build:printed']);
});

test('states of before a snapshot are in it', () => {
  const { pushes, sent, known } = sending();
  known();
  pushes.push('library:changed', state('a', 2));
  pushes.hold();
  pushes.release((together) => sent.push(...channelsOf(together)));
  vi.advanceTimersByTime(100);
  expect(sent).toEqual(['a 1']);
});
