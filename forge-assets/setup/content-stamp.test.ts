import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentStamp, sourceFiles } from './content-stamp.mjs';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'dlscope-stamp-'));
  await mkdir(join(root, 'page/parts'), { recursive: true });
  await writeFile(join(root, 'page/index.html'), '<p>');
  await writeFile(join(root, 'page/parts/a.ts'), 'a');
  await writeFile(join(root, 'lock.json'), '{}');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const inputs = ['page', 'lock.json', 'not-there'];

test('covers files and folders, in a stable order, without tests', async () => {
  await writeFile(join(root, 'page/parts/a.test.ts'), 'test');
  await writeFile(join(root, 'page/parts/b.test.tsx'), 'test');
  expect(sourceFiles(root, inputs)).toEqual(['lock.json', 'page/index.html', 'page/parts/a.ts']);
});

test('stays when only times change or a test is added', async () => {
  const before = contentStamp(root, inputs);
  await utimes(join(root, 'page/index.html'), 1, 1);
  await writeFile(join(root, 'page/parts/a.test.ts'), 'test');
  expect(contentStamp(root, inputs)).toBe(before);
});

test('changes with a content, a new file and a new name', async () => {
  const stamps = new Set([contentStamp(root, inputs)]);
  await writeFile(join(root, 'page/parts/a.ts'), 'b');
  stamps.add(contentStamp(root, inputs));
  await writeFile(join(root, 'page/parts/b.ts'), '');
  stamps.add(contentStamp(root, inputs));
  await rm(join(root, 'page/parts/b.ts'));
  await writeFile(join(root, 'page/parts/c.ts'), '');
  stamps.add(contentStamp(root, inputs));
  expect(stamps.size).toBe(4);
});

test('tells a content that moved from one file to the next', async () => {
  await writeFile(join(root, 'page/index.html'), '');
  await writeFile(join(root, 'page/parts/a.ts'), '<p>a');
  const moved = contentStamp(root, inputs);
  await writeFile(join(root, 'page/index.html'), '<p>a');
  await writeFile(join(root, 'page/parts/a.ts'), '');
  expect(contentStamp(root, inputs)).not.toBe(moved);
});
