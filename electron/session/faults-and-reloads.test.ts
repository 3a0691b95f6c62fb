import { beforeEach, describe, expect, it } from 'vitest';
import { workshopForEachTest } from './testing/workshop.ts';

const sum = 'int add(int a, int b)';
const good = (operator: string) => `
  #include <stdlib.h>
  extern "C" int add(int a, int b) { return a ${operator} b; }
  extern "C" int boom() { int *nowhere = nullptr; return *(volatile int *)nowhere; }
  extern "C" void leave() { exit(0); }
  extern "C" void spin() { for (;;) { asm volatile(""); } }
  extern "C" int counter() { static int count = 0; return ++count; }
  extern "C" { int answer = 42; }
  int twice(int value) { return 2 * value; }
`;
const workshop = workshopForEachTest();
beforeEach(async () => {
  await workshop.build(good('+'));
});

describe('a call that ends its process', () => {
  it.each([
    ['int boom()', 'signal'],
    ['void leave()', 'exit'],
  ])('%s is a fault, and the next call works in a new process', async (prototype, kind) => {
    const real = await workshop.open();
    const { pid } = (await real.until(({ generation }) => generation !== null)).generation ?? { pid: 0 };
    expect(await real.call(prototype)).toBe(kind);
    expect(await real.call(sum, '3', '4')).toBe('7');
    const { generation } = real.session.state();
    expect(generation?.number).toBe(1);
    expect(generation?.pid).not.toBe(pid);
    const entry = await real.history.first(({ verdict }) => verdict === 'fault');
    expect(entry).toMatchObject({ generation: 1, answering: 1, fault: { kind, during: 'call' } });
  });

  it('is ended by Stop, and what it kept waiting goes on', async () => {
    const real = await workshop.open();
    const call = real.call('void spin()');
    await real.until(({ activity }) => activity?.symbol === 'spin');
    await workshop.build(good('*'));
    const stopped = await real.session.stop();
    expect(stopped.ok).toBe(true);
    expect(await call).toBe('stopped');
    await real.until(({ generation }) => generation?.number === 2);
    expect(await real.call(sum, '3', '4')).toBe('12');
  });
});

describe('a build that cannot be loaded', () => {
  it('leaves the last good one callable and says why', async () => {
    const real = await workshop.open();
    await workshop.build('int missing(); extern "C" int add(int a, int b) { return a + b + missing(); }');
    const entry = await real.history.first(({ verdict }) => verdict === 'rejected');
    expect(entry.failure?.code).toBe('dlopen-failed');
    expect(entry.failure?.detail).toContain('undefined symbol: _Z7missingv');
    expect(entry.answering).toBe(1);
    expect(real.session.state().freshness.kind).toBe('older');
    expect(await real.call(sum, '3', '4')).toBe('7');
    await workshop.build(good('*'));
    await real.until(({ generation }) => generation?.number === 2);
    expect(await real.call(sum, '3', '4')).toBe('12');
  });

  it.each([
    ['segfaults', '*(volatile int *)nullptr = 1;', 'signal'],
    ['exits', '_exit(0);', 'exit'],
    ['hangs', 'for (;;) asm volatile("");', 'timeout'],
  ])('because its constructor %s, is not tried again by itself', async (_name, body, kind) => {
    const real = await workshop.open({ limits: { loadTimeoutMs: 500 } });
    const source = `#include <unistd.h>\n__attribute__((constructor)) static void start() { ${body} }`;
    await workshop.build(source);
    const crash = await real.history.first(({ verdict }) => verdict === 'crashed');
    expect(crash).toMatchObject({ generation: null, answering: 1, fault: { kind, during: 'load' } });
    expect(await real.call(sum, '3', '4')).toBe('7');
    await workshop.build(source);
    const again = await real.history.first(({ verdict }) => verdict === 'rejected');
    expect(again.failure?.code).toBe('build-crashed-before');
    expect((await real.session.reload('manual')).ok).toBe(false);
    expect(real.history.entries.filter(({ verdict }) => verdict === 'crashed')).toHaveLength(2);
    expect(await real.call(sum, '3', '4')).toBe('7');
  });
});

describe('strict reloading', () => {
  it('runs the new code in the same process', async () => {
    const real = await workshop.open({ options: { strategy: 'strict' } });
    const pid = real.session.state().generation?.pid;
    await workshop.build(good('*'));
    await real.until(({ generation }) => generation?.number === 2);
    expect(await real.call(sum, '3', '4')).toBe('12');
    expect(real.session.state().generation).toMatchObject({ pid, stale: null });
  });

  it('goes back to the build before when the new one cannot be opened', async () => {
    const real = await workshop.open({ options: { strategy: 'strict' } });
    await workshop.build('int missing(); extern "C" int add(int a, int b) { return missing(); }');
    const entry = await real.history.first(({ verdict }) => verdict === 'rolled-back');
    expect(entry).toMatchObject({ generation: null, answering: 1 });
    expect(await real.call(sum, '3', '4')).toBe('7');
    await workshop.build(good('*'));
    await real.until(({ generation }) => generation?.number === 2);
    expect(await real.call(sum, '3', '4')).toBe('12');
  });

  it('says how a destructor of the build before ended the process', async () => {
    const end = '__attribute__((destructor)) static void end() { *(volatile int *)nullptr = 1; }';
    await workshop.build(good('+') + end);
    const real = await workshop.open({ options: { strategy: 'strict' } });
    await workshop.build(good('*'));
    const entry = await real.history.first(({ generation }) => generation === 2);
    expect(entry.notes).toContain(
      'The process ended while the old build was unloaded; the new one runs in another. The runner was ended by SIGSEGV while it unloaded the library.',
    );
    expect(await real.call(sum, '3', '4')).toBe('12');
  });

  it('says that the state is gone when a constructor of the new build ends the process', async () => {
    const real = await workshop.open({ options: { strategy: 'strict' } });
    const { pid } = real.session.state().generation ?? { pid: 0 };
    const start = '__attribute__((constructor)) static void start() { *(volatile int *)nullptr = 1; }';
    await workshop.build(good('*') + start);
    const entry = await real.history.first(({ verdict }) => verdict === 'crashed');
    expect(entry.notes).toEqual(['The process ended with its state; #1 runs in another.']);
    expect(real.session.state().generation?.pid).not.toBe(pid);
    expect(await real.call(sum, '3', '4')).toBe('7');
  });

  it('says that the old code runs when dlclose did not unload it', async () => {
    const real = await workshop.open({ options: { strategy: 'strict' } });
    await workshop.build(good('+'), ['-Wl,-z,nodelete']);
    await real.until(({ generation }) => generation?.number === 2);
    await workshop.build(good('*'), ['-Wl,-z,nodelete']);
    const { generation } = await real.until((state) => state.generation?.number === 3);
    expect(await real.call(sum, '3', '4')).toBe('7');
    expect(generation?.stale?.warning).toContain('the old code keeps running');
  });
});

describe('a name that cannot be called', () => {
  it('is explained by the mangled name that it has', async () => {
    const real = await workshop.open();
    const record = await real.session.call({
      symbol: 'twice',
      prototype: 'int twice(int v)',
      arguments: ['4'],
    });
    if (!record.ok || record.value.outcome.kind !== 'failed') throw new Error('called');
    const { failure } = record.value.outcome;
    expect(failure.code).toBe('dlsym-failed');
    expect(failure.detail).toContain('undefined symbol: twice');
    expect(failure.message).toContain('_Z5twicei, which is twice(int)');
    expect(failure.message).toContain('extern "C"');
  });

  it('is called by its mangled name', async () => {
    const real = await workshop.open();
    const input = { symbol: '_Z5twicei', prototype: 'int twice(int v)', arguments: ['4'] };
    const record = await real.session.call(input);
    expect(record.ok && record.value.outcome).toMatchObject({ kind: 'returned', text: '8' });
  });

  it('is refused when it is data', async () => {
    const real = await workshop.open();
    const record = await real.session.call({ symbol: 'answer', prototype: 'int answer()', arguments: [] });
    expect(record.ok && record.value.outcome).toMatchObject({
      kind: 'failed',
      failure: { message: expect.stringContaining('is data') },
    });
  });
});

describe('a pinned call', () => {
  it('runs after each reload and keeps the result before', async () => {
    const real = await workshop.open();
    const input = { symbol: 'add', prototype: sum, arguments: ['3', '4'] };
    await real.session.call(input);
    expect((await real.session.pin(input)).ok).toBe(true);
    await workshop.build(good('*'));
    const { pinned } = await real.until((state) => state.pinned[0]?.latest?.generation === 2);
    expect(pinned[0]).toMatchObject({
      stale: null,
      previous: { generation: 1, outcome: { text: '7' } },
      latest: { generation: 2, outcome: { text: '12' } },
    });
    await workshop.build('extern "C" int other() { return 1; }');
    const gone = await real.until((state) => state.pinned[0]?.stale !== null);
    expect(gone.pinned[0]?.stale).toContain('add');
    expect(gone.pinned[0]?.latest?.generation).toBe(2);
  });

  it('whose prototype is another one by now is not run, and runs again when it fits', async () => {
    const real = await workshop.open();
    const input = { symbol: 'add', prototype: sum, arguments: ['3', '4'] };
    const pinned = await real.session.pin(input);
    await real.session.expect(pinned.ok ? pinned.value.id : '', '7');
    await real.session.runPinned(null);
    await workshop.build('extern "C" long add(long a, long b) { return a + b; }', ['-g']);
    const stale = await real.until((state) => state.pinned[0]?.stale !== null);
    expect(stale.pinned[0]).toMatchObject({
      stale: expect.stringMatching(/^This build has long(?: int)? add\(.*, and the call is pinned as /),
      latest: { generation: 1 },
      brokenBy: { generation: 2 },
    });
    await workshop.build(good('+'), ['-g']);
    const again = await real.until((state) => state.pinned[0]?.stale === null);
    expect(again.pinned[0]).toMatchObject({ latest: { generation: 3 }, brokenBy: null });
  });
});
