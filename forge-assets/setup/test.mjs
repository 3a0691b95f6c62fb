import { buildProgram } from './build.mjs';
import { packageForTests } from './package-program.mjs';
import { ensurePackages } from './packages.mjs';
import { prepareMachine } from './prepare.mjs';
import { longStep, say, talkativeStep } from './progress.mjs';
import { ensureRealLibraries } from './real-libraries.mjs';
import { inRepository, repositoryRoot } from './repository.mjs';
import { runCommand } from './run-command.mjs';
import { buildSamples } from './samples.mjs';
import { runCommandLine, SetupError } from './setup-error.mjs';
import { blockedBy, planOfSteps } from './test-plan.mjs';
import { resultsFolder, runEndToEndTests, runUnitTests } from './test-runners.mjs';
import { closingLine, sumOf } from './test-totals.mjs';

/** @typedef {import('./test-plan.mjs').StepName} StepName */
/** @typedef {import('./test-totals.mjs').Totals} Totals */

const none = { passed: 0, failed: 0, skipped: 0 };
const oneFailure = { passed: 0, failed: 1, skipped: 0 };

async function packagesOnly() {
  await ensurePackages();
  return '';
}

/**
 * @param {readonly StepName[]} plan
 * @param {string} executable
 * @returns {Promise<Totals[]>}
 */
async function runPlan(plan, executable) {
  /** @type {Set<StepName>} */
  const failed = new Set();
  const all = [];
  for (const step of plan) {
    const obstacle = blockedBy(step, failed);
    if (obstacle) say(`Left out: ${step}, because of: ${obstacle}`);
    const totals = obstacle ? oneFailure : await runStep(step, executable);
    if (totals.failed > 0) failed.add(step);
    all.push(totals);
  }
  return all;
}

/**
 * @param {StepName} step
 * @param {string} executable
 * @returns {Promise<Totals>}
 */
async function runStep(step, executable) {
  if (step === 'unit') return talkativeStep('Unit tests', runUnitTests);
  if (step === 'e2e') return talkativeStep('End-to-end tests', () => runEndToEndTests(executable));
  try {
    await checks[step]();
    return none;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.log(`✗ ${error.message}`);
    return oneFailure;
  }
}

const checks = {
  lint: () =>
    longStep('Lint and format', () =>
      check('node_modules/@biomejs/biome/bin/biome', ['check'], 'Lint found faults.'),
    ),
  types: () => longStep('Types', () => check('node_modules/typescript/bin/tsc', ['-b'], 'Types do not fit.')),
  samples: buildSamples,
  build: buildProgram,
  libraries: ensureRealLibraries,
  package: packageForTests,
};

/**
 * @param {string} script
 * @param {readonly string[]} args
 * @param {string} failure
 */
async function check(script, args, failure) {
  const result = await runCommand(process.execPath, [inRepository(script), ...args], {
    cwd: repositoryRoot,
    show: true,
  });
  if (result.code !== 0) throw new SetupError(failure);
}

await runCommandLine(async () => {
  const plan = planOfSteps(process.argv.slice(2));
  const executable = plan.includes('samples')
    ? (await prepareMachine({ references: true })).executable
    : await packagesOnly();
  const totals = sumOf(await runPlan(plan, executable));
  if (totals.failed > 0) say(`Reports and traces of failures: ${resultsFolder}`);
  if (totals.skipped > 0) say(`Skipped: ${totals.skipped}`);
  console.log(`\n${closingLine(totals)}`);
  return totals.failed === 0 ? 0 : 1;
});
