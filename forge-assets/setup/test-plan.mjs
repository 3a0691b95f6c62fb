import { SetupError } from './setup-error.mjs';

/**
 * @typedef {'lint' | 'types' | 'samples' | 'build' | 'libraries' | 'unit' | 'package' | 'e2e'} StepName
 */

/** @type {Record<string, readonly StepName[]>} */
const plans = {
  all: ['lint', 'types', 'samples', 'build', 'libraries', 'unit', 'package', 'e2e'],
  lint: ['lint', 'types'],
  unit: ['samples', 'build', 'libraries', 'unit'],
  e2e: ['samples', 'build', 'libraries', 'package', 'e2e'],
};

/** What a step cannot do without. @type {Partial<Record<StepName, readonly StepName[]>>} */
const requirements = {
  unit: ['samples'],
  package: ['samples', 'build'],
  e2e: ['samples', 'build'],
};

/**
 * The steps of a test run, in order.
 * @param {readonly string[]} args `--only` with one of lint, unit, e2e; nothing for everything
 * @returns {readonly StepName[]}
 * @throws {SetupError} for anything else
 */
export function planOfSteps(args) {
  if (args.length === 0) return /** @type {readonly StepName[]} */ (plans.all);
  const [flag, only] = args;
  const plan =
    flag === '--only' && only !== undefined && only !== 'all' && Object.hasOwn(plans, only)
      ? plans[only]
      : undefined;
  if (!plan || args.length !== 2) {
    throw new SetupError('npm test takes nothing, or -- --only with one of: lint, unit, e2e.');
  }
  return plan;
}

/**
 * The failed step that makes `step` pointless, if any.
 * @param {StepName} step
 * @param {ReadonlySet<StepName>} failed
 * @returns {StepName | undefined}
 */
export function blockedBy(step, failed) {
  return requirements[step]?.find((needed) => failed.has(needed));
}
