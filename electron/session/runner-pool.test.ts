import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Fault } from '../contract/fault.ts';
import type { Runner } from '../processes/runner.ts';
import { RunnerPool } from './runner-pool.ts';

const stopped: Fault = { kind: 'stopped', during: 'idle', stderrTail: '' };

interface FakeRunner extends Runner {
  alive: boolean;
}

function fakeRunner(): FakeRunner {
  const listeners: ((fault: Fault) => void)[] = [];
  const runner: FakeRunner = {
    place: 'isolated',
    pid: 1,
    alive: true,
    activity: 'idle',
    ready: Promise.resolve({ ok: true, value: { pid: 1 } }),
    load: () => Promise.reject(new Error('not asked here')),
    use: () => Promise.reject(new Error('not asked here')),
    unload: () => Promise.reject(new Error('not asked here')),
    explain: () => Promise.reject(new Error('not asked here')),
    call: () => Promise.reject(new Error('not asked here')),
    read: () => Promise.reject(new Error('not asked here')),
    keep: () => Promise.reject(new Error('not asked here')),
    readVariables: () => Promise.reject(new Error('not asked here')),
    writeVariables: () => Promise.reject(new Error('not asked here')),
    hook: () => Promise.reject(new Error('not asked here')),
    stop: async () => {
      runner.alive = false;
      for (const listener of listeners) listener(stopped);
    },
    onGone: (listener) => {
      listeners.push(listener);
      return () => undefined;
    },
  };
  return runner;
}

let started: FakeRunner[];
let pool: RunnerPool;

beforeEach(() => {
  vi.useFakeTimers();
  started = [];
  pool = new RunnerPool({
    startIsolated: () => {
      const runner = fakeRunner();
      started.push(runner);
      return runner;
    },
    createInMain: async () => fakeRunner(),
    calmMs: 500,
  });
});
afterEach(() => void vi.useRealTimers());

test('the warm spare is handed out and another takes its place', async () => {
  pool.keepSpare();
  vi.advanceTimersByTime(500);
  expect(started).toHaveLength(1);
  const outcome = await pool.acquire('isolated');
  expect(outcome).toEqual({ ok: true, value: started[0] });
  expect(started).toHaveLength(1);
  vi.advanceTimersByTime(500);
  expect(started).toHaveLength(2);
});

test('warming up starts the spare at once and only one', () => {
  pool.warmUp();
  pool.warmUp();
  expect(started).toHaveLength(1);
});

test('a storm starts what it needs and a spare only after it', async () => {
  for (let count = 0; count < 10; count += 1) {
    await pool.acquire('isolated');
    vi.advanceTimersByTime(100);
  }
  expect(started).toHaveLength(10);
  vi.advanceTimersByTime(500);
  expect(started).toHaveLength(11);
});

test('a spare that died is not handed out', async () => {
  pool.keepSpare();
  vi.advanceTimersByTime(500);
  await started[0]?.stop();
  const outcome = await pool.acquire('isolated');
  expect(outcome.ok && outcome.value.alive).toBe(true);
});

test('closing ends all of them and starts no more', async () => {
  await pool.acquire('isolated');
  await pool.acquire('isolated');
  await pool.close();
  vi.advanceTimersByTime(10_000);
  expect(await pool.acquire('isolated')).toMatchObject({
    ok: false,
    failure: { code: 'runner-unavailable' },
  });
  expect(started.map((runner) => runner.alive)).toEqual([false, false]);
});

test('a runner in main starts no process', async () => {
  await pool.acquire('in-main');
  expect(started).toEqual([]);
});
