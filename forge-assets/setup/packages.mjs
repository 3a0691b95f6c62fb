import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { impatient, npmFailure } from './npm-failure.mjs';
import { longStep } from './progress.mjs';
import { inRepository, repositoryRoot, sharedCacheFolder } from './repository.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/** The oldest Node that the build tools run on: [major, minor]. */
const oldestNode = [20, 19];

/**
 * @typedef {{ version?: string, optional?: boolean, optionalDependencies?: Record<string, string> }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/**
 * Installs the packages of the lock file when `node_modules` does not hold exactly them.
 * @throws {SetupError} when Node is too old or the registry cannot be reached
 */
export async function ensurePackages() {
  requireNode(process.versions.node);
  if (arePackagesComplete()) return;
  // Two runs in one checkout: `npm ci` of the one would pull the packages away under the other.
  await withLock(join(sharedCacheFolder(), `packages-${checkoutName()}.lock`), async () => {
    if (!arePackagesComplete()) await installPackages();
  });
}

async function installPackages() {
  const result = await longStep('Installing the packages (npm ci)', () =>
    runCommand('npm', ['ci', '--no-fund', '--no-audit', '--loglevel', 'error', ...impatient], {
      cwd: repositoryRoot,
    }),
  );
  if (result.code !== 0) {
    throw new SetupError(
      npmFailure('The packages cannot be installed', `${result.output}\n${result.errors}`),
    );
  }
}

function arePackagesComplete() {
  const installed = readLock('node_modules/.package-lock.json');
  return (
    installed !== undefined && missingPackages(readLock('package-lock.json') ?? {}, installed).length === 0
  );
}

/** A name for this checkout among all that share the cache. */
function checkoutName() {
  return createHash('sha256').update(repositoryRoot).digest('hex').slice(0, 16);
}

/**
 * The packages that the lock file asks for and `node_modules` lacks or has in another version.
 * Optional ones may be absent: they belong to other platforms.
 * @param {Lock} wanted
 * @param {Lock} installed
 * @returns {string[]} folders such as `node_modules/zod`
 */
export function missingPackages(wanted, installed) {
  return Object.entries(wanted.packages ?? {})
    .filter(([folder]) => folder !== '')
    .filter(([folder, entry]) => {
      const present = installed.packages?.[folder];
      return present ? present.version !== entry.version : entry.optional !== true;
    })
    .map(([folder]) => folder);
}

/**
 * The optional packages that a lock file mentions and does not list. `npm ci` refuses such a lock file; npm writes
 * one when `node_modules` is there already, or when a registry leaves the packages of other platforms out.
 * @param {Lock} lock
 * @returns {string[]} names such as `@koromix/koffi-linux-x64`
 */
export function unlistedOptionalPackages(lock) {
  const listed = new Set(
    Object.keys(lock.packages ?? {}).map((folder) => folder.split('node_modules/').at(-1)),
  );
  const mentioned = Object.values(lock.packages ?? {}).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}),
  );
  return [...new Set(mentioned)].filter((name) => !listed.has(name));
}

/**
 * @param {string} version such as `20.20.2`
 * @throws {SetupError} when it is older than the oldest that works
 */
export function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupError(`Node ${oldestNode.join('.')} or newer is needed; this is ${version}.`);
}

/**
 * @param {string} path
 * @returns {Lock | undefined}
 */
function readLock(path) {
  const file = inRepository(path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
