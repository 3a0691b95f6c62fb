import path from 'node:path';
import type { FileAccess } from '../watch/file-access.ts';

/** Tells whether a needed library lies beside the library or in its project; those of the system never do. */
export type Locality = (file: string) => Promise<boolean>;

const systemFolder = /^\/(?:usr|lib[^/]*|bin|sbin|etc|nix|gnu|snap)(?:\/|$)/;
const buildFiles = [
  'CMakeLists.txt',
  'CMakeCache.txt',
  'Makefile',
  'makefile',
  'GNUmakefile',
  'meson.build',
  'build.ninja',
  'Cargo.toml',
];

/** Knows the folders of a library: its own, also behind links, and that of its project, which is looked for when it is first asked about. */
export function localityOf(
  library: string,
  home: string,
  files: Pick<FileAccess, 'stat' | 'realpath'>,
): Locality {
  const real = (file: string): Promise<string> => files.realpath(file).catch(() => file);
  const realLibraryPath = real(library);
  let project: Promise<string | null> | null = null;
  return async (file) => {
    if (systemFolder.test(file)) return false;
    const [realFile, realLibrary] = await Promise.all([real(file), realLibraryPath]);
    if (systemFolder.test(realFile)) return false;
    const own = [path.dirname(library), path.dirname(realLibrary)];
    if (own.some((folder) => isBelow(file, folder) || isBelow(realFile, folder))) return true;
    project ??= projectFolder(path.dirname(realLibrary), home, files);
    const root = await project;
    return root !== null && (isBelow(file, root) || isBelow(realFile, root));
  };
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder === '/' ? folder : `${folder}/`);
}

/**
 * The nearest folder with a repository in it, else the outermost one with build files: CMake writes a Makefile into every
 * folder of a build. Never the root, the home folder or one of the system.
 */
async function projectFolder(
  from: string,
  home: string,
  files: Pick<FileAccess, 'stat'>,
): Promise<string | null> {
  const has = (folder: string, name: string): Promise<boolean> =>
    files.stat(`${folder}/${name}`).then(
      () => true,
      () => false,
    );
  let outermost: string | null = null;
  for (let folder = from; folder !== '/' && folder !== home; folder = path.dirname(folder)) {
    if (systemFolder.test(folder)) break;
    if (await has(folder, '.git')) return folder;
    const found = await Promise.all(buildFiles.map((name) => has(folder, name)));
    if (found.includes(true)) outermost = folder;
  }
  return outermost;
}
