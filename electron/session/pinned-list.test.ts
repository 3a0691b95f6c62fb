import { beforeEach, describe, expect, it } from 'vitest';
import { checkState } from '../checks/check-state.ts';
import { succeed } from '../contract/failure.ts';
import type { PinnedCall, PinnedDefinition } from '../contract/kept-calls.ts';
import { createFakeSession, type FakeSession } from './testing/fake-session.ts';

const input = { symbol: 'add', prototype: 'int add(int a, int b)', arguments: ['3', '4'] };
const other = { ...input, arguments: ['5', '6'] };
let fake: FakeSession;
const ran: number[] = [];

beforeEach(async () => {
  ran.length = 0;
  fake = createFakeSession({}, { pinnedRan: (generation) => ran.push(generation) });
  const opened = fake.session.open();
  await fake.pass();
  await opened;
});

function pinned(): readonly PinnedCall[] {
  return fake.session.state().pinned;
}

async function pin(call = input): Promise<string> {
  const outcome = await fake.session.pin(call);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value.id;
}

/** From the next build on, the library returns this from everything. */
async function build(hash: string, value: bigint): Promise<void> {
  const reply = {
    value: { kind: 'integer', value } as const,
    out: [],
    callbacks: [],
    timing: null,
    errno: null,
  };
  fake.behave({ call: () => ({ kind: 'reply', outcome: succeed({ ...reply, durationNs: 1 }) }) });
  fake.replace(hash);
  await fake.pass(1000);
}

describe('what is expected of a pinned call', () => {
  it('makes it a check, whose build that broke it is named until it passes again', async () => {
    const id = await pin();
    expect(await fake.session.expect(id, '0x7')).toEqual(succeed(null));
    await fake.session.runPinned(null);
    expect(pinned()).toMatchObject([{ expected: '0x7', verdict: { kind: 'passed' }, brokenBy: null }]);
    await build('two', 12n);
    expect(pinned()).toMatchObject([
      {
        verdict: { kind: 'failed', reason: 'Expected 0x7, got 12.' },
        brokenBy: { generation: 2, build: { hash: 'two' } },
      },
    ]);
    await build('three', 7n);
    expect(pinned()).toMatchObject([{ verdict: { kind: 'passed' }, brokenBy: null }]);
    expect(ran).toEqual([1, 2, 3]);
  });

  it('is judged at once, and no build is blamed for another expectation', async () => {
    const id = await pin();
    await fake.session.runPinned(id);
    await fake.session.expect(id, '7');
    await fake.session.expect(id, '8');
    expect(pinned()).toMatchObject([{ verdict: { kind: 'failed' }, brokenBy: null }]);
    await fake.session.expect(id, null);
    expect(pinned()).toMatchObject([{ expected: null, verdict: null, brokenBy: null }]);
  });

  it('that cannot be is refused and changes nothing', async () => {
    const id = await pin();
    expect(await fake.session.expect(id, 'seven')).toMatchObject({
      failure: { code: 'bad-argument', message: expect.stringContaining('does not fit int') },
    });
    expect(await fake.session.expect('nobody', '7')).toMatchObject({ failure: { code: 'unknown-id' } });
    expect(pinned()).toMatchObject([{ expected: null }]);
  });
});

describe('the list', () => {
  it('is put in another order', async () => {
    const id = await pin();
    const second = await pin(other);
    fake.session.movePinned(second, 0);
    expect(pinned().map((call) => call.id)).toEqual([second, id]);
    fake.session.movePinned(second, 7);
    expect(pinned().map((call) => call.id)).toEqual([id, second]);
    expect(fake.session.movePinned('nobody', 0)).toMatchObject({ ok: false });
  });

  it('of its file keeps what is known of the same calls', async () => {
    const id = await pin();
    await fake.session.runPinned(id);
    const definition = (expected: string | null, call = input): PinnedDefinition => ({
      name: null,
      input: call,
      expected,
    });
    fake.session.setPinned([definition('1', other), definition('8')]);
    await fake.pass();
    expect(pinned()).toMatchObject([
      { input: other, latest: null },
      { id, latest: { generation: 1 }, verdict: { kind: 'failed' }, brokenBy: null },
    ]);
    expect(pinned().map(checkState)).toEqual(['waiting', 'failed']);
    fake.session.setPinned([definition(null)]);
    expect(pinned()).toMatchObject([{ id, expected: null, verdict: null }]);
  });
});
