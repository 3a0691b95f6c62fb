import { chmodSync, chownSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { say } from './progress.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/** What Chromium's sandbox asks of the kernel: a user namespace with rights of its own inside. */
const namespaceProbe = ['unshare', '--user', '--map-root-user', '--net', 'true'];

/**
 * Makes sure that Chromium's sandbox can start for an ordinary user: through user namespaces, else through
 * the set-user-id helper beside the executable, which root can prepare.
 * @param {string} executable Electron's
 * @param {readonly string[]} [prefix] runs a command as the user in question, such as `runuser -u somebody --`
 * @throws {SetupError} naming the command to type
 */
export async function ensureSandbox(executable, prefix = []) {
  const helper = join(dirname(executable), 'chrome-sandbox');
  if (isSetUserId(helper)) return;
  const [command = '', ...args] = [...prefix, ...namespaceProbe];
  if ((await runCommand(command, args)).code === 0) return;
  if (process.getuid?.() !== 0) {
    throw new SetupError(
      `This system keeps user namespaces from ordinary users, and Chromium's sandbox needs them or its helper.\nType this, then try again:\n  sudo chown root '${helper}' && sudo chmod 4755 '${helper}'`,
    );
  }
  chownSync(helper, 0, 0);
  chmodSync(helper, 0o4755);
  say("No user namespaces for ordinary users here: Chromium's sandbox uses its set-user-id helper");
}

/** @param {string} helper */
function isSetUserId(helper) {
  const { mode, uid } = statSync(helper);
  return uid === 0 && (mode & 0o4000) !== 0;
}
