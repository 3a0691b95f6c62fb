import { copyFile, readdir, readFile, rename } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type PreparedBuild, prepareBuild } from '../../native-samples/build-library.ts';
import { type BuiltRunner, buildRunnerForTests } from '../runner/build-for-tests.ts';
import { countCopies, openWorkshop, type Workshop } from './testing/workshop.ts';

const source = (operator: string) => `extern "C" int add(int a, int b) { return a ${operator} b; }`;
const sum = 'int add(int a, int b)';
let runner: BuiltRunner;
let workshop: Workshop;
let builds: readonly PreparedBuild[] = [];

beforeAll(async () => {
  runner = await buildRunnerForTests();
  workshop = await openWorkshop(runner);
  builds = await Promise.all(['+', '*'].map((operator) => prepareBuild(source(operator))));
}, 60_000);
afterAll(async () => {
  await workshop.close();
  await Promise.all(builds.map((build) => build.remove()));
  await runner.remove();
});

async function replace(number: number): Promise<void> {
  const next = `${workshop.library}.next`;
  await copyFile(builds[number % 2]?.library ?? '', next);
  await rename(next, workshop.library);
}

/** What this process holds: descriptors by what they lead to, and child processes. */
async function holdings(): Promise<{ readonly descriptors: number; readonly children: number }> {
  const descriptors = await readdir('/proc/self/fd');
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  return { descriptors: descriptors.length, children: children.split(' ').filter(Boolean).length };
}

it.each([
  { strategy: 'fresh', rounds: 50 },
  { strategy: 'strict', rounds: 100 },
] as const)(
  '$rounds reloads ($strategy) in a row miss none, double none and leave nothing behind',
  async ({ strategy, rounds }) => {
    await replace(2);
    const real = await workshop.open({ options: { strategy } });
    await real.session.release();
    const held = await holdings();
    await real.session.reload('manual');
    for (let number = 3; number <= rounds; number += 1) {
      await replace(number);
      await real.until(({ generation }) => generation?.number === number);
      expect(await real.call(sum, '3', '4')).toBe(number % 2 === 0 ? '7' : '12');
    }
    expect(real.history.entries.filter(({ verdict }) => verdict === 'loaded')).toHaveLength(rounds);
    await real.session.release();
    // Of two builds that took turns.
    expect(await countCopies(real.copiesFolder)).toBe(2);
    // The pipes of a process that has ended are closed a turn later.
    await vi.waitFor(async () => expect(await holdings()).toEqual(held));
    await real.session.close();
    expect(await countCopies(real.copiesFolder)).toBe(0);
  },
);
