import { existsSync, readdirSync } from 'node:fs';
import { commandPath } from './command-path.mjs';
import { longStep, say } from './progress.mjs';
import { requireCommand, runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/** What Electron needs of a Debian or Ubuntu system, as small as it goes. */
const electronLibraries = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxtst6',
];

/** What the tests compare with (gdb, pahole, abidiff) and what unpacks and prepares the sources of real libraries. */
const referenceCommands = ['gdb', 'pahole', 'abidiff', 'tclsh', 'bzip2', 'xz'];

/** Commands that a package of another name brings. @type {Readonly<Record<string, string>>} */
const packageOfCommand = {
  Xvfb: 'xvfb',
  pahole: 'dwarves',
  abidiff: 'abigail-tools',
  tclsh: 'tcl',
  xz: 'xz-utils',
};

/**
 * @typedef {{ libraries: readonly string[], commands: readonly string[], fonts: boolean }} Missing
 * @typedef {{ electron?: string, compiler: boolean, virtualDisplay: boolean, references?: boolean }} Needs
 */

/**
 * Makes sure that Electron's libraries, a compiler, a virtual display and the tools that the tests compare with are
 * there, as far as `needs` asks for them.
 * Installs what is missing when run as root on Debian or Ubuntu; otherwise names the command that does.
 * @param {Needs} needs `electron` is the path of the executable
 * @throws {SetupError}
 */
export async function ensureSystemPackages(needs) {
  const missing = await findMissing(needs);
  const wanted = packagesFor(missing);
  if (wanted.length === 0) return;
  const hasApt = commandPath('apt-get') !== undefined;
  if (process.getuid?.() !== 0 || !hasApt) {
    throw new SetupError(advice(missing, hasApt ? await localPackageNames(wanted) : wanted, hasApt));
  }
  await install(wanted);
  const still = await findMissing(needs);
  const stillWanted = packagesFor(still);
  if (stillWanted.length > 0)
    throw new SetupError(advice(still, await localPackageNames(stillWanted), hasApt));
}

/**
 * The Debian packages that bring what is missing.
 * @param {Missing} missing
 * @returns {string[]}
 */
export function packagesFor({ libraries, commands, fonts }) {
  const packages = libraries.length > 0 ? [...electronLibraries] : [];
  if (fonts) packages.push('fonts-dejavu-core');
  return [...packages, ...commands.map((command) => packageOfCommand[command] ?? command)];
}

/**
 * One clear sentence for somebody who has to install by hand.
 * @param {Missing} missing
 * @param {readonly string[]} packages
 * @param {boolean} hasApt false where Debian's packages and their names are unknown
 * @returns {string}
 */
export function advice({ libraries, commands, fonts }, packages, hasApt) {
  const things = [...commands, ...libraries, ...(fonts ? ['a font'] : [])].join(', ');
  if (!hasApt) {
    return `This is missing on the system: ${things}.\nInstall it with your system's package manager (Debian calls the packages ${packages.join(' ')}), then try again.`;
  }
  return `This is missing on the system: ${things}.\nType this, then try again:\n  sudo apt-get install -y ${packages.join(' ')}`;
}

/**
 * The libraries that `ldd` could not find.
 * @param {string} lddOutput
 * @returns {string[]}
 */
export function notFound(lddOutput) {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '');
}

/** Debian 12 and later call it so. @type {Readonly<Record<string, string>>} */
const newerNames = { dwarves: 'pahole' };

/**
 * The name a package has on this system: Debian 13 and Ubuntu 24.04 append `t64` to some.
 * @param {string} name
 * @param {ReadonlySet<string>} known every package the system knows
 * @returns {string}
 */
export function localPackageName(name, known) {
  const newer = newerNames[name];
  if (newer !== undefined && known.has(newer)) return newer;
  return known.has(`${name}t64`) ? `${name}t64` : name;
}

/**
 * @param {Needs} needs
 * @returns {Promise<Missing>}
 */
async function findMissing({ electron, compiler, virtualDisplay, references }) {
  const commands = [
    ...(compiler ? ['g++', 'make'] : []),
    ...(virtualDisplay ? ['Xvfb'] : []),
    ...(references ? referenceCommands : []),
  ];
  return {
    libraries: electron ? notFound((await runCommand('ldd', [electron])).output) : [],
    commands: commands.filter((command) => commandPath(command) === undefined),
    // Chromium without a single font draws no text.
    fonts: electron !== undefined && !hasFonts(),
  };
}

function hasFonts() {
  return ['/usr/share/fonts', '/usr/local/share/fonts'].some(
    (folder) => existsSync(folder) && readdirSync(folder).length > 0,
  );
}

/** @param {readonly string[]} packages */
async function localPackageNames(packages) {
  const known = new Set((await runCommand('apt-cache', ['pkgnames'])).output.split('\n'));
  return packages.map((name) => localPackageName(name, known));
}

/** @param {readonly string[]} packages */
async function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const failure = `The system's packages could not be installed (apt-get install ${packages.join(' ')}).`;
  say(`Missing on the system, to be installed: ${packages.join(' ')}`);
  await longStep('Installing system packages (apt-get)', async () => {
    await requireCommand(failure, 'apt-get', ['update', '-q'], { env });
    const names = await localPackageNames(packages);
    await requireCommand(failure, 'apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], {
      env,
    });
  });
}
