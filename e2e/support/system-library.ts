import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folders = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/lib/x86_64-linux-gnu',
  '/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
];

/** Path of a library of the system by the first of these file names that exists; throws when none does. */
export function systemLibrary(...names: readonly string[]): string {
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`none of ${names.join(', ')} is in ${folders.join(', ')}`);
  return found;
}
