import { existsSync, readFileSync } from 'node:fs';
import { longStep } from './progress.mjs';
import { inRepository, repositoryRoot } from './repository.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/** The oldest Node that the build tools run on: [major, minor]. */
const oldestNode = [20, 19];
const networkFailure = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/;

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
  const installed = readLock('node_modules/.package-lock.json');
  if (installed && missingPackages(readLock('package-lock.json') ?? {}, installed).length === 0) return;
  const result = await longStep('Installing the packages (npm ci)', () =>
    runCommand('npm', ['ci', '--no-fund', '--no-audit', '--loglevel', 'error', '--fetch-retries', '2'], {
      cwd: repositoryRoot,
    }),
  );
  if (result.code !== 0) throw new SetupError(installFailure(`${result.output}\n${result.errors}`));
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
 * One sentence for a failed installation, and npm's own reason.
 * @param {string} output
 * @returns {string}
 */
export function installFailure(output) {
  const reason = networkFailure.test(output)
    ? 'No npm registry can be reached, so the packages cannot be installed. Check the network (npm config get registry) and try again.'
    : 'The packages could not be installed.';
  // npm gives the reason first and general advice last.
  const lines = output.split('\n').filter((line) => line.trim() !== '' && line.trim() !== 'npm error');
  return [reason, ...lines.slice(0, 6).map((line) => `  ${line}`)].join('\n');
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
