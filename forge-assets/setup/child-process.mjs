import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { commandPath } from './command-path.mjs';
import { exitCode } from './run-command.mjs';
import { errorCode } from './setup-error.mjs';

const graceMs = 5_000;

/**
 * @typedef {object} StartedProcess
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<number>} ended the exit code, in the shell's way; 127 when it could not be started
 * @property {() => Promise<void>} stop asks the process to end (SIGTERM), for five seconds; then ends its whole group
 */

/**
 * Starts a process in a session of its own, so that the whole group can be ended, and one that does not outlive us.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {StartedProcess}
 */
export function startProcess(command, args, options) {
  // setpriv asks the kernel to end the child when this process is killed and cannot tidy up.
  const guard = commandPath('setpriv');
  const [file, ...rest] = guard ? [guard, '--pdeathsig', 'TERM', command, ...args] : [command, ...args];
  const child = spawn(/** @type {string} */ (file), rest, { ...options, detached: true });
  const ended = new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code, signal) => resolve(exitCode(code, signal)));
  });
  const stop = async () => {
    // Only the process itself is asked: it knows in which order its own children have to go.
    child.kill('SIGTERM');
    const timeout = new AbortController();
    await Promise.race([ended, delay(graceMs, undefined, { signal: timeout.signal }).catch(() => undefined)]);
    timeout.abort();
    // Also after a clean end: what the process left behind in its group must not live on.
    killGroup(child.pid);
  };
  return { child, ended, stop };
}

/**
 * Calls `stop` once when the terminal or the system asks this process to end.
 * @param {(exitCode: number) => Promise<void>} stop gets the exit code that fits: 128 + signal
 * @returns {() => void} stops listening
 */
export function onInterrupt(stop) {
  let stopping = false;
  const listener = (/** @type {NodeJS.Signals} */ _signal, /** @type {number} */ number) => {
    if (stopping) return;
    stopping = true;
    void stop(128 + number);
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

/** @param {number | undefined} group */
function killGroup(group) {
  if (group === undefined) return;
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
