import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareSample, rebuildCommand } from './sample.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dlscope-sample-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the rebuild line is the plain one, quoted where a shell needs it', () => {
  expect(rebuildCommand({ source: '/src/shared_sum.cpp', library: '/src/build/libctest.so' })).toBe(
    'g++ -g -fPIC -shared /src/shared_sum.cpp -o /src/build/libctest.so',
  );
  expect(rebuildCommand({ source: "/it's here/a.cpp", library: '/b; rm -rf ~/c.so' })).toBe(
    "g++ -g -fPIC -shared '/it'\\''s here/a.cpp' -o '/b; rm -rf ~/c.so'",
  );
});

test('a packaged sample is copied once and what its user changed stays', async () => {
  const delivered = {
    source: path.join(folder, 'shared_sum.cpp'),
    library: path.join(folder, 'libctest.so'),
  };
  await writeFile(delivered.source, 'delivered');
  await writeFile(delivered.library, 'delivered');
  const copyTo = path.join(folder, 'profile/sample');
  const first = await prepareSample(delivered, copyTo);
  expect(first).toEqual({
    source: path.join(copyTo, 'shared_sum.cpp'),
    library: path.join(copyTo, 'libctest.so'),
  });
  await writeFile(path.join(copyTo, 'shared_sum.cpp'), 'changed');
  await prepareSample(delivered, copyTo);
  expect(await readFile(path.join(copyTo, 'shared_sum.cpp'), 'utf8')).toBe('changed');
});

test('a sample that is not there is none', async () => {
  const nowhere = { source: '/nowhere/a.cpp', library: '/nowhere/a.so' };
  expect(await prepareSample(nowhere, null)).toBeNull();
  expect(await prepareSample(nowhere, path.join(folder, 'copy'))).toBeNull();
});
