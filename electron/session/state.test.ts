import { describe, expect, it } from 'vitest';
import type { LibraryOptions } from '../contract/generation.ts';
import type { HistoryEntry } from '../contract/history-entry.ts';
import type { StateView } from '../contract/state-view.ts';
import type { StateChange, StateChoices } from '../contract/variables.ts';
import type { RealSession } from './testing/real-session.ts';
import { workshopForEachTest } from './testing/workshop.ts';

/** A library with state; `more` stands before everything else. */
const source = ({ more = '', start = 0, type = 'int', hook = '' } = {}) => `
  #include <stdlib.h>
  ${more}
  struct position { ${type} x, y; };
  int total = 100;
  static struct position place = {1, 2};
  static int *heap;
  static int *own = &total;
  extern "C" int counter() { static int count = ${start}; return ++count; }
  extern "C" int move(int by) { place.x += by; total += by; return (int)place.x; }
  extern "C" int remember(int value) { if (!heap) heap = (int *)malloc(4); own = &total; return *heap = value; }
  extern "C" int point() { own = heap ? &total : own; static int other; own = &other; return *own; }
  extern "C" int recall() { return heap ? *heap : -1; }
  extern "C" void save(void **state) { *state = heap; }
  extern "C" void restore(void **state) { heap = (int *)*state; }
  ${hook}
`;
const workshop = workshopForEachTest();

async function open(options: Partial<LibraryOptions> = { strategy: 'swap' }): Promise<RealSession> {
  await build(source());
  const real = await workshop.open({ options });
  await real.until(({ variableCount }) => variableCount !== null);
  return real;
}

const count = 'int counter()';

/** With debug information, which tells static variables and types. */
const build = (text: string) => workshop.build(text, ['-g']);

function loaded(real: RealSession, number: number): Promise<HistoryEntry> {
  return real.history.first(({ generation, verdict }) => generation === number && verdict === 'loaded');
}

/** What the entry of the load says once the variables were looked at. */
async function stateOf(real: RealSession, number: number): Promise<StateChange> {
  const entry = await real.history.first(({ generation, state }) => generation === number && state !== null);
  if (entry.state === null) throw new Error('nothing is said');
  return entry.state;
}

async function view(real: RealSession): Promise<StateView> {
  const read = await real.session.variables();
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}

async function values(real: RealSession): Promise<Record<string, string | undefined>> {
  const { variables } = await view(real);
  return Object.fromEntries(variables.map(({ name, value }) => [name, value?.text]));
}

async function choose(real: RealSession, names: readonly string[], hooks?: Partial<StateChoices['hooks']>) {
  const { variables } = await view(real);
  const carry = variables.filter(({ name }) => names.includes(name)).map(({ key }) => key);
  expect(carry.length).toBe(names.length);
  const { before = null, after = null } = hooks ?? {};
  // All at once, as quick clicks come.
  const chosen = await Promise.all([
    ...carry.map((key) => real.session.chooseState({ kind: 'carry', key, carried: true })),
    real.session.chooseState({ kind: 'hook', which: 'before', symbol: before }),
    real.session.chooseState({ kind: 'hook', which: 'after', symbol: after }),
  ]);
  expect(chosen.every(({ ok }) => ok)).toBe(true);
  expect(real.session.state().stateChoices).toEqual({ carry, hooks: { before, after } });
}

describe('the state of a library', () => {
  it('is listed with its values of this moment', async () => {
    const real = await open();
    expect(await real.call(count)).toBe('1');
    expect(await values(real)).toMatchObject({
      total: '100',
      place: '{x: 1, y: 2}',
      'counter()::count': '1',
    });
    expect(real.session.state().variableCount).toBe((await view(real)).total);
    const counter = (await view(real)).variables.find(({ name }) => name === 'counter()::count');
    expect(counter).toMatchObject({ kind: 'static', type: 'int', size: 4, changed: true, fate: null });
  });

  it.each(['swap', 'fresh', 'strict'] as const)(
    'is told as reset by %s where it had changed',
    async (strategy) => {
      const real = await open({ strategy });
      for (let calls = 0; calls < 5; calls += 1) await real.call(count);
      await build(source({ more: '/* another */ int unused() { return 3; }' }));
      expect(await stateOf(real, 2)).toEqual({
        variables: [
          {
            name: 'counter()::count',
            key: expect.stringContaining('counter::count'),
            fate: 'reset',
            before: '5',
            after: '0',
            note: '',
          },
        ],
        resetCount: 1,
        carriedCount: 0,
        notCompared: 0,
      });
      const marked = (await view(real)).variables.filter(({ fate }) => fate !== null);
      expect(marked.map(({ name, fate }) => [name, fate])).toEqual([['counter()::count', 'reset']]);
    },
  );

  it('is listed, told and carried in the main process as well', async () => {
    const real = await open({ runIn: 'in-main' });
    await choose(real, ['counter()::count']);
    await real.call(count);
    await real.call('int move(int by)', '4');
    await build(source({ more: '/* another */ int unused() { return 3; }' }));
    expect(await stateOf(real, 2)).toMatchObject({ carriedCount: 1, resetCount: 2 });
    expect(await real.call(count)).toBe('2');
  });

  it('has thread-local ones as the thread that makes the calls has them', async () => {
    const text = (first: number) => `
      #include <pthread.h>
      thread_local int mine = ${first};
      static thread_local long steps;
      extern "C" int touch() { ++steps; return mine++; }
      static void *other(void *) { mine = 99; return 0; }
      extern "C" int elsewhere() { pthread_t thread; pthread_create(&thread, 0, other, 0); return pthread_join(thread, 0); }`;
    await workshop.build(text(3), ['-g']);
    const real = await workshop.open({ options: { strategy: 'swap' } });
    const untouched = { address: null, changed: false, threadLocal: true };
    expect((await view(real)).variables).toMatchObject([
      { name: 'mine', value: { text: '3' }, ...untouched },
      { name: 'steps', value: { text: '0' }, ...untouched },
    ]);
    expect(await real.call('int touch()')).toBe('3');
    expect(await real.call('int elsewhere()')).toBe('0');
    const touched = { address: expect.stringMatching(/^0x/), changed: true };
    expect((await view(real)).variables).toMatchObject([
      { name: 'mine', value: { text: '4' }, ...touched },
      { name: 'steps', value: { text: '1' }, ...touched },
    ]);
    await workshop.build(text(7), ['-g']);
    const { variables } = await stateOf(real, 2);
    expect(variables).toMatchObject([
      { name: 'mine', fate: 'reset', before: '4', after: '7' },
      { name: 'steps', fate: 'reset', before: '1', after: '0' },
    ]);
    expect(await values(real)).toEqual({ mine: '7', steps: '0' });
  });

  it('says nothing where only the initial value was edited', async () => {
    const real = await open();
    await build(source({ start: 7 }));
    await loaded(real, 2);
    expect(await real.call(count)).toBe('8');
    await build(source({ start: 9 }));
    expect(await stateOf(real, 3)).toMatchObject({ variables: [{ before: '8', after: '9' }], resetCount: 1 });
    expect(real.history.entries.find(({ generation }) => generation === 2)?.state).toBeNull();
  });
});

describe('a variable that stays', () => {
  it('because the old build could not leave is told as kept', async () => {
    const unique = (version: number) => `
      template <class T> struct Counter { static int value; };
      template <class T> int Counter<T>::value = 0;
      extern "C" int bump() { return ++Counter<int>::value; }
      extern "C" int version() { return ${version}; }`;
    await build(unique(1));
    const real = await workshop.open({ options: { strategy: 'swap', whenStuck: 'keep' } });
    await real.until(({ variableCount }) => variableCount !== null);
    expect(await real.call('int bump()')).toBe('1');
    await build(unique(2));
    expect(await stateOf(real, 2)).toMatchObject({
      variables: [{ name: 'Counter<int>::value', fate: 'kept', before: '1' }],
      resetCount: 0,
    });
    expect(await real.call('int bump()')).toBe('2');
    expect((await view(real)).variables).toMatchObject([
      { fate: 'kept', elsewhere: expect.stringMatching(/libx\.so$/), value: { text: '2' } },
    ]);
  });

  it('is carried to another place, when the build that runs is opened there', async () => {
    const real = await open();
    await choose(real, ['counter()::count']);
    expect(await real.call(count)).toBe('1');
    expect(await real.session.setOptions({ binding: 'lazy' })).toMatchObject({ ok: true });
    expect(await stateOf(real, 2)).toMatchObject({ carriedCount: 1, resetCount: 0 });
    expect(await real.call(count)).toBe('2');
  });
});

describe('carrying values', () => {
  it.each(['swap', 'fresh', 'strict'] as const)('goes on with them after %s', async (strategy) => {
    const real = await open({ strategy });
    await choose(real, ['counter()::count', 'place']);
    await real.call(count);
    await real.call('int move(int by)', '4');
    await build(source({ more: '/* another */ int unused() { return 3; }' }));
    expect(await stateOf(real, 2)).toMatchObject({
      variables: [
        { name: 'total', fate: 'reset', before: '104', after: '100' },
        { name: 'counter()::count', fate: 'carried', before: '1' },
        { name: 'place', fate: 'carried', before: '{x: 5, y: 2}' },
      ],
      resetCount: 1,
      carriedCount: 2,
    });
    expect(await real.call(count)).toBe('2');
    expect(await real.call('int move(int by)', '1')).toBe('6');
  });

  it('says so of a variable that is too large', async () => {
    const large = (version: number) => `
      char table[70000];
      extern "C" int fill() { return ++table[0]; }
      extern "C" int version() { return ${version}; }`;
    await build(large(1));
    const real = await workshop.open({ options: { strategy: 'swap' } });
    await choose(real, ['table']);
    await real.call('int fill()');
    await build(large(2));
    const { notes } = await loaded(real, 2);
    expect(notes).toContain(
      'table was not carried: it has 70000 bytes, and at most 65536 of one variable are.',
    );
  });

  it('goes on with a variable that is initialised at the first call, or lets that happen', async () => {
    const guarded = (version: number) => `
      int start() { return 40; }
      extern "C" int kept() { static int n = start(); return ++n; }
      extern "C" int version() { return ${version}; }`;
    await build(guarded(1));
    const real = await workshop.open({ options: { strategy: 'swap' } });
    await choose(real, ['kept()::n']);
    await build(guarded(2));
    await loaded(real, 2);
    expect(await real.call('int kept()')).toBe('41');
    await build(guarded(3));
    expect(await stateOf(real, 3)).toMatchObject({ carriedCount: 1 });
    expect(await real.call('int kept()')).toBe('42');
  });

  it('says why it is not done where the type changed', async () => {
    const real = await open();
    await choose(real, ['place']);
    await build(source({ type: 'short' }));
    expect(await stateOf(real, 2)).toMatchObject({
      variables: [{ name: 'place', fate: 'not-carried', note: 'Its size changed from 8 to 4 bytes.' }],
    });
    await build(source({ type: 'unsigned short' }));
    expect(await stateOf(real, 3)).toMatchObject({
      variables: [{ fate: 'not-carried', note: 'The layout of position changed at x.' }],
    });
    expect(await values(real)).toMatchObject({ place: '{x: 1, y: 2}' });
  });

  it('takes pointers to the heap along in one process, and none into the old image', async () => {
    const real = await open();
    await choose(real, ['heap', 'own']);
    expect(await real.call('int remember(int value)', '7')).toBe('7');
    await build(source({ more: '/* another */ int unused() { return 3; }' }));
    const { variables } = await stateOf(real, 2);
    expect(variables).toMatchObject([
      { name: 'own', fate: 'not-carried', note: expect.stringContaining('points into the old build') },
      { name: 'heap', fate: 'carried', note: expect.stringContaining('must outlive') },
    ]);
    expect(await real.call('int recall()')).toBe('7');
  });

  it('takes no pointers to another process', async () => {
    const real = await open({ strategy: 'fresh' });
    await choose(real, ['heap']);
    expect(await real.call('int remember(int value)', '7')).toBe('7');
    await build(source({ more: '/* another */ int unused() { return 3; }' }));
    expect(await stateOf(real, 2)).toMatchObject({
      variables: [{ name: 'heap', fate: 'not-carried', note: expect.stringContaining('new process') }],
    });
    expect(await real.call('int recall()')).toBe('-1');
  });
});

describe('hooks', () => {
  it('keep a pointer to the heap over a swap', async () => {
    const real = await open();
    await choose(real, [], { before: 'save', after: 'restore' });
    expect(await real.call('int remember(int value)', '7')).toBe('7');
    await build(source({ more: '/* another */ int unused() { return 3; }' }));
    expect((await loaded(real, 2)).notes).toEqual([]);
    expect(await real.call('int recall()')).toBe('7');
  });

  it('get NULL in a fresh process', async () => {
    const real = await open({ strategy: 'fresh' });
    await choose(real, [], { before: 'save', after: 'restore' });
    expect(await real.call('int remember(int value)', '7')).toBe('7');
    await build(source({ more: '/* another */ int unused() { return 3; }' }));
    await loaded(real, 2);
    expect(await real.call('int recall()')).toBe('-1');
  });

  it('are refused where the build has no such function, or one with other arguments', async () => {
    const real = await open();
    const hooks = (before: string) =>
      real.session.chooseState({ kind: 'hook', which: 'before', symbol: before });
    expect(await hooks('absent')).toMatchObject({ ok: false, failure: { argument: 'before' } });
    expect(await hooks('total')).toMatchObject({ ok: false });
    expect(await hooks('save')).toMatchObject({ ok: true });
  });

  it('of the next build that is missing is a note, and the build runs', async () => {
    const real = await open();
    await choose(real, [], { after: 'restore' });
    await build('extern "C" int add(int a, int b) { return a + b; }');
    expect((await loaded(real, 2)).notes.join(' ')).toMatch(/hook restore of the new build failed/);
    expect(await real.call('int add(int a, int b)', '3', '4')).toBe('7');
  });

  const crash = 'extern "C" void crash(void **) { *(volatile int *)nullptr = 1; }';

  it.each(['swap', 'fresh', 'strict'] as const)(
    'that crash in the old build cost its state with %s, and the new one runs',
    async (strategy) => {
      await build(source({ hook: crash }));
      const real = await workshop.open({ options: { strategy } });
      await choose(real, [], { before: 'crash' });
      await build(source({ hook: crash, start: 5 }));
      const entry = await loaded(real, 2);
      expect(entry.notes.join(' ')).toMatch(/hook crash of build #1 failed: .*SIGSEGV/);
      expect(entry.failedHook).toBe('crash');
      expect(await real.call(count)).toBe('6');
      expect(real.history.entries.filter(({ verdict }) => verdict === 'fault')).toEqual([]);
    },
  );

  it.each(['swap', 'fresh', 'strict'] as const)(
    'that crash in the new build bring the old one back with %s, once',
    async (strategy) => {
      await build(source({ hook: 'extern "C" void crash(void **) {}' }));
      const real = await workshop.open({ options: { strategy } });
      await choose(real, [], { after: 'crash' });
      await build(source({ hook: crash, start: 5 }));
      const entry = await real.history.first(({ verdict }) => verdict === 'crashed');
      expect(entry).toMatchObject({ answering: 1, fault: { kind: 'signal', signal: 'SIGSEGV' } });
      expect(entry.failure?.message).toMatch(/hook crash of the new build failed/);
      expect(entry).toMatchObject({ failedHook: 'crash', fault: { during: 'call' } });
      expect(await real.call(count)).toBe('1');
      await build(source({ hook: 'extern "C" void crash(void **) {}', start: 8 }));
      await loaded(real, 2);
      expect(await real.call(count)).toBe('9');
    },
  );

  it('that never return are ended', async () => {
    const hang = 'extern "C" void hang(void **) { for (;;) {} }';
    await build(source({ hook: hang }));
    const real = await workshop.open({ options: { strategy: 'swap' }, limits: { hookTimeoutMs: 300 } });
    await choose(real, [], { before: 'hang' });
    await build(source({ hook: hang, start: 5 }));
    expect((await loaded(real, 2)).notes.join(' ')).toMatch(/hook hang of build #1 failed/);
    expect(await real.call(count)).toBe('6');
  });
});
