import { expect, test } from 'vitest';
import { explainFailure, inSentence } from './failure-wording.ts';
import { explainCopyPath, splitLoaderText } from './loader-wording.ts';

const copy = '/tmp/dlscope-5804-634498-94af629777ed/3/libctest.so';
const detail = `${copy}: undefined symbol: scale_factor`;

test('a loader’s message falls into path and rest without losing a character', () => {
  expect(splitLoaderText(detail)).toEqual({ path: copy, message: ': undefined symbol: scale_factor' });
  const missing = 'libabsent.so: cannot open shared object file: No such file or directory';
  expect(splitLoaderText(missing)).toEqual({ path: '', message: missing });
  expect(splitLoaderText('/no/colon')).toEqual({ path: '', message: '/no/colon' });
});

test('only the path of a private copy is said to be one', () => {
  expect(explainCopyPath(detail)).toContain('private copy');
  expect(explainCopyPath('/home/ada/dlscope-1/libctest.so: undefined symbol: x')).toBe('');
});

test('a name that dlsym misses and a name that the code misses get different advice', () => {
  const asked = explainFailure({ code: 'dlsym-failed', message: '', detail });
  const used = explainFailure({ code: 'dlopen-failed', message: '', detail });
  expect(asked.meaning).toContain('exports scale_factor');
  expect(used.meaning).toContain('Its code uses scale_factor');
});

test('a fault while loading is named as a fault', () => {
  const fault = { kind: 'signal', signal: 'SIGSEGV', during: 'load', stderrTail: '' } as const;
  const words = explainFailure({ code: 'fault', message: '', fault });
  expect(inSentence(words.title)).toBe('segmentation fault (SIGSEGV)');
});
