import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { ByteSource } from '../byte-source.ts';

/** Every regular `*.so*` file below the system's library folders, hard links once, in a stable order. */
export function systemLibraries(): readonly string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  for (const folder of new Set(['/usr/lib', '/lib'].map((path) => realpathSync(path)))) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.so(\.|$)/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      const { dev, ino } = lstatSync(path, { bigint: true });
      if (!seen.has(`${dev}:${ino}`)) found.push(path);
      seen.add(`${dev}:${ino}`);
    }
  }
  return found.sort();
}

/** Opens a file of the test as a byte source, and closes it after `use`. */
export function withSource<T>(path: string, use: (source: ByteSource) => T): T {
  const descriptor = openSync(path, 'r');
  try {
    return use({
      size: fstatSync(descriptor).size,
      read: (offset, length) => {
        const bytes = new Uint8Array(length);
        return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset));
      },
    });
  } finally {
    closeSync(descriptor);
  }
}
