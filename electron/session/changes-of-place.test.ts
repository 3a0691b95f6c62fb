import { beforeEach, describe, expect, it } from 'vitest';
import { fail } from '../contract/failure.ts';
import { Deferred } from '../processes/deferred.ts';
import { wellBehaved } from './testing/fake-runner.ts';
import { createFakeSession, type FakeSession } from './testing/fake-session.ts';

const add = { symbol: 'add', prototype: 'int add(int a, int b)', arguments: ['3', '4'] };
const hangs = { kind: 'hangs' } as const;
const refused = {
  kind: 'reply',
  outcome: fail('dlopen-failed', 'Refused.', { detail: 'undefined symbol: f' }),
} as const;
let fake: FakeSession;

beforeEach(async () => {
  fake = createFakeSession();
  const opened = fake.session.open();
  await fake.pass();
  await opened;
});

function state() {
  return fake.session.state();
}

describe('another place to run in', () => {
  it('is taken by the running build, although the file on disk is refused', async () => {
    fake.holds(fail('not-elf', 'No ELF file.'));
    fake.files.put('/lib/libx.so', { mtimeNs: 1n });
    await fake.pass(5000);
    expect(state().freshness.kind).toBe('older');
    expect((await fake.session.setOptions({ runIn: 'in-main' })).ok).toBe(true);
    expect(state()).toMatchObject({
      options: { runIn: 'in-main' },
      generation: { number: 2, place: 'in-main', strategy: 'strict', build: { hash: 'one' } },
      freshness: { kind: 'older' },
    });
    expect(fake.runners[1]?.loads).toMatchObject([{ path: '/copies/1/libx.so' }]);
    expect(fake.runners[0]).toMatchObject({ alive: false, unloads: 1 });
    expect(fake.history.at(-1)).toMatchObject({ verdict: 'loaded', trigger: 'option', place: 'in-main' });
    expect(fake.copies.size).toBe(1);
  });

  it('that the build cannot be opened in is refused, and the option stays', async () => {
    fake.behave({ load: () => refused });
    const moved = await fake.session.setOptions({ runIn: 'in-main', binding: 'lazy' });
    expect(moved).toMatchObject({ ok: false, failure: { detail: 'undefined symbol: f' } });
    expect(state()).toMatchObject({
      options: { runIn: 'isolated', binding: 'now' },
      generation: { number: 1, place: 'isolated' },
      freshness: { kind: 'same' },
    });
    expect(fake.history.at(-1)).toMatchObject({ verdict: 'rejected', trigger: 'option', answering: 1 });
    expect(await fake.session.call(add)).toMatchObject({ ok: true, value: { outcome: { text: '7' } } });
  });

  it('is the last one wished for', async () => {
    fake.behave({ call: () => hangs });
    const call = fake.session.call(add);
    const wishes = [
      fake.session.setOptions({ runIn: 'in-main' }),
      fake.session.setOptions({ runIn: 'isolated' }),
    ];
    await fake.pass();
    await fake.session.stop();
    await Promise.all([call, ...wishes]);
    expect(state()).toMatchObject({ options: { runIn: 'isolated' }, generation: { place: 'isolated' } });
  });

  it('holds for a build that was being loaded when it was chosen', async () => {
    const loading = new Deferred<void>();
    fake.behave({ load: (request) => ({ ...wellBehaved.load(request), after: loading.promise }) });
    fake.replace('two');
    await fake.pass();
    expect(state().freshness.kind).toBe('loading');
    fake.behave({});
    const moved = fake.session.setOptions({ runIn: 'in-main' });
    await fake.pass();
    expect((await moved).ok).toBe(true);
    loading.resolve();
    await fake.pass();
    expect(state().generation).toMatchObject({ place: 'in-main', build: { hash: 'two' } });
    const { generation } = state();
    expect(fake.runners.filter(({ alive }) => alive).map(({ pid }) => pid)).toContain(generation?.pid);
    expect(fake.runners[1]?.alive).toBe(false);
  });

  it('that is chosen while nothing is loaded is where the file is opened', async () => {
    fake = createFakeSession({ crashedBuilds: ['one'] });
    const opened = fake.session.open();
    await fake.pass();
    await opened;
    const chosen = fake.session.setOptions({ runIn: 'in-main' });
    await fake.pass();
    expect(await chosen).toMatchObject({ ok: false, failure: { code: 'build-crashed-before' } });
    expect(state().options.runIn).toBe('in-main');
    fake.replace('two');
    await fake.pass();
    expect(state().generation?.place).toBe('in-main');
  });
});

describe('a release and a reload', () => {
  it('that come during a call leave the file released when the release came last', async () => {
    fake.behave({ call: () => hangs });
    await fake.session.setOptions({ strategy: 'strict' });
    const call = fake.session.call(add);
    const reloaded = fake.session.reload('manual');
    const released = fake.session.release();
    await fake.pass();
    await fake.session.stop();
    await fake.pass(1000);
    await Promise.all([call, reloaded, released]);
    expect(state()).toMatchObject({ freshness: { kind: 'released' }, generation: null });
    expect(fake.history.at(-1)?.verdict).toBe('released');
    expect(fake.copies.size).toBe(1);
    expect(fake.runners.filter(({ alive }) => alive)).toEqual([]);
  });

  it('that come during a call load the file when the reload came last', async () => {
    fake.behave({ call: () => hangs });
    const call = fake.session.call(add);
    const released = fake.session.release();
    const reloaded = fake.session.reload('manual');
    await fake.pass();
    await fake.session.stop();
    await fake.pass(1000);
    expect((await call).ok).toBe(true);
    expect((await released).ok).toBe(true);
    expect((await reloaded).ok).toBe(true);
    expect(state()).toMatchObject({ freshness: { kind: 'same' }, watchMethod: 'events' });
    expect(state().generation).not.toBeNull();
  });
});
