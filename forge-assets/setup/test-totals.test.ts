import { expect, test } from 'vitest';
import { closingLine, playwrightTotals, sumOf, vitestTotals } from './test-totals.mjs';

test('reads a vitest report; a file that does not load is a failure', () => {
  const report = {
    numPassedTests: 10,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(vitestTotals(report)).toEqual({ passed: 10, failed: 2, skipped: 3 });
});

test('reads a Playwright report; flaky tests and errors outside of tests are failures', () => {
  const report = { stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 1 }, errors: [{}] };
  expect(playwrightTotals(report)).toEqual({ passed: 7, failed: 3, skipped: 1 });
});

test('sums up in one line', () => {
  const sum = sumOf([
    { passed: 100, failed: 0, skipped: 0 },
    { passed: 23, failed: 1, skipped: 2 },
  ]);
  expect(sum).toEqual({ passed: 123, failed: 1, skipped: 2 });
  expect(closingLine(sum)).toBe('123 passed, 1 failed');
});
