import { buildProgram } from './build.mjs';
import { ensureElectron } from './electron.mjs';
import { ensurePackages } from './packages.mjs';
import { buildSamples } from './samples.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { hasDisplay } from './virtual-display.mjs';

/**
 * Sets up all that is missing to run the program: packages, Electron, system libraries, samples, build.
 * @returns {Promise<{ version: string, executable: string }>} the Electron to run
 * @throws {import('./setup-error.mjs').SetupError}
 */
export async function prepareAll() {
  const electron = await prepareMachine();
  await buildSamples();
  await buildProgram();
  return electron;
}

/**
 * Sets up what comes from outside: packages, Electron, system libraries, compiler, display server.
 * @returns {Promise<{ version: string, executable: string }>}
 * @throws {import('./setup-error.mjs').SetupError}
 */
export async function prepareMachine() {
  await ensurePackages();
  const electron = await ensureElectron();
  await ensureSystemPackages({
    electron: electron.executable,
    compiler: true,
    virtualDisplay: !hasDisplay(process.env),
  });
  return electron;
}
