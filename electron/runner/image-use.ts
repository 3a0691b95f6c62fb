import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { ImageUse } from '../contract/runner-protocol.ts';
import { addressesIn } from './address-words.ts';
import { sigaction } from './libc.ts';
import type { AddressRange } from './loaded-objects.ts';
import { mappingAt } from './memory-maps.ts';

/** struct sigaction of glibc on x86-64 and AArch64 has 152 bytes; the handler is its first word. */
const sigactionBytes = 152;

/** Frames of a thread at rest lie in its uppermost pages. */
const stackBytesLimit = 8n * 1024n * 1024n;

/** A thread that runs is looked at again so many times; it has no stack pointer to be read meanwhile. */
const looksAtRunningThread = 50;

/**
 * What of the process would run code of the image after it is gone: threads with a return address in it on their
 * stacks, and handlers of signals. A thread that never stands still to be looked at counts as well; `ours` are the
 * threads that were there before any library and never run its code by themselves.
 */
export function codeAtWork(
  image: AddressRange,
  ours: ReadonlySet<number>,
): Pick<ImageUse, 'threads' | 'signals'> {
  return { threads: threadsIn(image, ours), signals: handledSignals(image) };
}

function threadsIn(image: AddressRange, ours: ReadonlySet<number>): number {
  return threadIds().filter((thread) => !ours.has(thread) && mayRunIn(thread, image)).length;
}

/** The numbers of the threads of this process. */
export function threadIds(): readonly number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [];
  }
}

function mayRunIn(thread: number, image: AddressRange): boolean {
  for (let looks = 0; looks < looksAtRunningThread; looks += 1) {
    const place = placeOf(thread);
    if (place === null) return false;
    if (place === 'running') continue;
    const { stackPointer, programCounter } = place;
    if (programCounter >= image.start && programCounter < image.end) return true;
    return addressesIn(stackAbove(stackPointer), image, 1).length > 0;
  }
  return true;
}

interface ThreadPlace {
  readonly stackPointer: bigint;
  readonly programCounter: bigint;
}

/** Where a thread waits in the kernel (proc(5), /proc/pid/task/tid/syscall); null when it has ended or nobody may know. */
function placeOf(thread: number): ThreadPlace | 'running' | null {
  try {
    const words = readFileSync(`/proc/self/task/${thread}/syscall`, 'latin1').trim().split(' ');
    if (words[0] === 'running') return 'running';
    const [stackPointer, programCounter] = words.slice(-2).map(BigInt);
    if (stackPointer === undefined || programCounter === undefined) return null;
    return { stackPointer, programCounter };
  } catch {
    return null;
  }
}

function stackAbove(stackPointer: bigint): AddressRange {
  const end = mappingAt(stackPointer)?.end ?? stackPointer;
  const start = stackPointer;
  return { start, end: end - start > stackBytesLimit ? start + stackBytesLimit : end };
}

function handledSignals(image: AddressRange): readonly string[] {
  const current = Buffer.alloc(sigactionBytes);
  return Object.entries(constants.signals)
    .filter(([, signal]) => {
      if (sigaction(signal, null, current) !== 0) return false;
      const handler = current.readBigUInt64LE();
      return handler >= image.start && handler < image.end;
    })
    .map(([name]) => name);
}
