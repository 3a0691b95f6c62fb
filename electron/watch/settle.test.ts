import { beforeEach, describe, expect, it } from 'vitest';
import { type ChangeSignal, createChangeSignal } from './change-signal.ts';
import { settle } from './settle.ts';
import type { Sighting } from './sighting.ts';
import { sight } from './sighting.ts';
import { createFakeClock, type FakeClock } from './testing/fake-clock.ts';
import { createFakeFiles, type FakeFiles } from './testing/fake-files.ts';

const library = '/libx.so';
let files: FakeFiles;
let clock: FakeClock;
let signal: ChangeSignal;
let settled: Sighting | null;
let ended: boolean;

beforeEach(() => {
  files = createFakeFiles();
  clock = createFakeClock();
  signal = createChangeSignal(clock);
  settled = null;
  ended = false;
});

function start(): void {
  const look = async () => [await sight(files, library)];
  void settle({ look, signal, clock, ended: () => ended }).then(([sighting]) => {
    settled = sighting ?? null;
  });
}

function write(size: bigint, times = { mtimeNs: size, ctimeNs: size }): void {
  files.write(library, { size, ...times });
  signal.raise();
}

describe('settling', () => {
  it('takes a renamed file after 10 ms', async () => {
    files.put(library, { mtimeNs: 1n, ctimeNs: 2n });
    start();
    await clock.advance(9);
    expect(settled).toBeNull();
    await clock.advance(6);
    expect(settled).toMatchObject({ kind: 'present' });
  });

  it('does not wait once more for the fraction by which a timer ends early', async () => {
    const real = clock;
    clock = { ...real, after: (delayMs, run) => real.after(delayMs - 0.6, run) };
    signal = createChangeSignal(clock);
    files.put(library, { mtimeNs: 1n, ctimeNs: 2n });
    start();
    await clock.advance(9.5);
    expect(settled).toMatchObject({ kind: 'present' });
  });

  it('waits out the silence of a linker and takes what it wrote last', async () => {
    files.put(library, { size: 0n });
    start();
    await clock.advance(200);
    expect(settled).toBeNull();
    for (let written = 1n; written <= 20n; written += 1n) {
      write(written * 100n);
      await clock.advance(10);
      expect(settled).toBeNull();
    }
    write(2000n, { mtimeNs: 2000n, ctimeNs: 2001n });
    await clock.advance(30);
    expect(settled).toMatchObject({ identity: { size: 2000n, ctimeNs: 2001n } });
  });

  it('sees growth that no event told of', async () => {
    files.put(library);
    start();
    await clock.advance(40);
    files.write(library, { size: 999n });
    await clock.advance(20);
    expect(settled).toBeNull();
    await clock.advance(50);
    expect(settled).toMatchObject({ identity: { size: 999n } });
  });

  it('lets a gap between unlink and create pass', async () => {
    start();
    await clock.advance(100);
    files.put(library, { mtimeNs: 1n, ctimeNs: 2n });
    signal.raise();
    await clock.advance(30);
    expect(settled).toMatchObject({ kind: 'present' });
  });

  it('ends when it is no longer wanted', async () => {
    start();
    await clock.settle();
    ended = true;
    signal.raise();
    await clock.settle();
    expect(settled).toEqual({ kind: 'missing' });
  });
});
