import path from 'node:path';
import type { ElfFacts } from '../contract/library-model.ts';
import type { LoaderEnvironment } from './loader-environment.ts';

/** A library that needs others, as the loader opened it. */
export interface NeedingLibrary {
  /** Absolute. */
  readonly path: string;
  /** Where its copy lies below the folder of copies: the path with every `..` taken as text. */
  readonly place: string;
  readonly facts: Pick<ElfFacts, 'needed' | 'rpath' | 'runpath' | 'soname'>;
  /** The one that needed it; null for the library itself. */
  readonly parent: NeedingLibrary | null;
}

/** A place where the loader looks for a needed library. */
export interface Candidate {
  /** Absolute; `..` behind a link means what it means to the kernel. */
  readonly path: string;
  /** Where a copy has to lie to be found in its stead, when the needing one is a copy too. */
  readonly place: string;
  /** True when it is found relative to the library that needs it. */
  readonly viaOrigin: boolean;
}

const originToken = /^\$(?:\{ORIGIN\}|ORIGIN(?![A-Za-z0-9_]))/;
const libToken = /\$(?:\{LIB\}|LIB(?![A-Za-z0-9_]))/g;
/** Its value depends on the processor and the version of glibc: such entries are left to the loader. */
const platformToken = /\$(?:\{PLATFORM\}|PLATFORM(?![A-Za-z0-9_]))/;

/**
 * Where the loader looks for a needed library, in its order, before it turns to its cache and the folders of the system
 * (ld.so(8)): a name with a slash is a path; else RPATH of the needing one and of those that needed it, unless it has
 * RUNPATH, then LD_LIBRARY_PATH, then RUNPATH. Folders for processor features (glibc-hwcaps) are left out.
 */
export function candidatesFor(
  name: string,
  needing: NeedingLibrary,
  environment: LoaderEnvironment,
): readonly Candidate[] {
  if (name.includes('/')) return [expand(name, needing, environment)].filter((found) => found !== null);
  const folders = [
    ...(needing.facts.runpath === null ? rpathsOf(needing, environment) : []),
    ...environment.libraryPath
      .split(/[:;]/)
      .filter(() => environment.libraryPath !== '')
      .map((folder) => expand(folder, needing, environment)),
    ...foldersOf(needing.facts.runpath, needing, environment),
  ];
  return folders
    .filter((folder) => folder !== null)
    .map((folder) => ({
      ...folder,
      path: `${folder.path}/${name}`,
      place: path.join(folder.place, name),
    }));
}

/** True when somebody else than the system may have to be asked for what the library needs. */
export function looksBeyondSystem(
  facts: NeedingLibrary['facts'],
  { libraryPath }: LoaderEnvironment,
): boolean {
  return (
    facts.rpath !== null ||
    facts.runpath !== null ||
    libraryPath !== '' ||
    facts.needed.some((name) => name.includes('/'))
  );
}

function rpathsOf(needing: NeedingLibrary, environment: LoaderEnvironment): (Candidate | null)[] {
  const folders: (Candidate | null)[] = [];
  for (let at: NeedingLibrary | null = needing; at !== null; at = at.parent) {
    // RUNPATH hides the RPATH of the same file.
    if (at.facts.runpath === null) folders.push(...foldersOf(at.facts.rpath, at, environment));
  }
  return folders;
}

function foldersOf(
  list: string | null,
  owner: NeedingLibrary,
  environment: LoaderEnvironment,
): (Candidate | null)[] {
  return list === null ? [] : list.split(':').map((entry) => expand(entry, owner, environment));
}

/** A folder or a file of a run path; an empty one is the working directory. */
function expand(
  entry: string,
  owner: NeedingLibrary,
  { workingDirectory, libFolder }: LoaderEnvironment,
): Candidate | null {
  if (platformToken.test(entry)) return null;
  if (entry.search(libToken) !== -1 && libFolder === null) return null;
  const text = entry.replace(libToken, () => libFolder ?? '');
  if (originToken.test(text)) {
    const rest = text.replace(originToken, '');
    const [origin, place] = [path.dirname(owner.path), path.dirname(owner.place)];
    return { path: origin + rest, place: path.normalize(place + rest), viaOrigin: true };
  }
  const absolute = text.startsWith('/') ? text : `${workingDirectory}/${text}`;
  return { path: absolute, place: path.normalize(absolute), viaOrigin: false };
}
