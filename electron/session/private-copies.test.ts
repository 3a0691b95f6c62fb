import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CopyStore } from './copy-store.ts';
import { createCopyStore, sweepCopies } from './private-copies.ts';

let parent: string;

beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'dlscope-copies-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

async function makeStore(): Promise<CopyStore> {
  const store = await createCopyStore(parent);
  if (!store.ok) throw new Error(store.failure.message);
  return store.value;
}

describe('the store of private copies', () => {
  it('gives folders that only their owner may enter', async () => {
    const folder = await (await makeStore()).create();
    if (!folder.ok) throw new Error(folder.failure.message);
    for (const made of [folder.value.path, path.dirname(folder.value.path)]) {
      expect((await stat(made)).mode & 0o777).toBe(0o700);
    }
    await folder.value.remove();
    await folder.value.remove();
    expect(await readdir(path.dirname(folder.value.path))).toEqual([]);
  });

  it('goes away with all its copies', async () => {
    const store = await makeStore();
    await store.create();
    await store.dispose();
    expect(await readdir(parent)).toEqual([]);
    expect(await store.create()).toMatchObject({ ok: false, failure: { code: 'copy-failed' } });
  });

  it('cannot be made where there is no folder', async () => {
    expect(await createCopyStore(path.join(parent, 'gone'))).toMatchObject({
      ok: false,
      failure: { code: 'copy-failed' },
    });
  });
});

describe('the sweep', () => {
  it('removes what processes left that are gone, also when their number is used again', async () => {
    await makeStore();
    const [mine = ''] = await readdir(parent);
    const random = mine.split('-')[3];
    const reused = `dlscope-${process.pid}-1-${random}`;
    const gone = `dlscope-4194304-123-${random}`;
    for (const name of [reused, gone]) {
      await mkdir(path.join(parent, name));
      await writeFile(path.join(parent, name, 'libx.so'), 'copy');
    }
    expect(await sweepCopies(parent)).toBe(2);
    expect(await readdir(parent)).toEqual([mine]);
  });

  it('touches nothing else', async () => {
    const others = ['dlscope-notes', 'dlscope-1', 'other-4194304-1-000000000000'];
    for (const name of others) await mkdir(path.join(parent, name));
    await writeFile(path.join(parent, 'dlscope-4194304-1-000000000000'), 'a file');
    expect(await sweepCopies(parent)).toBe(0);
    expect(await readdir(parent)).toHaveLength(4);
    expect(await sweepCopies(path.join(parent, 'gone'))).toBe(0);
  });
});
