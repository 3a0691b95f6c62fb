import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BuildSuggestion } from '../contract/build-command.ts';

/** A project's root is not further up than this from its libraries. */
const levels = 8;

/** The nearest folder from the library's upwards that says how it is built; else the library's own folder. */
export async function suggestBuild(libraryFolder: string, home: string): Promise<BuildSuggestion> {
  let folder = libraryFolder;
  for (let level = 0; level < levels && folder !== home && folder !== '/'; level += 1) {
    const names = new Set(await readdir(folder).catch(() => []));
    const found = await readFolder(folder, names, libraryFolder);
    if (found !== null) return found;
    folder = path.dirname(folder);
  }
  return { folder: libraryFolder, command: '', because: null };
}

async function readFolder(
  folder: string,
  names: ReadonlySet<string>,
  libraryFolder: string,
): Promise<BuildSuggestion | null> {
  if (names.has('CMakeCache.txt')) {
    const root = await cmakeSource(path.join(folder, 'CMakeCache.txt'), folder);
    return { folder: root, command: `cmake --build ${fromRoot(root, folder)}`, because: 'CMakeCache.txt' };
  }
  if (names.has('meson-info')) {
    const root = path.dirname(folder);
    return { folder: root, command: `meson compile -C ${fromRoot(root, folder)}`, because: 'meson-info' };
  }
  if (names.has('build.ninja')) return { folder, command: 'ninja', because: 'build.ninja' };
  const makefile = ['GNUmakefile', 'makefile', 'Makefile'].find((name) => names.has(name));
  if (makefile !== undefined) return { folder, command: 'make', because: makefile };
  if (names.has('Cargo.toml')) {
    const isRelease = path.relative(folder, libraryFolder).split('/').includes('release');
    return { folder, command: isRelease ? 'cargo build --release' : 'cargo build', because: 'Cargo.toml' };
  }
  if (names.has('CMakeLists.txt'))
    return { folder, command: 'cmake --build build', because: 'CMakeLists.txt' };
  if (names.has('meson.build')) return { folder, command: 'meson compile -C build', because: 'meson.build' };
  return null;
}

/** Where the sources of a CMake build folder lie; the folder itself when the cache does not tell of one above. */
async function cmakeSource(cache: string, folder: string): Promise<string> {
  const text = await readFile(cache, 'utf8').catch(() => '');
  const source = /^CMAKE_HOME_DIRECTORY:INTERNAL=(\/.+)$/m.exec(text)?.[1];
  return source !== undefined && folder.startsWith(`${source}/`) ? source : folder;
}

function fromRoot(root: string, folder: string): string {
  const relative = path.relative(root, folder) || '.';
  return /^[\w./+@%,-]+$/.test(relative) ? relative : `'${relative.replaceAll("'", "'\\''")}'`;
}
