import { randomBytes } from 'node:crypto';
import { chownSync, lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from './child-process.mjs';
import { errorCode, SetupError } from './setup-error.mjs';

const screen = '1440x900x24';
const startTimeoutMs = 15_000;

/**
 * @typedef {{ uid: number, gid: number }} Owner
 * @typedef {{ name: string, env: Record<string, string>, stop: () => Promise<void> }} VirtualDisplay
 */

/**
 * True when the environment names a display that a window could open on.
 * @param {NodeJS.ProcessEnv} env
 * @returns {boolean}
 */
export function hasDisplay(env) {
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Starts Xvfb on a free display number, guarded by a cookie that only `owner` can read.
 * @param {Owner} [owner] who may use the display; default: the present user
 * @returns {Promise<VirtualDisplay>}
 * @throws {SetupError} when Xvfb does not start
 */
export async function startVirtualDisplay(owner) {
  sweepDisplays(tmpdir());
  const folder = mkdtempSync(join(tmpdir(), `dlscope-display-${process.pid}-`));
  const authority = join(folder, 'authority');
  writeFileSync(authority, authorityEntry(randomBytes(16)), { mode: 0o600 });
  if (owner) for (const path of [folder, authority]) chownSync(path, owner.uid, owner.gid);
  const args = [
    '-displayfd',
    '3',
    '-screen',
    '0',
    screen,
    '-auth',
    authority,
    '-nolisten',
    'tcp',
    '-noreset',
  ];
  const server = startProcess('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const name = await displayName(server.child.stdio[3]);
  if (name === undefined) {
    await stop();
    throw new SetupError('There is no display, and the virtual one (Xvfb) does not start.');
  }
  return { name, env: { DISPLAY: name, XAUTHORITY: authority }, stop };
}

/**
 * Removes our folders of displays below `parent` whose runs are gone; each is named by its run's process id.
 * @param {string} parent
 */
export function sweepDisplays(parent) {
  const mine = process.getuid?.();
  for (const name of readdirSync(parent)) {
    const pid = /^dlscope-display-(\d+)-\w{6}$/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = join(parent, name);
    const status = lstatSync(folder, { throwIfNoEntry: false });
    if (status?.isDirectory() && (status.uid === mine || mine === 0))
      rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

/**
 * An X authority file with one entry that fits every display of this machine (Xau's FamilyWild, no number).
 * @param {Uint8Array} cookie 16 random bytes
 * @returns {Buffer}
 */
export function authorityEntry(cookie) {
  const scheme = Buffer.from('MIT-MAGIC-COOKIE-1');
  const familyWild = Buffer.from([0xff, 0xff]);
  const empty = Buffer.alloc(0);
  return Buffer.concat([familyWild, ...[empty, empty, scheme, Buffer.from(cookie)].map(counted)]);
}

/** @param {Buffer} bytes */
function counted(bytes) {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/**
 * Xvfb writes its display number to the pipe once it accepts windows.
 * @param {unknown} pipe
 * @returns {Promise<string | undefined>}
 */
function displayName(pipe) {
  return new Promise((resolve) => {
    const stream = /** @type {import('node:stream').Readable} */ (pipe);
    const timer = setTimeout(() => resolve(undefined), startTimeoutMs);
    const settle = (/** @type {string | undefined} */ name) => {
      clearTimeout(timer);
      resolve(name);
    };
    stream.once('data', (bytes) => settle(`:${String(bytes).trim()}`));
    stream.once('end', () => settle(undefined));
    stream.once('error', () => settle(undefined));
  });
}
