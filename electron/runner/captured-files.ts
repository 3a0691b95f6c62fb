import { closeSync, fstatSync, ftruncateSync, openSync, readSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CapturedOutput, OutputTail } from '../contract/fault.ts';
import { OutputRing } from '../processes/output-tail.ts';
import { dup2, duplicateDescriptor, fflush } from './libc.ts';

const capacityBytes = 256 * 1024;
const lowestDescriptor = 64;

/** Runs `work` with this process's descriptors 1 and 2 turned to a file, and gives back what was written to them; when no file can be made the output goes where it always goes. */
export function captureOutput<T>(work: () => T): { readonly result: T; readonly output: CapturedOutput } {
  const stdout = redirect(1);
  const stderr = redirect(2);
  try {
    const result = work();
    return { result, output: { stdout: stdout.restore(), stderr: stderr.restore() } };
  } finally {
    stdout.restore();
    stderr.restore();
  }
}

/** Turns a descriptor to an unlinked temporary file until `restore`, which may be called twice. */
function redirect(descriptor: number): { restore(): OutputTail } {
  // What was printed before belongs to its old place.
  fflush(null);
  const file = openUnlinked();
  const saved = file === null ? -1 : duplicateDescriptor(descriptor, lowestDescriptor);
  if (file === null || saved < 0) return { restore: () => silence };
  dup2(file, descriptor);
  let isRestored = false;
  return {
    restore() {
      if (isRestored) return silence;
      isRestored = true;
      fflush(null);
      dup2(saved, descriptor);
      closeSync(saved);
      const tail = readTail(file);
      closeSync(file);
      return tail;
    },
  };
}

const silence: OutputTail = { text: '', droppedBytes: 0 };

function openUnlinked(): number | null {
  const path = join(tmpdir(), `dlscope-output-${process.pid}-${process.hrtime.bigint()}`);
  try {
    const descriptor = openSync(path, 'ax+', 0o600);
    unlinkSync(path);
    return descriptor;
  } catch {
    // A full or read-only disk must not keep anybody from calling a function.
    return null;
  }
}

function readTail(file: number): OutputTail {
  const { size } = fstatSync(file);
  const bytes = Buffer.alloc(Math.min(size, capacityBytes));
  const length = readSync(file, bytes, 0, bytes.length, size - bytes.length);
  ftruncateSync(file, 0);
  const ring = new OutputRing(capacityBytes);
  ring.write(bytes.subarray(0, length));
  const tail = ring.peek();
  return { text: tail.text, droppedBytes: size - length };
}
