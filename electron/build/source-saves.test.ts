import { beforeEach, describe, expect, test } from 'vitest';
import { createFakeClock, type FakeClock } from '../watch/testing/fake-clock.ts';
import { SourceSaves } from './source-saves.ts';

let clock: FakeClock;
let contents: Map<string, string>;
let builds: number;
let waiting: boolean[];
let saves: SourceSaves;

beforeEach(() => {
  clock = createFakeClock();
  contents = new Map();
  builds = 0;
  waiting = [];
  saves = new SourceSaves({
    clock,
    onSaved: () => {
      builds += 1;
    },
    onWaiting: (is) => waiting.push(is),
    fingerprint: async (file) => contents.get(file) ?? null,
  });
});

/** A build during which these files are written. */
async function buildThatWrites(files: Readonly<Record<string, string>>): Promise<void> {
  saves.buildStarted();
  for (const [file, text] of Object.entries(files)) {
    contents.set(file, text);
    saves.touched(file);
  }
  await saves.buildEnded();
}

describe('saves', () => {
  test('in several steps build once, when it is quiet', async () => {
    for (const step of ['a.c~', 'a.c', 'a.c', 'b.c']) {
      saves.touched(step);
      await clock.advance(60);
    }
    expect(builds).toBe(0);
    await clock.advance(100);
    expect(builds).toBe(1);
    await clock.advance(1000);
    expect(builds).toBe(1);
  });

  test('during a build are one more build afterwards', async () => {
    await buildThatWrites({ 'a.c': '1', 'b.c': '1' });
    expect(builds).toBe(1);
    expect(waiting).toEqual([true, true, false]);
    await buildThatWrites({});
    expect(builds).toBe(1);
    await buildThatWrites({ 'a.c': '2' });
    expect(builds).toBe(2);
  });

  test('that a build started by hand has seen start no other', async () => {
    saves.touched('a.c');
    saves.buildStarted();
    await clock.advance(1000);
    await saves.buildEnded();
    expect(builds).toBe(0);
  });
});

describe('what a build writes itself', () => {
  test('starts no more builds once its content stays the same', async () => {
    for (let build = 0; build < 4; build += 1) await buildThatWrites({ 'parser.c': 'generated' });
    expect(builds).toBe(1);
  });

  test('cannot go on for ever when it differs each time', async () => {
    for (let build = 0; build < 20; build += 1) await buildThatWrites({ 'stamp.h': String(build) });
    expect(builds).toBe(5);
    saves.touched('a.c');
    await clock.advance(1000);
    expect(builds).toBe(6);
  });
});

test('after the end nothing is built', async () => {
  saves.touched('a.c');
  saves.close();
  await clock.advance(1000);
  saves.touched('a.c');
  await clock.advance(1000);
  expect(builds).toBe(0);
});
