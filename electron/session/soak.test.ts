import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltRunner, buildRunnerForTests } from '../runner/build-for-tests.ts';
import { soakMixture, soakSteadily } from './testing/soak/soak-runs.ts';

// A share of what `npm run soak` does.
let runner: BuiltRunner;

beforeAll(async () => {
  runner = await buildRunnerForTests();
}, 60_000);
afterAll(() => runner.remove());

describe('a library that is replaced in every way, in an order that nobody chose', {
  timeout: 240_000,
}, () => {
  it.each([
    { strategy: 'swap', replacements: 120 },
    { strategy: 'fresh', replacements: 30 },
    { strategy: 'strict', replacements: 30 },
  ] as const)('is loaded once by each of $replacements ($strategy)', async ({ strategy, replacements }) => {
    const { result, complaints } = await soakMixture(runner.path, { strategy, replacements, seed: 20 });
    expect(result.faults).toEqual([]);
    expect(complaints).toEqual([]);
    expect(result.replacements).toBeGreaterThanOrEqual(replacements);
  });
});

it('150 reloads by swap leave memory, descriptors, maps, copies and processes as they are', {
  timeout: 120_000,
}, async () => {
  const { result, complaints } = await soakSteadily(runner.path, { reloads: 150, every: 50 });
  expect(complaints).toEqual([]);
  expect(result).toMatchObject({ stale: 0, runners: 1 });
});
