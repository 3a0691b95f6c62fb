import { expect, test } from 'vitest';
import { tabFolders } from './tab-folders.ts';

function foldersOf(...paths: readonly string[]): readonly (string | undefined)[] {
  const libraries = paths.map((path) => {
    const at = path.lastIndexOf('/');
    return { id: path, name: path.slice(at + 1), directory: path.slice(0, at) || '/' };
  });
  const folders = tabFolders(libraries);
  return libraries.map(({ id }) => folders.get(id));
}

test('names that nobody else has need no folder', () => {
  expect(foldersOf('/a/libone.so', '/a/libtwo.so')).toEqual([undefined, undefined]);
});

test('a folder is told from where it differs, without what all end with', () => {
  expect(foldersOf('/home/one/libx.so', '/home/two/libx.so')).toEqual(['one', 'two']);
  expect(foldersOf('/home/one/build/out/libx.so', '/home/two/build/out/libx.so')).toEqual(['one/…', 'two/…']);
  expect(foldersOf('/p/one/build/libx.so', '/p/two/build/libx.so', '/q/one/build/libx.so')).toEqual([
    'p/one/…',
    'two/…',
    'q/one/…',
  ]);
});

test('a folder that is the end of another is told as a whole', () => {
  expect(foldersOf('/build/libx.so', '/home/build/libx.so', '/libx.so')).toEqual([
    '/build',
    'home/build',
    '/',
  ]);
});
