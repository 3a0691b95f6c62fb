import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildLibrary } from '../../native-samples/build-library.ts';
import type { LibraryOptions } from '../contract/generation.ts';
import type { HistoryEntry } from '../contract/history-entry.ts';
import type { RealSession } from './testing/real-session.ts';
import { countCopies, workshopForEachTest } from './testing/workshop.ts';

const sum = 'int add(int a, int b)';
const source = (operator: string, more = '') => `
  #include <stdlib.h>
  ${more}
  extern "C" int add(int a, int b) { return a ${operator} b; }
  extern "C" int counter() { static int count = 0; return ++count; }
  extern "C" int *own() { static int cell = 0; return &cell; }
  extern "C" void *make() { return calloc(1, 16); }
  extern "C" int fill(int *thing, int value) { int before = *thing; *thing = value; return before; }
`;
const swap = { strategy: 'swap' } as const;
const workshop = workshopForEachTest();

const pidOf = (real: RealSession) => real.session.state().generation?.pid;

async function openSum(options: Partial<LibraryOptions> = swap): Promise<RealSession> {
  await workshop.build(source('+'));
  return workshop.open({ options });
}

async function loadedEntry(real: RealSession, number: number): Promise<HistoryEntry> {
  return real.history.first(({ generation, verdict }) => generation === number && verdict === 'loaded');
}

describe('swap', () => {
  it('runs the new code in the same process, proves that the old image is gone, and keeps heap and saved values', async () => {
    const real = await openSum();
    const pid = pidOf(real);
    const made = await real.session.call({ symbol: 'make', prototype: 'int *make(void)', arguments: [] });
    if (!made.ok) throw new Error(made.failure.message);
    expect(real.session.saveValue({ recordId: made.value.id, from: 'result', path: [] }, 'kept').ok).toBe(
      true,
    );
    expect(await real.call('int fill(int *thing, int value)', '$kept', '5')).toBe('0');
    expect(await real.call('int counter()')).toBe('1');
    await workshop.build(source('*'));
    const entry = await loadedEntry(real, 2);
    expect(entry).toMatchObject({ strategy: 'swap', proof: { generation: 1, gone: true, reasons: [] } });
    expect(pidOf(real)).toBe(pid);
    expect(await real.call(sum, '3', '4')).toBe('12');
    expect(await real.call('int fill(int *thing, int value)', '$kept', '6')).toBe('5');
    expect(await real.call('int counter()')).toBe('1');
    await expect.poll(() => countCopies(real.copiesFolder)).toBe(2);
    const maps = await readFile(`/proc/${pid}/maps`, 'utf8');
    expect(new Set(maps.match(/\S+libx\.so.*/g))).toHaveProperty('size', 1);
  });

  it('marks a saved value as dead that points into the image that is gone', async () => {
    const real = await openSum();
    const own = await real.session.call({ symbol: 'own', prototype: 'int *own(void)', arguments: [] });
    if (!own.ok) throw new Error(own.failure.message);
    real.session.saveValue({ recordId: own.value.id, from: 'result', path: [] }, 'cell');
    await workshop.build(source('*'));
    await loadedEntry(real, 2);
    expect(real.session.state().saved[0]?.dead).toContain('build #1, which was unloaded');
    expect(await real.call('int fill(int *thing, int value)', '$cell', '5')).toBe('bad-argument');
  });

  it('lets nobody save a value of an earlier call that points into the image that is gone', async () => {
    const real = await openSum();
    const own = await real.session.call({ symbol: 'own', prototype: 'int *own(void)', arguments: [] });
    const made = await real.session.call({ symbol: 'make', prototype: 'int *make(void)', arguments: [] });
    if (!own.ok || !made.ok) throw new Error('not called');
    await workshop.build(source('*'));
    await loadedEntry(real, 2);
    const save = (recordId: string) => real.session.saveValue({ recordId, from: 'result', path: [] }, 'late');
    expect(save(own.value.id)).toMatchObject({ failure: { code: 'not-loaded' } });
    expect(save(made.value.id)).toMatchObject({ ok: true });
    const again = await real.session.call({ symbol: 'own', prototype: 'int *own(void)', arguments: [] });
    expect(again.ok && save(again.value.id)).toMatchObject({ ok: true });
  });

  it('changes nothing when the new build cannot be opened', async () => {
    const real = await openSum();
    const pid = pidOf(real);
    expect(await real.call('int counter()')).toBe('1');
    await workshop.build(source('+ missing() +', 'int missing();'));
    const entry = await real.history.first(({ verdict }) => verdict === 'rejected');
    expect(entry).toMatchObject({ answering: 1, failure: { code: 'dlopen-failed' }, proof: null });
    expect(await real.call('int counter()')).toBe('2');
    expect(pidOf(real)).toBe(pid);
    await workshop.build(source('*'));
    expect((await loadedEntry(real, 2)).proof).toMatchObject({ gone: true });
    expect(await real.call(sum, '3', '4')).toBe('12');
    expect(pidOf(real)).toBe(pid);
  });

  it('brings the build before back when the new one ends the process while loading', async () => {
    const real = await openSum();
    await workshop.build(
      '__attribute__((constructor)) static void start() { *(volatile int *)nullptr = 1; }',
    );
    const entry = await real.history.first(({ verdict }) => verdict === 'crashed');
    expect(entry).toMatchObject({
      generation: null,
      answering: 1,
      fault: { kind: 'signal', during: 'load' },
    });
    expect(entry.notes.join(' ')).toContain('#1 runs in another');
    expect(await real.call(sum, '3', '4')).toBe('7');
    expect(real.history.entries.filter(({ verdict }) => verdict === 'fault')).toEqual([]);
  });

  it.each([
    [
      'crashes',
      '*(volatile int *)nullptr = 1;',
      'The runner was ended by SIGSEGV while it unloaded the library.',
    ],
    [
      'hangs',
      'for (;;) asm volatile("");',
      'The runner was stopped after 500 ms while it unloaded the library.',
    ],
  ])('runs the new build in a new process when a destructor of the old one %s', async (_what, body, says) => {
    await workshop.build(source('+', `__attribute__((destructor)) static void end() { ${body} }`));
    const real = await workshop.open({ options: swap, limits: { unloadTimeoutMs: 500 } });
    const pid = pidOf(real);
    await workshop.build(source('*'));
    const { notes } = await loadedEntry(real, 2);
    expect(notes.join(' ')).toContain(
      `The process ended while the old build was unloaded, and its state with it; the new build runs in another. ${says}`,
    );
    expect(await real.call(sum, '3', '4')).toBe('12');
    expect(pidOf(real)).not.toBe(pid);
  });

  it('loads the same build anew on request', async () => {
    const real = await openSum();
    const pid = pidOf(real);
    expect(await real.call('int counter()')).toBe('1');
    expect((await real.session.reload('manual')).ok).toBe(true);
    expect(await real.call('int counter()')).toBe('1');
    expect(pidOf(real)).toBe(pid);
  });
});

describe('a needed library beside the library', () => {
  const neighbour = (value: number) =>
    buildLibrary(`extern "C" int near() { return ${value}; }`, join(workshop.folder, 'libnear.so'), [
      '-Wl,-soname,libnear.so',
    ]);
  const build = (factor: number) =>
    workshop.build(`extern "C" int near(); extern "C" int ask() { return ${factor} * near(); }`, [
      `-L${workshop.folder}`,
      '-lnear',
      '-Wl,-rpath,$ORIGIN',
    ]);

  it('that was rebuilt too is not mixed with its old code', async () => {
    await neighbour(2);
    await build(10);
    const real = await workshop.open({ options: swap });
    expect(await real.call('int ask()')).toBe('20');
    await neighbour(3);
    await build(100);
    const entry = await loadedEntry(real, 2);
    expect(await real.call('int ask()')).toBe('300');
    expect(entry.notes.join(' ')).toContain('libnear.so is another one now');
  });

  it('that is as it was stays open with the process', async () => {
    await neighbour(2);
    await build(10);
    const real = await workshop.open({ options: swap });
    const pid = pidOf(real);
    await build(100);
    await loadedEntry(real, 2);
    expect(await real.call('int ask()')).toBe('200');
    expect(pidOf(real)).toBe(pid);
  });
});
