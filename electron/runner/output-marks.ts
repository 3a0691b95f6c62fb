import { writeSync } from 'node:fs';
import { duplicateDescriptor, fflush } from './libc.ts';

/** Writes marks into this process's stdout and stderr that tell where the output of a request ends. */
export interface OutputMarks {
  write(marker: string): void;
}

// Out of the way of code that counts descriptors from 3.
const lowestDescriptor = 64;

/** Keeps copies of descriptors 1 and 2, so that marks reach the pipes even when called code closed or replaced the originals. */
export function keepOutputDescriptors(): OutputMarks {
  const descriptors = [1, 2].map((descriptor) => duplicateDescriptor(descriptor, lowestDescriptor));
  return {
    write(marker) {
      fflush(null);
      for (const descriptor of descriptors) writeAll(descriptor, marker);
    },
  };
}

function writeAll(descriptor: number, marker: string): void {
  try {
    writeSync(descriptor, marker);
  } catch {
    // Closed by called code: the other side waits for the mark a short time only.
  }
}
