import { buildProgram } from './build.mjs';
import { ensureElectron } from './electron.mjs';
import { ensurePackages } from './packages.mjs';
import { buildSamples } from './samples.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { hasDisplay } from './virtual-display.mjs';

/**
 * Sets up all that is missing to run the program: packages, Electron, system libraries, samples, build.
 * @param {{ references?: boolean }} [options] also what tests and benchmarks compare with
 * @returns {Promise<{ version: string, executable: string }>} the Electron to run
 * @throws {import('./setup-error.mjs').SetupError}
 */
export async function prepareAll(options) {
  const electron = await prepareMachine(options);
  await buildSamples();
  await buildProgram();
  return electron;
}

/**
 * Sets up what comes from outside: packages, Electron, system libraries, compiler, display server.
 * @param {{ references?: boolean }} [options] also what tests and benchmarks compare with
 * @returns {Promise<{ version: string, executable: string }>}
 * @throws {import('./setup-error.mjs').SetupError}
 */
export async function prepareMachine(options = {}) {
  await ensurePackages();
  const electron = await ensureElectron();
  await ensureSystemPackages({
    electron: electron.executable,
    compiler: true,
    virtualDisplay: !hasDisplay(process.env),
    references: options.references === true,
  });
  return electron;
}
