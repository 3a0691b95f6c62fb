/**
 * How many tests did what.
 * @typedef {{ passed: number, failed: number, skipped: number }} Totals
 */

/**
 * What is read of vitest's JSON report.
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {readonly { status: string, assertionResults: readonly unknown[] }[]} testResults
 */

/**
 * What is read of Playwright's JSON report.
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {readonly unknown[]} errors
 */

/**
 * The totals of a vitest JSON report. A file that could not be run at all counts as one failure.
 * @param {VitestReport} report
 * @returns {Totals}
 */
export function vitestTotals(report) {
  const files = report.testResults;
  const brokenFiles = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * The totals of a Playwright JSON report. A test that passed only when repeated counts as failed;
 * an error outside of the tests counts as one failure.
 * @param {PlaywrightReport} report
 * @returns {Totals}
 */
export function playwrightTotals(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}

/**
 * @param {readonly Totals[]} totals
 * @returns {Totals}
 */
export function sumOf(totals) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of totals) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/**
 * The last line of a run.
 * @param {Totals} totals
 * @returns {string}
 */
export function closingLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}
