import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { commandPath } from './command-path.mjs';
import { say } from './progress.mjs';
import { requireCommand, runCommand } from './run-command.mjs';

const name = 'dlscope-test';
const home = '/var/lib/dlscope-test';
/** What of root's environment means the same to another user. */
const shared =
  /^(PATH|LANG|LC_.*|TZ|TERM|COLORTERM|CI|NO_COLOR|FORCE_COLOR|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|DLSCOPE_.*|PLAYWRIGHT_.*)$/;

/**
 * An ordinary user to run the program as, since Chromium's sandbox is off for root.
 * @typedef {object} TestUser
 * @property {number} uid
 * @property {number} gid
 * @property {string} home
 * @property {readonly string[]} prefix put before a command, it runs as this user
 * @property {string} node a Node this user may run
 */

/**
 * The system's user for tests, created once; only root can do that.
 * @returns {Promise<TestUser>}
 * @throws {import('./setup-error.mjs').SetupError}
 */
export async function ensureTestUser() {
  if ((await runCommand('id', ['-u', name])).code !== 0) {
    const useradd = commandPath('useradd') ?? 'useradd';
    const args = [
      '--system',
      '--create-home',
      '--home-dir',
      home,
      '--shell',
      '/bin/sh',
      '--user-group',
      name,
    ];
    await requireCommand(`The user ${name} for the end-to-end tests cannot be created.`, useradd, args);
    say(`Created the system user ${name}: the end-to-end tests run as an ordinary user, with the sandbox on`);
  }
  const prefix = [commandPath('runuser') ?? 'runuser', '-u', name, '--'];
  const [uid, gid] = await Promise.all([numberOf('-u'), numberOf('-g')]);
  return { uid, gid, home, prefix, node: await runnableNode(prefix) };
}

/**
 * The environment for a process of the test user.
 * @param {NodeJS.ProcessEnv} env
 * @param {Record<string, string>} own
 * @returns {NodeJS.ProcessEnv}
 */
export function testUserEnvironment(env, own) {
  const kept = Object.entries(env).filter(([key]) => shared.test(key));
  return { ...Object.fromEntries(kept), HOME: home, USER: name, LOGNAME: name, SHELL: '/bin/sh', ...own };
}

/** @param {'-u' | '-g'} which */
async function numberOf(which) {
  return Number((await requireCommand(`The user ${name} has no number.`, 'id', [which, name])).output.trim());
}

/**
 * Root's Node may lie where nobody else can look, such as below /root.
 * @param {readonly string[]} prefix
 */
async function runnableNode(prefix) {
  const [command = '', ...args] = prefix;
  if ((await runCommand(command, [...args, process.execPath, '--version'])).code === 0)
    return process.execPath;
  const copy = join(home, 'bin/node');
  mkdirSync(join(home, 'bin'), { recursive: true });
  copyFileSync(process.execPath, copy);
  return copy;
}
