import { closeSync, openSync } from 'node:fs';
import { constants, totalmem } from 'node:os';
import {
  dup2,
  getppid,
  getrlimit,
  keepOnExec,
  setParentDeathSignal,
  setpgid,
  setrlimit,
  setvbuf,
  standardStream,
} from './libc.ts';

// <bits/resource.h> of Linux, the same on x86-64 and AArch64.
const resource = { fileSize: 1, data: 2, core: 4 } as const;
const gibibyte = 1024n ** 3n;
const lineBuffered = 1;

/** Makes this process the leader of its own group, so that all that called code forks can be ended with it. */
export function leadOwnGroup(): void {
  // Fails when it leads a session already, which is just as good.
  setpgid(0, 0);
}

/** Asks to be killed when the parent goes, whatever called code is doing then; false when the parent has gone before. */
export function dieWithParent(): boolean {
  const parent = getppid();
  setParentDeathSignal(constants.signals.SIGKILL);
  return getppid() === parent;
}

/**
 * No core files; no file larger than 16 GiB; writable memory at most three quarters of the machine's, so that code which
 * allocates until it fails gets NULL before the system gets into trouble. Not RLIMIT_AS: V8 reserves terabytes of addresses.
 */
export function limitResources(): void {
  lowerLimit(resource.core, 0n);
  lowerLimit(resource.fileSize, 16n * gibibyte);
  const threeQuarters = (BigInt(availableMemory()) * 3n) / 4n;
  lowerLimit(resource.data, threeQuarters > 2n * gibibyte ? threeQuarters : 2n * gibibyte);
}

/** Within a container its own limit, where this version of Node tells it. */
function availableMemory(): number {
  const constrained = process.constrainedMemory?.() ?? 0;
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/** struct rlimit is two 64-bit words: soft, hard (getrlimit(2)); a limit that is lower already stays. */
function lowerLimit(which: number, limit: bigint): void {
  const words = Buffer.alloc(16);
  if (getrlimit(which, words) !== 0) return;
  for (const offset of [0, 8]) {
    if (words.readBigUInt64LE(offset) > limit) words.writeBigUInt64LE(limit, offset);
  }
  setrlimit(which, words);
}

/** Called code that reads stdin finds its end at once. */
export function emptyStandardInput(): void {
  const descriptor = openSync('/dev/null', 'r');
  dup2(descriptor, 0);
  if (descriptor !== 0) closeSync(descriptor);
}

/** Node closes its standard streams on exec: a program that called code starts (`system`, `popen`) would have no place to write to. */
export function shareStandardStreams(): void {
  for (const descriptor of [0, 1, 2]) keepOnExec(descriptor);
}

/** stdout to a pipe is fully buffered by default: what was printed before a crash would be lost. */
export function bufferStandardOutputByLine(): void {
  setvbuf(standardStream('stdout'), null, lineBuffered, 0);
}
