import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const realLibraryNames = ['zlib', 'sqlite3', 'jsoncpp', 'leveldb'] as const;
export type RealLibraryName = (typeof realLibraryNames)[number];

/** A library of a Debian source package, compiled with `-g` by the set-up of the tests. */
export interface RealLibrary {
  readonly name: RealLibraryName;
  /** Absolute. */
  readonly path: string;
  /** Of the Debian package. */
  readonly version: string;
  readonly flags: readonly string[];
  /** The folder with the public headers; empty for the C++ ones. */
  readonly headers: string;
}

const folder = fileURLToPath(new URL('./build/real/', import.meta.url));

/** Where a real library lies; throws with the set-up's sentence when it could not be fetched or built. */
export function realLibrary(name: RealLibraryName): RealLibrary {
  const own = join(folder, name);
  const description = join(own, 'library.json');
  if (!existsSync(description)) throw new Error(reason(own));
  const { path, version, flags } = JSON.parse(readFileSync(description, 'utf8'));
  return { name, path: join(own, path), version, flags, headers: join(own, 'include') };
}

function reason(own: string): string {
  const failure = join(own, 'failure.txt');
  return existsSync(failure)
    ? readFileSync(failure, 'utf8')
    : "The libraries from Debian's sources are not built; run: node forge-assets/setup/real-libraries.mjs";
}
