import { beforeEach, describe, expect, it } from 'vitest';
import type { LibraryWatcher } from './library-watcher.ts';
import { createFakeClock, type FakeClock } from './testing/fake-clock.ts';
import { createFakeFiles, type FakeFiles } from './testing/fake-files.ts';
import { createWatchLibrary } from './watch-library.ts';

const library = '/home/lib/libx.so';
let files: FakeFiles;
let clock: FakeClock;
let looks: number;

beforeEach(() => {
  files = createFakeFiles();
  clock = createFakeClock();
  looks = 0;
  for (const folder of ['/home', '/home/lib', '/opt', '/opt/releases']) files.folder(folder);
  files.put(library);
});

async function watch(path = library): Promise<LibraryWatcher> {
  const onLook = () => {
    looks += 1;
  };
  const watcher = createWatchLibrary(files, clock)({ path, onLook, onMethod: () => undefined });
  await clock.settle();
  looks = 0;
  return watcher;
}

async function looksAfter(change: () => void): Promise<boolean> {
  looks = 0;
  change();
  await clock.settle();
  return looks > 0;
}

describe('events', () => {
  it('tell of a replacement, a write and a removal, again and again', async () => {
    await watch();
    for (let round = 0; round < 3; round += 1) {
      expect(await looksAfter(() => files.put(library))).toBe(true);
      expect(await looksAfter(() => files.write(library, { size: BigInt(round) }))).toBe(true);
      expect(await looksAfter(() => files.remove(library))).toBe(true);
    }
  });

  it('of neighbours are nothing to look at', async () => {
    await watch();
    expect(await looksAfter(() => files.put('/home/lib/libx.so.tmp'))).toBe(false);
  });

  it('come from every folder that a link leads through', async () => {
    files.put('/opt/releases/libx.so.1');
    files.put('/opt/releases/libx.so.2');
    files.link('/opt/current', 'releases/libx.so.1');
    files.link(library, '/opt/current');
    await watch();
    expect(files.watched).toEqual(['/home/lib', '/opt', '/opt/releases']);
    expect(await looksAfter(() => files.write('/opt/releases/libx.so.1', { size: 7n }))).toBe(true);
    expect(await looksAfter(() => files.link('/opt/current', 'releases/libx.so.2'))).toBe(true);
    expect(await looksAfter(() => files.write('/opt/releases/libx.so.1', { size: 8n }))).toBe(false);
    expect(await looksAfter(() => files.write('/opt/releases/libx.so.2', { size: 8n }))).toBe(true);
  });

  it('are found again when the folder is deleted and made anew', async () => {
    await watch();
    expect(await looksAfter(() => files.remove('/home/lib'))).toBe(true);
    expect(files.watched).toEqual(['/home']);
    expect(await looksAfter(() => files.folder('/home/lib'))).toBe(true);
    expect(await looksAfter(() => files.put(library))).toBe(true);
    expect(await looksAfter(() => files.put(library))).toBe(true);
    expect(files.watched).toEqual(['/home/lib']);
  });

  it('are found again also when the new folder got the inode number of the old one', async () => {
    await watch();
    const { ino } = await files.stat('/home/lib');
    const made = () => {
      files.remove('/home/lib');
      files.folder('/home/lib', ino);
      files.put(library);
    };
    for (let round = 0; round < 2; round += 1) {
      expect(await looksAfter(made)).toBe(true);
      expect(files.watched).toEqual(['/home/lib']);
      expect(await looksAfter(() => files.put(library))).toBe(true);
    }
  });

  it('end when the watcher is closed', async () => {
    const watcher = await watch();
    watcher.close();
    expect(files.watched).toEqual([]);
    files.sendsEvents = false;
    files.put(library);
    await clock.advance(10_000);
    expect(looks).toBe(0);
  });
});

describe('paths watched as well', () => {
  it('tell of their changes like the library, until they are others', async () => {
    files.folder('/home/deps');
    const watcher = await watch();
    watcher.alsoWatch(['/home/deps/liba.so', '/home/lib/libb.so']);
    await clock.settle();
    expect(files.watched).toEqual(['/home/deps', '/home/lib']);
    expect(await looksAfter(() => files.put('/home/deps/liba.so'))).toBe(true);
    expect(await looksAfter(() => files.put('/home/lib/libb.so'))).toBe(true);
    expect(await looksAfter(() => files.put('/home/lib/libc.so'))).toBe(false);
    watcher.alsoWatch([]);
    await clock.settle();
    expect(files.watched).toEqual(['/home/lib']);
    expect(await looksAfter(() => files.put('/home/lib/libb.so'))).toBe(false);
    expect(await looksAfter(() => files.put(library))).toBe(true);
  });

  it('are looked at when no event tells of them', async () => {
    const watcher = await watch();
    files.put('/home/lib/liba.so');
    watcher.alsoWatch(['/home/lib/liba.so']);
    await clock.settle();
    files.sendsEvents = false;
    looks = 0;
    files.put('/home/lib/liba.so');
    await clock.advance(2000);
    expect(looks).toBeGreaterThan(0);
  });
});

describe('lost events', () => {
  it('are made up for by looking every two seconds', async () => {
    const watcher = await watch();
    await looksAfter(() => files.put(library));
    files.sendsEvents = false;
    files.put(library);
    await clock.advance(2000);
    expect(looks).toBeGreaterThan(0);
    expect(watcher.method).toBe('events');
  });

  it('that never came at all make it poll', async () => {
    const watcher = await watch();
    files.sendsEvents = false;
    for (let round = 0; round < 2; round += 1) {
      files.put(library);
      await clock.advance(2000);
    }
    expect(watcher.method).toBe('polling');
    looks = 0;
    files.put(library);
    await clock.advance(1000);
    expect(looks).toBe(1);
  });
});

describe('polling', () => {
  it.each(['EMFILE', 'ENOSPC', 'EACCES'])('takes over when a watch fails with %s', async (code) => {
    files.watchError = code;
    const watcher = await watch();
    expect(watcher.method).toBe('polling');
    files.put(library);
    await clock.advance(1000);
    expect(looks).toBe(1);
    await clock.advance(5000);
    expect(looks).toBe(1);
  });

  it('is used on a network file system', async () => {
    files.fileSystem = 0x6969;
    expect((await watch()).method).toBe('polling');
    expect(files.watched).toEqual([]);
  });

  it('sees a file come and go', async () => {
    files.watchError = 'ENOSPC';
    await watch();
    files.remove(library);
    await clock.advance(1000);
    files.put(library);
    await clock.advance(1000);
    expect(looks).toBe(2);
  });
});
