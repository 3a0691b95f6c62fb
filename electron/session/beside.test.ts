import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallOutcome } from '../contract/call-record.ts';
import { createFakeSession, type FakeSession } from './testing/fake-session.ts';
import type { RealSession } from './testing/real-session.ts';
import { countCopies, workshopForEachTest } from './testing/workshop.ts';

const add = { symbol: 'add', prototype: 'int add(int a, int b)', arguments: ['3', '4'] };
const crash = { symbol: 'crash', prototype: 'void crash(void)', arguments: [] };
const source = (operator: string, more = '') => `
  #include <stdlib.h>
  extern "C" int add(int a, int b) { return a ${operator} b; }
  extern "C" int *make() { return (int *)calloc(1, 16); }
  extern "C" int first(int *thing) { return *thing; }
  extern "C" int take(int value) { return value; }
  ${more}
`;
const crashes = 'extern "C" void crash() { *(volatile int *)nullptr = 1; }';
const returns = 'extern "C" void crash() {}';

describe('a build beside the running one', () => {
  const workshop = workshopForEachTest();

  /** Two builds were loaded, and the first one lies beside the second. */
  async function openBoth(first: string, second: string): Promise<RealSession> {
    await workshop.build(first);
    const real = await workshop.open();
    await workshop.build(second);
    await real.until(({ generation }) => generation?.number === 2);
    expect(await real.session.openBeside(1)).toEqual({ ok: true, value: null });
    return real;
  }

  const textOf = (outcome: CallOutcome) =>
    outcome.kind === 'returned' ? outcome.text : outcome.kind === 'fault' ? outcome.fault.kind : outcome.kind;

  async function callBoth(real: RealSession, input: typeof add): Promise<readonly string[]> {
    const both = await real.session.callBoth(input);
    if (!both.ok) return [both.failure.code];
    const { record, beside } = both.value;
    const other = beside.kind === 'called' ? textOf(beside.record.outcome) : beside.failure.message;
    return [textOf(record.outcome), other];
  }

  it('answers the same call in a process of its own, and both are in the log', async () => {
    const real = await openBoth(source('+'), source('*'));
    expect(await callBoth(real, add)).toEqual(['12', '7']);
    expect(real.session.calls()).toMatchObject([
      { generation: 1, trigger: 'beside', outcome: { text: '7' } },
      { generation: 2, trigger: 'user', outcome: { text: '12' } },
    ]);
    const { generation, beside } = real.session.state();
    expect(beside).toMatchObject({ generation: 1, fault: null });
    expect(beside?.pid).not.toBe(generation?.pid);
    expect(await real.call(add.prototype, '3', '4')).toBe('12');
  });

  it('that crashes in a call ends its own process alone, and the next call starts it again', async () => {
    const real = await openBoth(source('+', crashes), source('*', returns));
    const pid = real.session.state().generation?.pid;
    expect(await callBoth(real, crash)).toEqual(['void', 'signal']);
    expect(real.session.state()).toMatchObject({
      generation: { number: 2, pid },
      freshness: { kind: 'same' },
      beside: { generation: 1, fault: { kind: 'signal', signal: 'SIGSEGV' } },
    });
    expect(real.history.entries.map(({ verdict }) => verdict)).toEqual(['loaded', 'loaded']);
    expect(await callBoth(real, add)).toEqual(['12', '7']);
    expect(real.session.state().beside?.fault).toBeNull();
  });

  it('is called as it says itself where the call contradicts that', async () => {
    await workshop.build('extern "C" double add(int a, int b) { return a * b; }', ['-g']);
    const real = await workshop.open();
    await workshop.build('extern "C" int add(int a, int b) { return a + b; }', ['-g']);
    await real.until(({ generation }) => generation?.number === 2);
    expect((await real.session.openBeside(1)).ok).toBe(true);
    expect(await callBoth(real, add)).toEqual(['7', '12']);
    expect(real.session.calls()[0]).toMatchObject({
      generation: 1,
      input: { prototype: 'double add(int a, int b)' },
    });
  });

  it('answers also when the running one crashes', async () => {
    const real = await openBoth(source('+', returns), source('*', crashes));
    expect(await callBoth(real, crash)).toEqual(['signal', 'void']);
    expect(await callBoth(real, add)).toEqual(['12', '7']);
  });

  it('is not given addresses of the other process, and numbers it is', async () => {
    const real = await openBoth(source('+'), source('*'));
    const made = await real.session.call({ symbol: 'make', prototype: 'int *make(void)', arguments: [] });
    const sum = await real.session.call(add);
    if (!made.ok || !sum.ok) throw new Error('not called');
    real.session.saveValue({ recordId: made.value.id, from: 'result', path: [] }, 'thing');
    real.session.saveValue({ recordId: sum.value.id, from: 'result', path: [] }, 'number');
    const first = { symbol: 'first', prototype: 'int first(int *thing)', arguments: ['$thing'] };
    const [running, beside] = await callBoth(real, first);
    expect(running).toBe('0');
    expect(beside).toContain('$thing cannot be used: it lives in the process of the running build');
    const take = { symbol: 'take', prototype: 'int take(int value)', arguments: ['$number'] };
    expect(await callBoth(real, take)).toEqual(['12', '12']);
    const both = await real.session.callBoth(add);
    const recordId = both.ok && both.value.beside.kind === 'called' ? both.value.beside.record.id : '';
    expect(real.session.saveValue({ recordId, from: 'result', path: [] }, 'other').ok).toBe(false);
  });

  it('stays as it is through reloads and options, and its copy with it', async () => {
    const real = await openBoth(source('+'), source('*'));
    const { pid } = real.session.state().beside ?? {};
    await workshop.build(source('-'));
    await real.until(({ generation }) => generation?.number === 3);
    await real.session.setOptions({ binding: 'lazy' });
    expect(await callBoth(real, add)).toEqual(['-1', '7']);
    await real.session.goBack(1);
    expect(await callBoth(real, add)).toEqual(['7', '7']);
    expect(real.session.state().beside).toMatchObject({ generation: 1, pid });
    await real.session.closeBeside();
    expect(real.session.state().beside).toBeNull();
    await expect.poll(() => countCopies(real.copiesFolder)).toBe(3);
  });

  it('gives way to another one, and goes with the library', async () => {
    const real = await openBoth(source('+'), source('*'));
    await workshop.build(source('-'));
    await real.until(({ generation }) => generation?.number === 3);
    await real.session.openBeside(2);
    expect(await callBoth(real, add)).toEqual(['-1', '12']);
    const pid = real.session.state().beside?.pid ?? 0;
    await real.session.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(await countCopies(real.copiesFolder)).toBe(0);
  });
});

describe('what cannot lie beside', () => {
  let fake: FakeSession;

  beforeEach(async () => {
    fake = createFakeSession({ limits: { keptBuilds: 0 } });
    await during(fake.session.open());
    fake.replace('two', {}, { mtimeNs: 2n });
    await fake.pass();
  });
  afterEach(async () => {
    await during(fake.session.close());
    expect(fake.copies.size).toBe(0);
    expect(fake.runners.filter(({ alive }) => alive)).toEqual([]);
  });

  async function during<T>(work: Promise<T>): Promise<T> {
    await fake.pass();
    return work;
  }

  it('is the running build, and one that is not kept', async () => {
    expect(await during(fake.session.openBeside(2))).toMatchObject({ failure: { code: 'runs-already' } });
    expect(await during(fake.session.openBeside(1))).toMatchObject({ failure: { code: 'unknown-id' } });
    expect(fake.session.state().beside).toBeNull();
  });
});

describe('beside, with a library that does as it is told', () => {
  let fake: FakeSession;
  const state = () => fake.session.state();

  beforeEach(async () => {
    fake = createFakeSession({ limits: { keptBuilds: 1 } });
    await during(fake.session.open());
    fake.replace('two', {}, { mtimeNs: 2n });
    await fake.pass();
  });
  afterEach(async () => {
    await during(fake.session.close());
    expect(fake.copies.size).toBe(0);
    expect(fake.runners.filter(({ alive }) => alive)).toEqual([]);
  });

  async function during<T>(work: Promise<T>): Promise<T> {
    await fake.pass();
    return work;
  }

  it('a build that crashes while loading is marked, and the one that was there stays', async () => {
    await during(fake.session.openBeside(1));
    fake.replace('three', {}, { mtimeNs: 3n });
    await fake.pass();
    fake.behave({ load: () => ({ kind: 'dies', cause: { kind: 'signal', signal: 'SIGSEGV' } }) });
    expect((await during(fake.session.openBeside(2))).ok).toBe(false);
    expect(state()).toMatchObject({ beside: { generation: 1 }, generation: { number: 3 } });
    expect(state().kept.map(({ generations: [number], crashed }) => [number, crashed])).toEqual([
      [3, false],
      [2, true],
      [1, false],
    ]);
  });

  it('its copy outlives the bound until it is closed', async () => {
    await during(fake.session.openBeside(1));
    for (const [index, hash] of ['three', 'four', 'five'].entries()) {
      fake.replace(hash, {}, { mtimeNs: BigInt(10 + index) });
      await fake.pass();
    }
    expect(state().kept.map(({ generations: [number] }) => number)).toEqual([5, 4, 1]);
    await during(fake.session.closeBeside());
    expect(state().kept.map(({ generations: [number] }) => number)).toEqual([5, 4]);
  });

  it('a call that is stopped on the running build is not made on the other', async () => {
    fake.behave({ call: () => ({ kind: 'hangs' }) });
    await during(fake.session.reload('manual'));
    fake.behave({});
    await during(fake.session.openBeside(1));
    const both = fake.session.callBoth(add);
    await fake.pass();
    await fake.session.stop();
    await fake.pass();
    expect(await both).toMatchObject({
      ok: true,
      value: {
        record: { outcome: { kind: 'fault', fault: { kind: 'stopped' } } },
        beside: { kind: 'refused', failure: { message: expect.stringContaining('Stop') } },
      },
    });
  });

  it('goes when the library is released, also with a process that ended by itself', async () => {
    await during(fake.session.openBeside(1));
    fake.runners.at(-1)?.die({ kind: 'signal', signal: 'SIGKILL' });
    expect(state().beside?.fault).toMatchObject({ kind: 'signal', during: 'idle' });
    expect(fake.history.map(({ verdict }) => verdict)).toEqual(['loaded', 'loaded']);
    await during(fake.session.release());
    expect(state().beside).toBeNull();
  });
});
