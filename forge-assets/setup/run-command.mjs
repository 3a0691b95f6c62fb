import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { SetupError } from './setup-error.mjs';

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] after this the command is ended (SIGKILL) and counts as failed
 * @property {boolean} [show] passes the command's output on to the terminal; otherwise it is kept
 *
 * @typedef {object} CommandResult
 * @property {number} code exit code; 128 + signal when a signal ended it, 127 when it could not be started
 * @property {string} output what it wrote to stdout; empty with `show`
 * @property {string} errors what it wrote to stderr; empty with `show`
 */

/**
 * Runs a command to its end; never rejects.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, options = {}) {
  const { cwd, env, timeoutMs, show } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      killSignal: 'SIGKILL',
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    const output = collect(child.stdout);
    const errors = collect(child.stderr);
    child.once('error', (error) => resolve({ code: 127, output: '', errors: error.message }));
    child.once('close', (code, signal) =>
      resolve({ code: exitCode(code, signal), output: output(), errors: errors() }),
    );
  });
}

/**
 * Runs a command that must succeed.
 * @param {string} failure the sentence for the terminal when it does not; the command's last lines follow it
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 * @throws {SetupError}
 */
export async function requireCommand(failure, command, args, options) {
  const result = await runCommand(command, args, options);
  if (result.code === 0) return result;
  const lines = `${result.output}\n${result.errors}`.split('\n').filter((line) => line.trim() !== '');
  throw new SetupError([failure, ...lines.slice(-12).map((line) => `  ${line}`)].join('\n'));
}

/**
 * The exit code of a process that ended, in the shell's way.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @returns {number}
 */
export function exitCode(code, signal) {
  if (code !== null) return code;
  return signal === null ? 1 : 128 + (constants.signals[signal] ?? 0);
}

/**
 * @param {import('node:stream').Readable | null} stream
 * @returns {() => string}
 */
function collect(stream) {
  /** @type {Buffer[]} */
  const chunks = [];
  stream?.on('data', (chunk) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
