import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { longStep } from './progress.mjs';
import { inRepository, repositoryRoot } from './repository.mjs';
import { requireCommand, runCommand } from './run-command.mjs';
import { errorCode } from './setup-error.mjs';

/** Not needed to run the tests, or made by them. */
const leftOut = new Set(['.git', 'test-results', 'playwright-report']);
/** Too big to copy, and only read: the copy has links to the same files. */
const linked = new Set(['node_modules', 'release']);

/**
 * A folder with this checkout's files that the user can read: the checkout itself, or a copy when a folder
 * above it is closed to others.
 * @param {import('./test-user.mjs').TestUser} user
 * @returns {Promise<{ folder: string, remove?: () => void }>} `remove` is there for a copy only
 */
export async function readableCheckout(user) {
  const [command = '', ...args] = user.prefix;
  const probe = [
    'test',
    '-r',
    inRepository('package.json'),
    '-a',
    '-x',
    inRepository('node_modules/electron/dist/electron'),
  ];
  if ((await runCommand(command, [...args, ...probe])).code === 0) return { folder: repositoryRoot };
  const copies = join(user.home, 'checkouts');
  mkdirSync(copies, { recursive: true });
  sweep(copies);
  const folder = join(copies, String(process.pid));
  await longStep('Copying the checkout to where the test user can read it', () => copyCheckout(folder, user));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * @param {string} folder
 * @param {import('./test-user.mjs').TestUser} user
 */
async function copyCheckout(folder, user) {
  mkdirSync(folder, { mode: 0o755 });
  const entries = readdirSync(repositoryRoot).filter((entry) => !leftOut.has(entry));
  for (const entry of entries) {
    const from = inRepository(entry);
    const isLinked = linked.has(entry) && isOpenToOthers(from) && (await linkTree(from, folder));
    if (isLinked) continue;
    await requireCommand('The checkout cannot be copied.', 'cp', ['-a', '--reflink=auto', from, folder]);
    await requireCommand('The copy cannot be handed over.', 'chown', [
      '-R',
      `${user.uid}:${user.gid}`,
      join(folder, entry),
    ]);
  }
}

/**
 * @param {string} from
 * @param {string} folder
 * @returns {Promise<boolean>} false when the two lie on different file systems
 */
async function linkTree(from, folder) {
  if ((await runCommand('cp', ['-al', from, folder])).code === 0) return true;
  rmSync(join(folder, from.slice(repositoryRoot.length + 1)), { recursive: true, force: true });
  return false;
}

/** @param {string} path */
function isOpenToOthers(path) {
  return (statSync(path).mode & 0o005) === 0o005;
}

/**
 * Removes the copies of runs that ended without tidying up; a copy is named by its run's process id.
 * @param {string} copies
 */
function sweep(copies) {
  for (const name of readdirSync(copies)) {
    try {
      process.kill(Number(name), 0);
    } catch (error) {
      if (errorCode(error) !== 'ESRCH') throw error;
      rmSync(join(copies, name), { recursive: true, force: true });
    }
  }
}
