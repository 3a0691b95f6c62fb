import { expect, test } from 'vitest';
import { PagePushes } from './page-pushes.ts';

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
