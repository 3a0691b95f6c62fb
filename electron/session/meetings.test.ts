import { describe, expect, it } from 'vitest';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { ReaderClient } from '../contract/reader-protocol.ts';
import type { VariableList } from '../contract/variables.ts';
import { parsePrototype } from '../ctypes/parse-prototype.ts';
import { Deferred } from '../processes/deferred.ts';
import { createFakeSession, type FakeSession } from './testing/fake-session.ts';

const add = { symbol: 'add', prototype: 'int add(int a, int b)', arguments: ['3', '4'] };

function open(...how: Parameters<typeof createFakeSession>): Promise<FakeSession> {
  return opened(createFakeSession(...how));
}

async function opened(fake: FakeSession): Promise<FakeSession> {
  const ready = fake.session.open();
  await fake.pass();
  await ready;
  return fake;
}

async function load(fake: FakeSession, hash: string): Promise<void> {
  fake.replace(hash);
  await fake.pass();
  expect(fake.session.state().generation?.build.hash).toBe(hash);
}

const alive = ({ runners }: FakeSession) => runners.filter((runner) => runner.alive);

const count: VariableList['variables'][number] = {
  key: 'count',
  name: 'count',
  symbol: 'count',
  kind: 'export',
  offset: 64n,
  size: 4,
  type: null,
  location: null,
  threadLocal: false,
  guard: null,
};
const list = succeed({ variables: [count], records: [], total: 1, hasDebugInfo: false });

describe('closing', () => {
  it('leaves no process behind of a build that is just being moved elsewhere', async () => {
    const known = new Deferred<Outcome<VariableList>>();
    const fake = await open({}, {}, { variables: () => known.promise });
    await fake.session.chooseState({ kind: 'carry', key: 'count', carried: true });
    const moved = fake.session.setOptions({ binding: 'lazy' });
    await fake.pass();
    expect(alive(fake)).toHaveLength(2);
    const closed = fake.session.close();
    known.resolve(list);
    await fake.pass();
    await Promise.all([moved, closed]);
    expect(alive(fake)).toEqual([]);
    expect(fake.copies.size).toBe(0);
  });

  it('does not wait for a process that does not answer what its variables hold', async () => {
    const fake = await open();
    fake.behave({ readVariables: () => ({ kind: 'hangs' }) });
    await load(fake, 'two');
    const read = fake.session.variables();
    await fake.pass();
    const closed = fake.session.close();
    await fake.pass(2000);
    await closed;
    expect(await read).toMatchObject({ ok: false });
    expect(alive(fake)).toEqual([]);
    expect(fake.copies.size).toBe(0);
  });
});

describe('a storm of builds', () => {
  it('keeps no copies for comparisons that nobody will see', async () => {
    const compared = new Deferred<void>();
    let comparisons = 0;
    const compareTypes: ReaderClient['compareTypes'] = async () => {
      comparisons += 1;
      await compared.promise;
      const counts = { breaking: 0, risky: 0, compatible: 0 };
      return succeed({ changes: [], counts, comparedCount: 0, notes: [] });
    };
    const fake = await open({ limits: { keptBuilds: 2 } }, {}, { compareTypes });
    for (let build = 1; build <= 20; build += 1) await load(fake, `build ${build}`);
    // Two are kept, one runs, and the last one and two others are being compared.
    expect(fake.copies.size).toBeLessThanOrEqual(6);
    const incomplete = fake.history.filter(({ changes }) => changes?.complete === false);
    expect(incomplete.map(({ generation }) => generation)).toEqual([2, 21]);
    expect(comparisons).toBe(1);
    compared.resolve();
    await fake.pass();
    expect(fake.history.at(-1)?.changes).toMatchObject({ complete: true, notes: [] });
    expect(comparisons).toBe(2);
    expect(fake.copies.size).toBe(3);
  });
});

describe('a call', () => {
  it('that another build answers is understood anew for that one', async () => {
    const asked = new Deferred<void>();
    const describeSymbol: ReaderClient['describe'] = async ({ path }) => {
      const isFirst = path.includes('/copies/1/');
      if (isFirst) await asked.promise;
      const text = isFirst ? add.prototype : 'int add(int a)';
      const parsed = parsePrototype(text);
      const prototype = parsed.ok ? parsed.value : null;
      const suggestion = { source: 'dwarf', text, prototype, location: null, notes: [] } as const;
      return succeed({ suggestions: [suggestion], typed: null });
    };
    const fake = await open({}, {}, { describe: describeSymbol });
    const called = fake.session.call({ ...add, prototype: '' });
    await load(fake, 'two');
    asked.resolve();
    expect(await called).toMatchObject({ ok: false, failure: { code: 'bad-argument' } });
    expect(fake.session.calls()).toEqual([]);
  });
});

describe('an address', () => {
  it('is not given to the process that took the place of its own while the call waited for its turn', async () => {
    const value = { kind: 'pointer', address: 0x5000n, text: null, target: null } as const;
    const made = { value, out: [], callbacks: [], durationNs: 1, timing: null, errno: null };
    const fake = createFakeSession();
    fake.behave({
      call: (symbol) => (symbol === 'make' ? { kind: 'reply', outcome: succeed(made) } : { kind: 'hangs' }),
    });
    await opened(fake);
    const call = { symbol: 'make', prototype: 'void *make(void)', arguments: [] };
    const record = await fake.session.call(call);
    if (!record.ok) throw new Error(record.failure.message);
    fake.session.saveValue({ recordId: record.value.id, from: 'result', path: [] }, 'made');
    await fake.session.pin({ symbol: 'use', prototype: 'int use(void *thing)', arguments: ['$made'] });
    const endless = fake.session.call(add);
    await fake.pass();
    const waits = fake.session.runPinned(null);
    await fake.pass();
    fake.runners[0]?.die({ kind: 'signal', signal: 'SIGSEGV' });
    await fake.pass();
    await Promise.all([endless, waits]);
    expect(alive(fake)).toHaveLength(1);
    const [pinned] = fake.session.state().pinned;
    expect(pinned).toMatchObject({ latest: null });
    expect(pinned?.stale).toContain('$made cannot be used');
  });
});

describe('a pinned call', () => {
  it('that does not fit a build is not held against the next one, which came while that was found out', async () => {
    const asked = new Deferred<void>();
    const other = parsePrototype('void add(void)');
    const prototype = other.ok ? other.value : null;
    const suggestion = {
      source: 'dwarf',
      text: 'void add(void)',
      prototype,
      location: null,
      notes: [],
    } as const;
    const ofTwo = succeed({ suggestions: [suggestion], typed: null });
    const describeSymbol: ReaderClient['describe'] = async ({ path }) => {
      if (!path.includes('/copies/2/')) return succeed({ suggestions: [], typed: null });
      await asked.promise;
      return ofTwo;
    };
    const fake = await open({}, {}, { describe: describeSymbol });
    const pinned = await fake.session.pin(add);
    if (!pinned.ok) throw new Error(pinned.failure.message);
    await fake.session.runPinned(null);
    await fake.session.expect(pinned.value.id, '7');
    await load(fake, 'two');
    await load(fake, 'three');
    const passed = { stale: null, brokenBy: null, verdict: { kind: 'passed' }, latest: { generation: 3 } };
    expect(fake.session.state().pinned).toMatchObject([passed]);
    asked.resolve();
    await fake.pass();
    expect(fake.session.state().pinned).toMatchObject([passed]);
  });
});

describe('what was asked of a build that was replaced meanwhile', () => {
  it('does not keep it from being closed', async () => {
    const known = new Deferred<Outcome<VariableList>>();
    const closing = new Deferred<void>();
    let reads = 0;
    const variables: ReaderClient['variables'] = ({ path }) =>
      path.includes('/copies/2/') ? known.promise : Promise.resolve(list);
    const fake = createFakeSession({}, {}, { variables });
    const value = { kind: 'bytes', bytes: new Uint8Array(4), total: 4 } as const;
    fake.behave({
      readVariables: () => {
        reads += 1;
        const reply = succeed([{ address: 64n, elsewhere: null, changed: true, value }]);
        return { kind: 'reply', outcome: reply };
      },
      unload: () => ({
        kind: 'reply',
        outcome: succeed({ stillMapped: false, durationMs: 0 }),
        after: closing.promise,
      }),
    });
    await opened(fake);
    await load(fake, 'two');
    await load(fake, 'three');
    const before = reads;
    known.resolve(list);
    await fake.pass();
    expect(reads).toBe(before);
    closing.resolve();
    await fake.pass();
  });
});
