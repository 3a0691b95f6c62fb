import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './progress.mjs';
import { errorCode } from './setup-error.mjs';

const pollMs = 200;
/** Between making the file and writing the number into it there is no more time than this. */
const emptyForMs = 3_000;

/**
 * Runs `work` while this process alone holds the lock file; waits for a living holder, takes over from a dead one.
 * @template T
 * @param {string} file
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!tryTake(file)) {
    if (!told) say(`Waiting for another run that is doing the same (${file})`);
    told = true;
    await delay(pollMs);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * @param {string} file
 * @returns {boolean}
 */
function tryTake(file) {
  try {
    writeOwn(file);
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  if (holderIsAlive(file)) return false;
  rmSync(file, { force: true });
  return false;
}

/** @param {string} file */
function writeOwn(file) {
  const descriptor = openSync(file, 'wx');
  try {
    writeSync(descriptor, String(process.pid));
  } catch (error) {
    // On a full disk the file is made and stays empty: nobody must wait for it.
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * @param {string} file
 * @returns {boolean} true as well when the file vanished or is still empty for a moment: look again later
 */
function holderIsAlive(file) {
  const holder = readHolder(file);
  if (holder === undefined) return !isLongEmpty(file);
  try {
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** @param {string} file */
function isLongEmpty(file) {
  const status = statSync(file, { throwIfNoEntry: false });
  return status !== undefined && Date.now() - status.mtimeMs > emptyForMs;
}

/** @param {string} file */
function readHolder(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
