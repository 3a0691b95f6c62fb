import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folders = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/lib/x86_64-linux-gnu',
  '/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
];

/** LLVM under the file names that distributions give it: `libLLVM-15.so.1`, `libLLVM.so.19.1`. */
export const llvm = /^libLLVM(-\d+)?\.so\.[\d.]+$/;

/** Path of a library of the system by the first of these file names that exists; throws when none does. */
export function systemLibrary(...names: readonly (string | RegExp)[]): string {
  for (const name of names) {
    for (const folder of folders) {
      const found = filesIn(folder).find((file) =>
        typeof name === 'string' ? file === name : name.test(file),
      );
      if (found !== undefined) return join(folder, found);
    }
  }
  throw new Error(`none of ${names.join(', ')} is in ${folders.join(', ')}`);
}

function filesIn(folder: string): readonly string[] {
  try {
    // The newest of several versions first.
    return readdirSync(folder).sort().reverse();
  } catch {
    // Not every distribution has every one of them.
    return [];
  }
}
