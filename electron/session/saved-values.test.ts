import { beforeEach, describe, expect, it } from 'vitest';
import type { CallRecord } from '../contract/call-record.ts';
import type { ResultValue } from '../contract/call-value.ts';
import { succeed } from '../contract/failure.ts';
import type { CallReply } from '../contract/runner-protocol.ts';
import type { Ending } from './testing/fake-runner.ts';
import { createFakeSession, type FakeSession } from './testing/fake-session.ts';

function returns(value: ResultValue, out: CallReply['out'] = []): Ending<CallReply> {
  const reply: CallReply = { value, out, callbacks: [], durationNs: 1, timing: null, errno: null };
  return { kind: 'reply', outcome: succeed(reply) };
}

const pointer = (address: bigint): ResultValue => ({ kind: 'pointer', address, text: null, target: null });

let fake: FakeSession;

beforeEach(async () => {
  fake = createFakeSession();
  const opened = fake.session.open();
  await fake.pass();
  await opened;
});

async function call(prototype: string, ending: Ending<CallReply>, ...texts: string[]) {
  fake.behave({ call: () => ending });
  // The behaviour is that of runners taken from now on.
  fake.replace(`build for ${prototype} ${fake.runners.length}`);
  await fake.pass(1000);
  return callAgain(prototype, ...texts);
}

async function callAgain(prototype: string, ...texts: string[]): Promise<CallRecord> {
  const symbol = /(\w+)\s*\(/.exec(prototype)?.[1] ?? '';
  const record = await fake.session.call({ symbol, prototype, arguments: texts });
  if (!record.ok) throw new Error(record.failure.message);
  return record.value;
}

const saved = () => fake.session.state().saved;

describe('a saved value', () => {
  it('is the address that a pointer held, usable in a later call', async () => {
    const record = await call('void *make(void)', returns(pointer(0x5000n)));
    expect(fake.session.saveValue({ recordId: record.id, from: 'result', path: [] }, 'made').ok).toBe(true);
    expect(saved()).toMatchObject([{ name: 'made', type: 'void *', text: '0x5000', dead: null }]);
    const used = await fake.session.call({
      symbol: 'use',
      prototype: 'int use(void *thing)',
      arguments: ['$made'],
    });
    expect(used).toMatchObject({ ok: true });
    await fake.session.close();
    expect(fake.runners.at(-1)?.keeps[0]).toEqual({ keep: [0x5000n], free: [] });
  });

  it('of an out argument is what lay in it', async () => {
    const out = [{ label: 'out', address: 0x7000n, value: pointer(0x6000n) }];
    const record = await call(
      'int open(void **out)',
      returns({ kind: 'integer', value: 0n }, out),
      '{"$out": true}',
    );
    fake.session.saveValue({ recordId: record.id, from: 0, path: [] }, 'handle');
    expect(saved()[0]).toMatchObject({ text: '0x6000', origin: 'open · out' });
  });

  it('of a number is the number, which outlives the process', async () => {
    const record = await call('int count(void)', returns({ kind: 'integer', value: -3n }));
    fake.session.saveValue({ recordId: record.id, from: 'result', path: [] }, 'n');
    fake.replace('next');
    await fake.pass(1000);
    expect(saved()[0]).toMatchObject({ name: 'n', text: '-3', dead: null });
    expect((await fake.session.call({ symbol: 'f', prototype: 'int f(int n)', arguments: ['$n'] })).ok).toBe(
      true,
    );
  });

  it('is dead once its process is gone, and naming it says so', async () => {
    const record = await call('void *make(void)', returns(pointer(0x5000n)));
    fake.session.saveValue({ recordId: record.id, from: 'result', path: [] }, 'made');
    fake.replace('next');
    await fake.pass(1000);
    expect(saved()[0]?.dead).toContain('which is gone');
    const used = await fake.session.call({ symbol: 'f', prototype: 'int f(void *p)', arguments: ['$made'] });
    expect(used).toMatchObject({ ok: false, failure: { code: 'bad-argument', argument: 'p' } });
  });

  it('replaces the one that had its name, and can be forgotten', async () => {
    const first = await call('int count(void)', returns({ kind: 'integer', value: 1n }));
    fake.session.saveValue({ recordId: first.id, from: 'result', path: [] }, 'n');
    fake.session.saveValue({ recordId: first.id, from: 'result', path: [] }, 'n');
    expect(saved()).toHaveLength(1);
    fake.session.forgetValue('n');
    expect(saved()).toEqual([]);
    const used = await fake.session.call({ symbol: 'f', prototype: 'int f(int n)', arguments: ['$n'] });
    expect(used).toMatchObject({ ok: false, failure: { argument: 'n' } });
  });

  it('cannot be taken from a call of a process that has ended, or from no call at all', async () => {
    const record = await call('void *make(void)', returns(pointer(0x5000n)));
    fake.replace('next');
    await fake.pass(1000);
    expect(fake.session.saveValue({ recordId: record.id, from: 'result', path: [] }, 'p')).toMatchObject({
      ok: false,
      failure: { code: 'not-loaded' },
    });
    expect(fake.session.saveValue({ recordId: 'none', from: 'result', path: [] }, 'p').ok).toBe(false);
  });
});
