import { expect, test } from 'vitest';
import { filesOnCommandLine } from './command-line.ts';

const packaged = { workingDirectory: '/home/u', programFolder: null };

test('files are taken relative to the working directory, switches are not files', () => {
  const argv = [
    '/opt/dlscope/dlscope',
    '--no-sandbox',
    'build/liba.so',
    '--user-data-dir=/p',
    '/lib/b.so',
    '--x',
  ];
  expect(filesOnCommandLine({ ...packaged, argv })).toEqual(['/home/u/build/liba.so', '/lib/b.so']);
});

test('after two dashes everything is a file', () => {
  const argv = ['dlscope', 'a.so', '--', '--odd name.so', 'b.so'];
  expect(filesOnCommandLine({ ...packaged, argv })).toEqual([
    '/home/u/a.so',
    '/home/u/--odd name.so',
    '/home/u/b.so',
  ]);
});

test("the program's own folder is no library, whatever stands before it", () => {
  const launch = { workingDirectory: '/src/dlscope', programFolder: '/src/dlscope' };
  const argv = [
    'electron',
    '-r',
    '/x/loader.js',
    '--inspect=0',
    '.',
    '--no-sandbox',
    'native-samples/build/libctest.so',
  ];
  expect(filesOnCommandLine({ ...launch, argv })).toEqual(['/src/dlscope/native-samples/build/libctest.so']);
});

test('nothing named is nothing to open', () => {
  expect(filesOnCommandLine({ ...packaged, argv: ['dlscope'] })).toEqual([]);
  expect(filesOnCommandLine({ ...packaged, argv: ['dlscope', '--', ''] })).toEqual([]);
});
