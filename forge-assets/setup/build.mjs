import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parts } from './build-entries.mjs';
import { contentStamp } from './content-stamp.mjs';
import { withLock } from './lock.mjs';
import { ensurePackages } from './packages.mjs';
import { longStep } from './progress.mjs';
import { inRepository, repositoryRoot } from './repository.mjs';
import { runCommandLine, SetupError } from './setup-error.mjs';

const stampFile = inRepository('dist/.built.json');

/**
 * Brings `dist/` up to date; parts whose sources did not change are left alone.
 * @param {{ force?: boolean }} [options]
 * @throws {SetupError} when a source file of an entry is missing or does not build; the other parts are built
 */
export async function buildProgram(options = {}) {
  mkdirSync(inRepository('dist'), { recursive: true });
  await withLock(inRepository('node_modules/.cache/dlscope/build.lock'), () =>
    buildStaleParts(options.force === true),
  );
}

/** @param {boolean} force */
async function buildStaleParts(force) {
  const stamps = readStamps();
  const failures = [];
  for (const part of parts) {
    const stamp = contentStamp(repositoryRoot, part.inputs);
    const built = stamps[part.name] === stamp && part.outputs.every((file) => existsSync(inRepository(file)));
    if (built && !force) continue;
    const partFailures = await buildPart(part);
    failures.push(...partFailures);
    stamps[part.name] = partFailures.length === 0 ? stamp : '';
    writeFileSync(stampFile, `${JSON.stringify(stamps, null, 2)}\n`);
  }
  if (failures.length > 0) throw new SetupError(`The build is not complete.\n  ${failures.join('\n  ')}`);
}

/**
 * @param {import('./build-entries.mjs').Part} part
 * @returns {Promise<string[]>} one line for each entry that could not be built
 */
async function buildPart(part) {
  const entries = Object.entries(part.entries);
  const missing = entries.filter(([, file]) => !existsSync(inRepository(file)));
  const failures = missing.map(([name, file]) => `${name}: ${file} does not exist.`);
  if (missing.length === entries.length) return failures;
  try {
    await longStep(`Building ${entries.map(([name]) => name).join(', ')}`, async () => {
      const { build } = await import('vite');
      await build({ configFile: inRepository(part.config), logLevel: 'warn', mode: 'production' });
    });
  } catch (error) {
    failures.push(`${part.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return failures;
}

/** @returns {Record<string, string>} */
function readStamps() {
  if (!existsSync(stampFile)) return {};
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runCommandLine(async () => {
    await ensurePackages();
    await buildProgram({ force: process.argv.includes('--force') });
  });
}
