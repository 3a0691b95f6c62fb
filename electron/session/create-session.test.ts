import { beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../contract/failure.ts';
import type { LoadRequest } from '../contract/runner-protocol.ts';
import { loadableFacts } from './testing/facts.ts';
import { wellBehaved } from './testing/fake-runner.ts';
import { createFakeSession, type FakeSession, library } from './testing/fake-session.ts';

const add = { symbol: 'add', prototype: 'int add(int a, int b)', arguments: ['3', '4'] };
const segfault = { kind: 'dies', cause: { kind: 'signal', signal: 'SIGSEGV' } } as const;
const hangs = { kind: 'hangs' } as const;
let fake: FakeSession;

beforeEach(() => {
  fake = createFakeSession();
});

async function open(): Promise<void> {
  const opened = fake.session.open();
  await fake.pass();
  await opened;
}

function state() {
  return fake.session.state();
}

describe('opening', () => {
  it('loads a private copy and shows the generation', async () => {
    await open();
    expect(state()).toMatchObject({ freshness: { kind: 'same' }, watchMethod: 'events', symbolsVersion: 1 });
    expect(state().generation).toMatchObject({ number: 1, pid: 100, build: { hash: 'one' } });
    expect(fake.runners[0]?.loads).toEqual([{ path: '/copies/1/libx.so', binding: 'now', preload: [] }]);
    expect(fake.history).toMatchObject([{ verdict: 'loaded', generation: 1, answering: 1, before: null }]);
  });

  it('goes on with the numbers of earlier runs of the program', async () => {
    fake = createFakeSession({ nextGeneration: 12 });
    await open();
    expect(state().generation?.number).toBe(12);
  });

  it('does not load a build that crashed in an earlier run, unless it is asked to', async () => {
    fake = createFakeSession({ crashedBuilds: ['one'] });
    await open();
    expect(state().freshness).toMatchObject({
      kind: 'not-loaded',
      failure: { code: 'build-crashed-before' },
    });
    const reloaded = fake.session.reload('manual');
    await fake.pass();
    expect((await reloaded).ok).toBe(true);
    expect(state().generation?.number).toBe(1);
  });

  it('shows the file when it cannot be loaded', async () => {
    fake.replace('foreign', { cannotLoad: 'It is for AArch64.' });
    await open();
    expect(state().fileFacts?.cannotLoad).toBe('It is for AArch64.');
    expect(state().freshness).toMatchObject({ kind: 'not-loaded', failure: { code: 'wrong-machine' } });
    expect(fake.runners).toHaveLength(0);
    expect(fake.copies.size).toBe(0);
  });
});

describe('a slow writer', () => {
  it('is waited for beyond the settle time, and the whole file is loaded once', async () => {
    await open();
    fake.replace('part', { complete: false, expectedSize: 500n }, { mtimeNs: now() });
    await fake.pass(1500);
    expect(state().freshness.kind).toBe('settling');
    fake.holds(succeed({ hash: 'whole', facts: loadableFacts() }));
    fake.files.write(library, { size: 500n, mtimeNs: now(), ctimeNs: now() });
    await fake.pass(1000);
    expect(fake.verdicts()).toEqual(['loaded', 'loaded']);
    expect(state().generation).toMatchObject({ number: 2, build: { hash: 'whole' } });
    expect(fake.copies.size).toBe(2);
  });

  it('that never ends is given up, and heard again when it goes on', async () => {
    await open();
    fake.replace('part', { complete: false, expectedSize: 500n }, { mtimeNs: now() });
    await fake.pass(6000);
    expect(fake.history.at(-1)).toMatchObject({
      verdict: 'rejected',
      answering: 1,
      failure: { code: 'incomplete-file' },
    });
    expect(state().freshness).toMatchObject({ kind: 'older', failure: { code: 'incomplete-file' } });
    fake.replace('whole');
    await fake.pass();
    expect(state().generation?.number).toBe(2);
  });

  it('that has written all and not closed the file is waited for', async () => {
    await open();
    fake.replace('two', {}, { mtimeNs: now() });
    fake.holds(fail('being-written', 'Open for writing.'));
    await fake.pass(1000);
    expect(state().freshness.kind).toBe('settling');
    expect(fake.verdicts()).toEqual(['loaded']);
    fake.holds(succeed({ hash: 'two', facts: loadableFacts() }));
    await fake.pass();
    expect(fake.verdicts()).toEqual(['loaded', 'loaded']);
  });

  it('that keeps the file open for good is not waited for any more', async () => {
    await open();
    fake.replace('two', {}, { mtimeNs: now() });
    fake.holdsOpen();
    await fake.pass(2000);
    expect(fake.verdicts()).toEqual(['loaded']);
    await fake.pass(2000);
    expect(fake.verdicts()).toEqual(['loaded', 'loaded']);
  });

  it('that goes on for long is waited for without a line in the history', async () => {
    await open();
    fake.holdsOpen();
    for (let block = 1; block <= 200; block += 1) {
      fake.replace('two', {}, { mtimeNs: now(), size: BigInt(block) });
      await fake.pass(100);
    }
    expect(fake.verdicts()).toEqual(['loaded']);
    expect(fake.snapshots()).toBeLessThan(1000);
    await fake.pass(4000);
    expect(fake.verdicts()).toEqual(['loaded', 'loaded']);
  });

  it('is read once more when the reader ended meanwhile', async () => {
    await open();
    fake.replace('two');
    fake.holds(fail('reader-unavailable', 'It ended.'), succeed({ hash: 'two', facts: loadableFacts() }));
    await fake.pass();
    expect(fake.verdicts()).toEqual(['loaded', 'loaded']);
  });

  it('is read again when the file changed while it was read', async () => {
    await open();
    fake.replace('two');
    fake.holds(fail('changed-while-reading', 'Changed.'));
    await fake.pass(60);
    const before = fake.snapshots();
    expect(before).toBeGreaterThan(1);
    fake.holds(succeed({ hash: 'two', facts: loadableFacts() }));
    await fake.pass(60);
    expect(fake.verdicts()).toEqual(['loaded', 'loaded']);
  });
});

function now(): bigint {
  return BigInt(fake.clock.nowMs()) * 1_000_000n;
}

describe('a file whose content stays', () => {
  it('is unchanged, whatever happens to its times, and does not flood the history', async () => {
    await open();
    for (let round = 0; round < 10; round += 1) {
      fake.replace('one');
      await fake.pass();
    }
    expect(fake.verdicts()).toEqual(['loaded', ...Array.from({ length: 5 }, () => 'unchanged')]);
    expect(state().generation).toMatchObject({ number: 1, identity: state().onDisk });
    expect(fake.copies.size).toBe(1);
  });

  it('is loaded again when the user asks for it', async () => {
    await open();
    const reloaded = fake.session.reload('manual');
    await fake.pass();
    await reloaded;
    expect(state().generation?.number).toBe(2);
  });
});

describe('watching', () => {
  it('that is switched off and on shows that the file is the one that runs', async () => {
    await open();
    await fake.session.setOptions({ watching: false });
    expect(state().freshness.kind).toBe('paused');
    await fake.session.setOptions({ watching: true });
    expect(state().freshness.kind).toBe('same');
  });

  it('that is paused tells of a change and loads it when it goes on', async () => {
    await open();
    await fake.session.setOptions({ watching: false });
    expect(state().freshness).toEqual({ kind: 'paused', changed: false });
    fake.replace('two');
    await fake.pass();
    expect(state().freshness).toEqual({ kind: 'paused', changed: true });
    const resumed = fake.session.setOptions({ watching: true });
    await fake.pass();
    await resumed;
    expect(state().generation?.number).toBe(2);
  });

  it('tells that the file is gone and takes it up again', async () => {
    await open();
    fake.files.remove(library);
    await fake.pass(1000);
    expect(state().freshness.kind).toBe('missing');
    expect(fake.history.at(-1)).toMatchObject({ verdict: 'missing', answering: 1 });
    fake.replace('two');
    await fake.pass();
    expect(state().generation?.number).toBe(2);
  });
});

describe('a reload during a call', () => {
  it('waits for the call, and takes the newest of several builds', async () => {
    fake.behave({ call: (symbol) => (symbol === 'spin' ? hangs : segfault) });
    await open();
    const call = fake.session.call({ ...add, symbol: 'spin' });
    await fake.pass();
    for (const hash of ['two', 'three', 'four']) {
      fake.replace(hash);
      await fake.pass();
    }
    expect(state()).toMatchObject({ freshness: { kind: 'settling' }, generation: { number: 1 } });
    await fake.session.stop();
    await fake.pass();
    expect(await call).toMatchObject({ ok: true, value: { generation: 1, outcome: { kind: 'fault' } } });
    expect(state().generation).toMatchObject({ number: 2, build: { hash: 'four' } });
    expect(fake.verdicts()).toEqual(['loaded', 'fault', 'loaded']);
  });
});

describe('a strict reload that waited for a call', () => {
  it('takes the file that is there by then, once', async () => {
    fake.behave({ call: () => hangs });
    await open();
    await fake.session.setOptions({ strategy: 'strict' });
    fake.replace('two');
    await fake.clock.settle();
    const call = fake.session.call(add);
    await fake.pass();
    fake.replace('three');
    await fake.session.stop();
    await fake.pass(1000);
    expect((await call).ok).toBe(true);
    expect(fake.verdicts()).toEqual(['loaded', 'fault', 'loaded']);
    expect(state().generation).toMatchObject({ number: 2, strategy: 'strict', build: { hash: 'three' } });
    expect(fake.copies.size).toBe(2);
  });
});

describe('a second call', () => {
  it('is refused while the first is open', async () => {
    fake.behave({ call: () => hangs });
    await open();
    const first = fake.session.call(add);
    await fake.pass();
    expect(await fake.session.call(add)).toMatchObject({ ok: false, failure: { code: 'busy' } });
    await fake.session.stop();
    expect((await first).ok).toBe(true);
  });
});

describe('crashes', () => {
  it('while loading pause reloading by itself after the third in five minutes', async () => {
    await open();
    fake.behave({ load: () => segfault });
    for (const hash of ['two', 'three', 'four']) {
      fake.replace(hash);
      await fake.pass();
    }
    expect(fake.verdicts()).toEqual(['loaded', 'crashed', 'crashed', 'crashed']);
    expect(fake.history.at(-1)?.notes[0]).toContain('paused');
    expect(state().options.watching).toBe(false);
    fake.replace('five');
    await fake.pass();
    expect(fake.verdicts()).toHaveLength(4);
    expect(await fake.session.call(add)).toMatchObject({ ok: true, value: { generation: 1 } });
  });

  it('outside of calls are brought back three times a minute', async () => {
    await open();
    for (let round = 0; round < 5; round += 1) {
      fake.runners.at(-1)?.die({ kind: 'signal', signal: 'SIGSEGV' });
      await fake.pass();
    }
    expect(fake.runners).toHaveLength(4);
    expect(state().freshness).toMatchObject({
      kind: 'crashed',
      fault: { signal: 'SIGSEGV', during: 'idle' },
    });
    expect(await fake.session.call(add)).toMatchObject({ ok: true, value: { outcome: { text: '7' } } });
    expect(state().freshness.kind).toBe('same');
  });

  it('in calls are brought back every time', async () => {
    fake.behave({ call: () => segfault });
    await open();
    for (let round = 0; round < 20; round += 1) {
      expect(await fake.session.call(add)).toMatchObject({ ok: true, value: { outcome: { kind: 'fault' } } });
      await fake.pass();
    }
    expect(state()).toMatchObject({ freshness: { kind: 'same' }, generation: { number: 1, pid: 120 } });
  });

  it('while a build is brought back are not tried again for pinned calls, but for a call', async () => {
    await open();
    for (const argument of ['1', '2', '3', '4']) fake.session.pin({ ...add, arguments: [argument, '4'] });
    let loads = 0;
    const load = (request: LoadRequest) => {
      loads += 1;
      return loads === 1 ? wellBehaved.load(request) : segfault;
    };
    fake.behave({ load, call: () => segfault });
    fake.replace('two');
    await fake.pass(1000);
    expect(fake.runners).toHaveLength(3);
    expect(state().freshness.kind).toBe('crashed');
    expect(state().pinned.map(({ stale }) => stale !== null)).toEqual([false, true, true, true]);
    expect((await fake.session.call(add)).ok).toBe(false);
    expect(fake.runners).toHaveLength(4);
  });

  it('in a destructor do not touch the new generation', async () => {
    fake.behave({ unload: () => segfault });
    await open();
    fake.replace('two');
    await fake.pass();
    expect(fake.verdicts()).toEqual(['loaded', 'loaded', 'fault']);
    expect(fake.history.at(-1)).toMatchObject({ generation: 1, answering: 2 });
    expect(state()).toMatchObject({ freshness: { kind: 'same' }, generation: { number: 2 } });
  });
});

describe('what cannot be copied', () => {
  it('leaves the running generation as it is', async () => {
    await open();
    fake.replace('two');
    fake.holds(fail('copy-failed', 'No space left on device.'));
    await fake.pass();
    expect(state()).toMatchObject({ freshness: { kind: 'older', failure: { code: 'copy-failed' } } });
    expect(await fake.session.call(add)).toMatchObject({ ok: true, value: { outcome: { text: '7' } } });
    expect(fake.copies.size).toBe(1);
  });
});

describe('pinned calls', () => {
  it('run once after each load, are recorded, and do not start over when they fault', async () => {
    await open();
    expect((await fake.session.pin(add)).ok).toBe(true);
    fake.behave({ call: () => segfault });
    fake.replace('two');
    await fake.pass(1000);
    expect(fake.calls).toMatchObject([{ trigger: 'pinned', generation: 2, outcome: { kind: 'fault' } }]);
    expect(state().pinned[0]?.latest).toMatchObject({ generation: 2, outcome: { kind: 'fault' } });
    expect(state().generation?.pid).toBe(102);
  });

  it('that ended their process are not run by themselves in main, only when asked for one by one', async () => {
    await open();
    const pinned = await fake.session.pin(add);
    fake.behave({ call: () => segfault });
    fake.replace('two');
    await fake.pass(1000);
    await fake.session.setOptions({ runIn: 'in-main' });
    await fake.pass();
    await fake.session.runPinned(null);
    expect(fake.calls).toHaveLength(1);
    expect(state().pinned[0]?.stale).toContain('inside dlscope');
    await fake.session.runPinned(pinned.ok ? pinned.value.id : null);
    expect(fake.calls).toHaveLength(2);
  });

  it('of data are stale and not run', async () => {
    await open();
    fake.session.pin({ symbol: 'answer', prototype: 'int answer(void)', arguments: [] });
    fake.replace('two');
    await fake.pass();
    expect(state().pinned[0]).toMatchObject({ latest: null, stale: expect.stringContaining('is data') });
    expect(fake.calls).toEqual([]);
  });
});

describe('arguments that do not fit', () => {
  it('are named before anything is called', async () => {
    await open();
    const called = await fake.session.call({ ...add, arguments: ['3', '1.5'] });
    expect(called).toMatchObject({ ok: false, failure: { code: 'bad-argument', argument: 'b' } });
    expect(fake.calls).toEqual([]);
  });
});

const beginnings: readonly { readonly when: string; begin(): Promise<void> }[] = [
  { when: 'at rest', begin: () => open() },
  {
    when: 'during a call',
    begin: async () => {
      fake.behave({ call: () => hangs });
      await open();
      void fake.session.call(add);
    },
  },
  {
    when: 'during a load',
    begin: async () => {
      await open();
      fake.behave({ load: () => hangs });
      fake.replace('two');
      await fake.pass();
    },
  },
  {
    when: 'while settling',
    begin: async () => {
      await open();
      fake.replace('two', {}, { size: 0n });
      await fake.pass();
    },
  },
];

describe('closing', () => {
  it.each(beginnings)('$when ends every runner and leaves no copy', async ({ begin }) => {
    await begin();
    await fake.clock.settle();
    const closed = fake.session.close();
    await fake.pass(2000);
    await closed;
    expect(fake.runners.filter(({ alive }) => alive)).toEqual([]);
    expect(fake.copies.size).toBe(0);
    expect(fake.files.watched).toEqual([]);
  });

  it('gives the destructors of an earlier generation as little time as those of the last', async () => {
    fake.behave({ unload: () => hangs });
    await open();
    fake.behave({});
    fake.replace('two');
    await fake.pass();
    expect(fake.runners[0]).toMatchObject({ alive: true, unloads: 1 });
    const closed = fake.session.close();
    await fake.pass(1000);
    await closed;
    expect(fake.runners.filter(({ alive }) => alive)).toEqual([]);
    expect(fake.copies.size).toBe(0);
  });

  it('settles what still waits', async () => {
    await open();
    fake.replace('two', {}, { size: 0n });
    const reloads = [fake.session.reload('manual'), fake.session.reload('manual')];
    await fake.clock.settle();
    await fake.session.close();
    expect(await Promise.all(reloads)).toHaveLength(2);
  });
});

describe('releasing', () => {
  it('unloads, stops watching and keeps the copy that ran; a reload takes the file up again', async () => {
    await open();
    fake.replace('two');
    const released = fake.session.release();
    await fake.pass(1000);
    expect((await released).ok).toBe(true);
    expect(state()).toMatchObject({ freshness: { kind: 'released' }, generation: null, watchMethod: 'off' });
    expect(fake.copies.size).toBe(1);
    expect(fake.files.watched).toEqual([]);
    expect(await fake.session.call(add)).toMatchObject({ ok: false, failure: { code: 'not-loaded' } });
    const reloaded = fake.session.reload('manual');
    await fake.pass();
    expect((await reloaded).ok).toBe(true);
    expect(state()).toMatchObject({ freshness: { kind: 'same' }, generation: { build: { hash: 'two' } } });
  });
});

describe('options', () => {
  it('that change how the library is opened open it anew', async () => {
    await open();
    const changed = fake.session.setOptions({ binding: 'lazy' });
    await fake.pass();
    expect((await changed).ok).toBe(true);
    expect(state().generation?.number).toBe(2);
    expect(fake.runners[1]?.loads[0]?.binding).toBe('lazy');
    expect(fake.history.at(-1)?.trigger).toBe('option');
  });

  it('of the next reload change nothing now, and strict opens the path itself', async () => {
    await open();
    await fake.session.setOptions({ strategy: 'strict' });
    expect(state().generation?.number).toBe(1);
    fake.replace('two');
    await fake.pass();
    expect(fake.runners[0]?.loads.map(({ path }) => path)).toEqual(['/copies/1/libx.so', library]);
    expect(fake.runners[0]?.unloads).toBe(1);
    expect(state().generation).toMatchObject({ number: 2, strategy: 'strict', pid: 100 });
    expect(fake.copies.size).toBe(2);
  });
});
