import { appendFile, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeSession, type FakeSession, library } from './testing/fake-session.ts';
import type { RealSession } from './testing/real-session.ts';
import { countCopies, workshopForEachTest } from './testing/workshop.ts';

const sum = 'int add(int a, int b)';
const source = (operator: string, more = '') => `
  ${more}
  extern "C" int add(int a, int b) { return a ${operator} b; }
  extern "C" int counter() { static int count = 0; return ++count; }
`;

describe('going back', () => {
  let fake: FakeSession;
  const state = () => fake.session.state();
  const runningHash = () => state().generation?.build.hash;

  beforeEach(async () => {
    fake = createFakeSession();
    await during(fake.session.open());
    fake.replace('two', {}, { mtimeNs: 2n });
    await fake.pass();
  });
  afterEach(async () => {
    await during(fake.session.close());
    expect(fake.copies.size).toBe(0);
  });

  async function during<T>(work: Promise<T>): Promise<T> {
    await fake.pass();
    return work;
  }

  it('makes an earlier build the next generation and says so', async () => {
    expect(state().kept.map(({ generations }) => generations)).toEqual([[2], [1]]);
    expect(await during(fake.session.goBack(1))).toEqual({ ok: true, value: null });
    expect(state()).toMatchObject({
      generation: { number: 3, build: { hash: 'one' } },
      wentBackTo: 1,
      freshness: { kind: 'older', failure: { code: 'went-back' } },
    });
    expect(fake.history.at(-1)).toMatchObject({
      verdict: 'loaded',
      trigger: 'back',
      generation: 3,
      compared: true,
      before: { build: { hash: 'two' } },
      after: { build: { hash: 'one' } },
      notes: ['The build of #1 runs again.'],
    });
    expect(state().kept.map(({ generations }) => generations)).toEqual([[3, 1], [2]]);
  });

  it('keeps the build on disk out, also when it is touched, until Reload takes it', async () => {
    await during(fake.session.goBack(1));
    fake.files.put(library, { mtimeNs: 9n });
    await fake.pass();
    expect(runningHash()).toBe('one');
    expect(fake.history.at(-1)).toMatchObject({ verdict: 'unchanged', answering: 3 });
    expect(state().freshness).toMatchObject({ kind: 'older', failure: { code: 'went-back' } });
    await during(fake.session.reload('manual'));
    expect(runningHash()).toBe('two');
    expect(state()).toMatchObject({ wentBackTo: null, freshness: { kind: 'same' } });
  });

  it('lets a new build on disk be loaded by itself', async () => {
    await during(fake.session.goBack(1));
    fake.replace('three', {}, { mtimeNs: 3n });
    await fake.pass();
    expect(runningHash()).toBe('three');
    expect(state()).toMatchObject({ wentBackTo: null, freshness: { kind: 'same' } });
    fake.replace('two', {}, { mtimeNs: 4n });
    await fake.pass();
    expect(runningHash()).toBe('two');
  });

  it('to what lies on disk by now is no older build', async () => {
    fake.replace('one', {}, { mtimeNs: 3n });
    await fake.pass();
    await during(fake.session.goBack(2));
    expect(state().wentBackTo).toBe(2);
    await during(fake.session.goBack(1));
    expect(state()).toMatchObject({
      generation: { number: 5, build: { hash: 'one' }, identity: { mtimeNs: 3n } },
      wentBackTo: null,
      freshness: { kind: 'same' },
    });
  });

  it('is over when the file becomes the build that runs', async () => {
    await during(fake.session.goBack(1));
    fake.replace('one', {}, { mtimeNs: 5n });
    await fake.pass();
    expect(state()).toMatchObject({
      generation: { number: 3 },
      wentBackTo: null,
      freshness: { kind: 'same' },
    });
  });

  it('works while the file is missing or watching is off, and says that', async () => {
    fake.files.remove(library);
    await fake.pass(3000);
    await during(fake.session.goBack(1));
    expect(state()).toMatchObject({ freshness: { kind: 'missing' }, wentBackTo: 1 });
    fake.replace('two', {}, { mtimeNs: 6n });
    await fake.pass();
    expect(runningHash()).toBe('one');
    await during(fake.session.setOptions({ watching: false }));
    await during(fake.session.goBack(2));
    expect(state()).toMatchObject({ freshness: { kind: 'paused', changed: false }, wentBackTo: null });
  });

  it('takes a released library up again, without the build on disk', async () => {
    await during(fake.session.release());
    await during(fake.session.goBack(1));
    await fake.pass();
    expect(runningHash()).toBe('one');
    expect(state().watchMethod).not.toBe('off');
  });

  it('with strict opens the copy in the same process', async () => {
    await during(fake.session.setOptions({ strategy: 'strict' }));
    await during(fake.session.goBack(1));
    const runner = fake.runners.find(({ alive }) => alive);
    expect(runner?.loads.at(-1)?.path).toMatch(/^\/copies\//);
    expect(runner?.loads).toHaveLength(2);
    expect(runningHash()).toBe('one');
  });

  it('in main opens the copy there', async () => {
    await during(fake.session.setOptions({ runIn: 'in-main' }));
    await during(fake.session.goBack(1));
    const runner = fake.runners.at(-1);
    expect(runner?.place).toBe('in-main');
    expect(runner?.loads.at(-1)?.path).toMatch(/^\/copies\//);
    expect(state().generation).toMatchObject({
      place: 'in-main',
      strategy: 'strict',
      build: { hash: 'one' },
    });
  });

  it('brings the build gone back to up again when its process ends', async () => {
    await during(fake.session.goBack(1));
    fake.runners.find(({ alive }) => alive)?.die({ kind: 'signal', signal: 'SIGKILL' });
    await fake.pass();
    expect(state()).toMatchObject({
      generation: { number: 3, build: { hash: 'one' } },
      wentBackTo: 1,
      freshness: { kind: 'older', failure: { code: 'went-back' } },
    });
  });

  it('refuses what runs and what is not kept, and leaves no line', async () => {
    expect(await during(fake.session.goBack(2))).toMatchObject({ failure: { code: 'runs-already' } });
    expect(await during(fake.session.goBack(7))).toMatchObject({ failure: { code: 'unknown-id' } });
    expect(fake.verdicts()).toEqual(['loaded', 'loaded']);
  });

  it('to a build that crashes leaves what runs, and marks the build', async () => {
    fake.behave({ load: () => ({ kind: 'dies', cause: { kind: 'signal', signal: 'SIGSEGV' } }) });
    expect((await during(fake.session.goBack(1))).ok).toBe(false);
    expect(state()).toMatchObject({
      generation: { number: 2 },
      wentBackTo: null,
      freshness: { kind: 'same' },
      kept: [
        { generations: [2], crashed: false },
        { generations: [1], crashed: true },
      ],
    });
    expect(fake.history.at(-1)).toMatchObject({ verdict: 'crashed', trigger: 'back', answering: 2 });
    fake.behave({});
    await during(fake.session.goBack(1));
    expect(state().kept[0]).toMatchObject({ generations: [3, 1], crashed: false });
  });

  it('waits for its turn among reloads', async () => {
    const reload = fake.session.reload('manual');
    const back = fake.session.goBack(1);
    await fake.pass();
    await Promise.all([reload, back]);
    expect(fake.history.map(({ trigger }) => trigger)).toEqual(['open', 'watch', 'manual', 'back']);
    expect(runningHash()).toBe('one');
  });
});

describe('the kept copies', () => {
  it('stay within the bound through many builds, and never hold what runs against it', async () => {
    const fake = createFakeSession({ limits: { keptBuilds: 3 } });
    const opened = fake.session.open();
    await fake.pass();
    await opened;
    for (let round = 2; round <= 30; round += 1) {
      fake.replace(`${round}`, {}, { mtimeNs: BigInt(round) });
      await fake.pass();
      expect(fake.session.state().generation?.number).toBe(round);
    }
    expect(fake.copies.size).toBe(4);
    expect(fake.session.state().kept.map(({ generations: [number] }) => number)).toEqual([30, 29, 28, 27]);
    const closed = fake.session.close();
    await fake.pass(1000);
    await closed;
    expect(fake.copies.size).toBe(0);
  });
});

describe('with real processes', () => {
  const workshop = workshopForEachTest();

  const loaded = (real: RealSession, number: number) =>
    real.history.first(({ generation, verdict }) => generation === number && verdict === 'loaded');

  it.each(['fresh', 'swap', 'strict'] as const)('%s answers 7 again after 12', async (strategy) => {
    await workshop.build(source('+'));
    const real = await workshop.open({ options: { strategy } });
    await real.session.pin({ symbol: 'add', prototype: sum, arguments: ['3', '4'] });
    await workshop.build(source('*'));
    await loaded(real, 2);
    expect(await real.call(sum, '3', '4')).toBe('12');
    expect(await real.session.goBack(1)).toEqual({ ok: true, value: null });
    expect(await real.call(sum, '3', '4')).toBe('7');
    expect(await loaded(real, 3)).toMatchObject({ compared: true, changed: ['add'], strategy });
    await real.until(({ pinned: [call] }) => call?.latest?.generation === 3);
    expect(real.session.state().pinned[0]?.latest?.outcome).toMatchObject({ text: '7' });
    await workshop.build(source('-'));
    await loaded(real, 4);
    expect(await real.call(sum, '3', '4')).toBe('-1');
    await real.session.goBack(2);
    expect(await real.call(sum, '3', '4')).toBe('12');
    await expect.poll(() => countCopies(real.copiesFolder)).toBe(3);
    await real.session.close();
    expect(await countCopies(real.copiesFolder)).toBe(0);
  });

  it('in one process gives fresh variables, also where the image of that build could never leave', async () => {
    const pinnedImage = '__attribute__((constructor)) static void start() {}';
    await workshop.build(source('+', pinnedImage), ['-Wl,-z,nodelete']);
    const real = await workshop.open({ options: { strategy: 'swap', whenStuck: 'keep' } });
    const pid = real.session.state().generation?.pid;
    expect(await real.call('int counter()')).toBe('1');
    await workshop.build(source('*'));
    await loaded(real, 2);
    await real.session.goBack(1);
    expect(real.session.state().generation?.pid).toBe(pid);
    expect(await real.call('int counter()')).toBe('1');
    expect(await real.call(sum, '3', '4')).toBe('7');
  });

  it('refuses a kept copy that something wrote to', async () => {
    await workshop.build(source('+'));
    const real = await workshop.open();
    const pid = real.session.state().generation?.pid;
    const maps = await readFile(`/proc/${pid}/maps`, 'utf8');
    const copy = maps.match(/\S+libx\.so/)?.[0] ?? '';
    await workshop.build(source('*'));
    await loaded(real, 2);
    await appendFile(copy, 'more');
    expect(await real.session.goBack(1)).toMatchObject({ failure: { code: 'copy-failed' } });
    expect(await real.call(sum, '3', '4')).toBe('12');
  });
});
