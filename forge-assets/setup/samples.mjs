import { longStep } from './progress.mjs';
import { repositoryRoot } from './repository.mjs';
import { requireCommand, runCommand } from './run-command.mjs';

const makeArguments = ['-C', 'native-samples', '--no-print-directory'];

/**
 * Builds the sample libraries; make leaves alone what is up to date.
 * @throws {import('./setup-error.mjs').SetupError} with the compiler's message
 */
export async function buildSamples() {
  const upToDate = await runCommand('make', [...makeArguments, '--question'], { cwd: repositoryRoot });
  if (upToDate.code === 0) return;
  await longStep('Building the sample libraries', () =>
    requireCommand('The sample libraries cannot be built.', 'make', [...makeArguments, '--jobs=2'], {
      cwd: repositoryRoot,
    }),
  );
}
