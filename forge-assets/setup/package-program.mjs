import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builderConfiguration } from '../packaging/builder-configuration.mjs';
import { contentStamp } from './content-stamp.mjs';
import { presentElectron } from './electron.mjs';
import { longStep } from './progress.mjs';
import { inRepository, repositoryRoot } from './repository.mjs';
import { SetupError } from './setup-error.mjs';

/** What a package is made from, beside Electron. */
const inputs = [
  'dist',
  'package.json',
  'package-lock.json',
  'LICENSE',
  'native-samples/shared_sum.cpp',
  'native-samples/build/libctest.so',
  'forge-assets/packaging',
  'forge-assets/icons',
];

/**
 * The two packages: what users get, and the same content for tests, which Playwright can drive.
 * @typedef {{ name: string, output: string, inspectable: boolean, testedTargets: readonly string[] }} Variant
 * @type {{ release: Variant, inspectable: Variant }}
 */
export const variants = {
  release: {
    name: 'the program',
    output: 'release',
    inspectable: false,
    testedTargets: ['dir', 'tar.gz'],
  },
  inspectable: {
    name: 'the program for tests',
    output: 'release/inspectable',
    inspectable: true,
    testedTargets: ['dir'],
  },
};

/**
 * Packages the program the way the end-to-end tests need it; an unchanged one is left alone.
 * @throws {SetupError}
 */
export async function packageForTests() {
  const content = contentStamp(repositoryRoot, inputs) + electronVersion();
  for (const variant of [variants.release, variants.inspectable]) {
    const stamp = [content, ...variant.testedTargets].join(' ');
    const stampFile = inRepository(variant.output, '.packaged');
    const isCurrent = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
    if (isCurrent && existsSync(inRepository(variant.output, 'linux-unpacked/dlscope'))) continue;
    rmSync(stampFile, { force: true });
    await packageProgram(variant, variant.testedTargets);
    writeFileSync(stampFile, stamp);
  }
}

/**
 * Runs electron-builder, offline for the targets `dir` and `tar.gz`.
 * @param {Variant} variant
 * @param {readonly string[]} targets
 * @throws {SetupError}
 */
export async function packageProgram(variant, targets) {
  const { build, Platform } = await import('electron-builder');
  await nameArchiver();
  // Level 9, the default, takes ten times as long and saves one part in a hundred.
  process.env.ELECTRON_BUILDER_COMPRESSION_LEVEL ??= '5';
  const { output, inspectable } = variant;
  rmSync(inRepository(output, 'linux-unpacked'), { recursive: true, force: true });
  try {
    await longStep(`Packaging ${variant.name} (${targets.join(', ')})`, () =>
      build({
        projectDir: repositoryRoot,
        targets: Platform.LINUX.createTarget([...targets]),
        config: builderConfiguration({ electronVersion: electronVersion(), output, inspectable }),
        publish: 'never',
      }),
    );
  } catch (error) {
    throw new SetupError(`Packaging failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Names the 7za for electron-builder, which would download one; the npm package has it without its executable bit. */
async function nameArchiver() {
  if (process.env.ELECTRON_BUILDER_7ZIP_PATH) return;
  const { path7za } = await import('7zip-bin');
  chmodSync(path7za, 0o755);
  process.env.ELECTRON_BUILDER_7ZIP_PATH = path7za;
}

/** @returns {string} */
function electronVersion() {
  const electron = presentElectron();
  if (!electron)
    throw new SetupError('Electron is not in place: node forge-assets/setup/electron.mjs puts it there.');
  return electron.version;
}
