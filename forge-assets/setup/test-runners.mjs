import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onInterrupt, startProcess } from './child-process.mjs';
import { say } from './progress.mjs';
import { readableCheckout } from './readable-checkout.mjs';
import { inRepository, repositoryRoot } from './repository.mjs';
import { ensureSandbox } from './sandbox.mjs';
import { playwrightTotals, vitestTotals } from './test-totals.mjs';
import { ensureTestUser, testUserEnvironment } from './test-user.mjs';
import { hasDisplay, startVirtualDisplay } from './virtual-display.mjs';

/** Where reports, traces and screenshots of failures are found after a run. */
export const resultsFolder = inRepository('test-results');

/**
 * Runs the unit tests.
 * @returns {Promise<import('./test-totals.mjs').Totals>}
 */
export async function runUnitTests() {
  const report = join(resultsFolder, 'unit.json');
  const vitest = inRepository('node_modules/vitest/vitest.mjs');
  const config = inRepository('forge-assets/vite/vitest.config.ts');
  const args = [
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  rmSync(report, { force: true });
  const code = await runAttached(process.execPath, [vitest, ...args], {
    cwd: repositoryRoot,
    env: process.env,
  });
  return totalsOf(report, code, vitestTotals);
}

/**
 * Runs the end-to-end tests, as root on behalf of an ordinary user, so that Chromium's sandbox is on.
 * @param {string} executable Electron's
 * @returns {Promise<import('./test-totals.mjs').Totals>}
 */
export async function runEndToEndTests(executable) {
  const user = process.getuid?.() === 0 ? await ensureTestUser() : undefined;
  await ensureSandbox(executable, user?.prefix);
  const checkout = user ? await readableCheckout(user) : { folder: repositoryRoot };
  // With a virtual display of its own the run does not open windows over the user's work.
  const display = user || !hasDisplay(process.env) ? await startVirtualDisplay(user) : undefined;
  if (display) say(`The windows open on a virtual display (Xvfb, ${display.name})`);
  const output = mkdtempSync(join(tmpdir(), 'dlscope-results-'));
  if (user) chownSync(output, user.uid, user.gid);
  try {
    return await runPlaywright(checkout.folder, output, user, display?.env ?? {});
  } finally {
    await display?.stop();
    keepResults(output);
    checkout.remove?.();
  }
}

/**
 * @param {string} folder the checkout to test
 * @param {string} output
 * @param {import('./test-user.mjs').TestUser | undefined} user
 * @param {Record<string, string>} displayEnv
 */
async function runPlaywright(folder, output, user, displayEnv) {
  const report = join(output, 'e2e.json');
  const own = {
    ...displayEnv,
    DLSCOPE_TEST_OUTPUT: join(output, 'e2e'),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  };
  const env = user ? testUserEnvironment(process.env, own) : { ...process.env, ...own };
  const cli = join(folder, 'node_modules/@playwright/test/cli.js');
  const config = join(folder, 'e2e/playwright.config.ts');
  const [command = '', ...args] = [
    ...(user?.prefix ?? []),
    user?.node ?? process.execPath,
    ...[cli, 'test', '--config', config, '--reporter=list,json', '--trace=retain-on-failure'],
  ];
  const code = await runAttached(command, args, { cwd: folder, env });
  return totalsOf(report, code, playwrightTotals);
}

/**
 * Runs a command in the foreground; Ctrl+C ends it and all it started.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>}
 */
async function runAttached(command, args, options) {
  const running = startProcess(command, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
  const stopListening = onInterrupt(() => running.stop());
  const code = await running.ended;
  await running.stop();
  stopListening();
  return code;
}

/**
 * @template Report
 * @param {string} report
 * @param {number} code the runner's exit code
 * @param {(report: Report) => import('./test-totals.mjs').Totals} read
 * @returns {import('./test-totals.mjs').Totals}
 */
function totalsOf(report, code, read) {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const totals = read(JSON.parse(readFileSync(report, 'utf8')));
  // A runner that fails although no test did (an unhandled error, say) is a failure.
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

/** @param {string} output */
function keepResults(output) {
  mkdirSync(resultsFolder, { recursive: true });
  rmSync(join(resultsFolder, 'e2e'), { recursive: true, force: true });
  cpSync(output, resultsFolder, { recursive: true });
  rmSync(output, { recursive: true, force: true });
}
