import { expect, test } from 'vitest';
import { blockedBy, planOfSteps } from './test-plan.mjs';

test('everything, in the order that finds faults soonest', () => {
  expect(planOfSteps([])).toEqual([
    'lint',
    'types',
    'samples',
    'build',
    'libraries',
    'unit',
    'package',
    'e2e',
  ]);
});

test.each([
  ['lint', ['lint', 'types']],
  ['unit', ['samples', 'build', 'libraries', 'unit']],
  ['e2e', ['samples', 'build', 'libraries', 'package', 'e2e']],
])('only %s', (only, steps) => {
  expect(planOfSteps(['--only', only])).toEqual(steps);
});

test.each([
  [['--only']],
  [['--only', 'all']],
  [['--only', 'constructor']],
  [['unit']],
  [['--only', 'unit', 'e2e']],
])('refuses %j', (args) => {
  expect(() => planOfSteps(args)).toThrow('lint, unit, e2e');
});

test('a failed build stops what needs it, and nothing else', () => {
  const failed = new Set(['build'] as const);
  expect(blockedBy('e2e', failed)).toBe('build');
  expect(blockedBy('package', failed)).toBe('build');
  expect(blockedBy('unit', failed)).toBeUndefined();
  expect(blockedBy('unit', new Set(['samples'] as const))).toBe('samples');
  expect(blockedBy('unit', new Set(['libraries'] as const))).toBeUndefined();
});
