import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { rename } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fetchDebianSource } from './debian-source.mjs';
import { withLock } from './lock.mjs';
import { longStep, say } from './progress.mjs';
import { recipes, sourcesOf } from './real-library-recipes.mjs';
import { inRepository, sharedCacheFolder } from './repository.mjs';
import { requireCommand } from './run-command.mjs';
import { runCommandLine, SetupError } from './setup-error.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * @typedef {import('./real-library-recipes.mjs').Recipe} Recipe
 * @typedef {{ folder: string } | { failure: string }} Built
 */

/** Raise it when the way of building changes and not only a recipe. */
const recipeFormat = 1;
const unfinished = 'unfinished-';

/** Where `native-samples/real-libraries.ts` finds them, or the sentence why one is not there. */
const checkoutFolder = inRepository('native-samples/build/real');

/**
 * Puts libraries from Debian's sources, built with `-g`, into `native-samples/build/real`. Each is fetched and built
 * once for all checkouts of a user. Where that is not possible the tests that need one fail with the reason.
 * @throws {SetupError} with the reason; the libraries that could be had are there
 */
export async function ensureRealLibraries() {
  const cache = join(sharedCacheFolder(), 'real-libraries');
  const failures = await withLock(join(cache, 'lock'), async () => {
    sweepUnfinished(cache);
    const found = [];
    for (const recipe of recipes) found.push(await provide(recipe, cache));
    return found.filter((failure) => failure !== undefined);
  });
  if (failures.length > 0) throw new SetupError([...new Set(failures)].join('\n  '));
}

/**
 * @param {Recipe} recipe
 * @param {string} cache
 * @returns {Promise<string | undefined>} why it could not be had
 */
async function provide(recipe, cache) {
  const stamp = recipeStamp(recipe);
  const destination = join(checkoutFolder, recipe.name);
  if (stampIn(destination) === stamp) return undefined;
  mkdirSync(checkoutFolder, { recursive: true });
  rmSync(destination, { recursive: true, force: true });
  try {
    const folder = finished(cache, recipe, stamp) ?? (await build(recipe, stamp, cache));
    await requireCommand(`${recipe.name} cannot be copied into the checkout.`, 'cp', [
      '-a',
      '--reflink=auto',
      folder,
      destination,
    ]);
    return undefined;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    mkdirSync(destination, { recursive: true });
    writeFileSync(join(destination, 'failure.txt'), error.message);
    return error.message;
  }
}

/**
 * The name of a recipe's outcome: equal stamps mean the same flags and files.
 * @param {Recipe} recipe
 * @returns {string}
 */
export function recipeStamp(recipe) {
  const { files, prepare, ...rest } = recipe;
  const text = JSON.stringify([recipeFormat, rest, String(files), String(prepare)]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** @param {string} folder */
function stampIn(folder) {
  const file = join(folder, 'library.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).stamp : undefined;
}

/**
 * @param {string} cache
 * @param {Recipe} recipe
 * @param {string} stamp
 */
function finished(cache, recipe, stamp) {
  const names = readdirSync(cache);
  const name = names.find((entry) => entry.startsWith(`${recipe.name}-`) && entry.endsWith(`-${stamp}`));
  return name === undefined ? undefined : join(cache, name);
}

/**
 * @param {Recipe} recipe
 * @param {string} stamp
 * @param {string} cache
 * @returns {Promise<string>} the finished folder, named `<name>-<version>-<stamp>`
 */
async function build(recipe, stamp, cache) {
  const scratch = mkdtempSync(join(cache, unfinished));
  try {
    const [download, result] = ['source', 'result'].map((name) => join(scratch, name));
    for (const folder of [download, join(result ?? '', 'include')])
      mkdirSync(folder ?? '', { recursive: true });
    const { version, folder } = await longStep(`Fetching Debian's source of ${recipe.name}`, () =>
      fetchDebianSource(recipe.source, download ?? ''),
    );
    await longStep(`Building ${recipe.name} ${version} with debug information`, () =>
      compile(recipe, folder, result ?? ''),
    );
    const { name, flags } = recipe;
    const library = { name, version, flags, path: libraryName(recipe), stamp };
    writeFileSync(join(result ?? '', 'library.json'), `${JSON.stringify(library, null, 2)}\n`);
    const final = join(cache, `${name}-${version}-${stamp}`);
    await rename(result ?? '', final);
    return final;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {Recipe} recipe
 * @param {string} folder
 * @param {string} result
 */
async function compile(recipe, folder, result) {
  const { compiler, flags, link, prepare, headers } = recipe;
  await prepare?.(folder);
  const sources = sourcesOf(recipe, folder);
  const queue = [...sources];
  const failure = `${recipe.name} cannot be built from Debian's source.`;
  const worker = async () => {
    for (let source = queue.shift(); source !== undefined; source = queue.shift()) {
      await requireCommand(failure, compiler, [...flags, '-c', source, '-o', `${source}.o`], { cwd: folder });
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
  const objects = sources.map((source) => `${source}.o`);
  const output = join(result, libraryName(recipe));
  await requireCommand(failure, compiler, ['-shared', ...objects, '-o', output, '-Wl,--build-id', ...link], {
    cwd: folder,
  });
  for (const header of headers) {
    await requireCommand(failure, 'cp', [header, join(result, 'include', basename(header))], { cwd: folder });
  }
}

/** @param {Recipe} recipe */
function libraryName({ name }) {
  return `${name.startsWith('lib') ? '' : 'lib'}${name}.so`;
}

/** Left by runs that were killed; the lock is held, so none of them lives. @param {string} cache */
function sweepUnfinished(cache) {
  for (const name of readdirSync(cache).filter((entry) => entry.startsWith(unfinished))) {
    rmSync(join(cache, name), { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runCommandLine(async () => {
    await ensureSystemPackages({ compiler: true, virtualDisplay: false, references: true });
    await ensureRealLibraries();
    say(`Libraries with debug information: ${checkoutFolder}`);
  });
}
