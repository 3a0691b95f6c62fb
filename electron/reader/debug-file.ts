import { dirname, join, resolve } from 'node:path';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { DebugSections } from '../dwarf/debug-sections.ts';
import { type ElfFile, openElf } from '../elf/elf-file.ts';
import { readBuildId } from '../elf/notes.ts';
import { type DebugLink, fitsLink, readDebugLink } from './debug-link.ts';
import { readDebugSections } from './debug-sections.ts';
import { fileSource, type OpenFile, readAt, withFile } from './file-source.ts';

/** Where distributions put separate debug files. */
const systemFolder = '/usr/lib/debug';

/** The debug information of a library, wherever it lies. */
export interface FoundDebug {
  /** Null when there is none. */
  readonly sections: DebugSections | null;
  /** The separate file that holds it; null for the library itself. */
  readonly path: string | null;
  /** What was found and not used, and what could not be read, a sentence each. */
  readonly problems: readonly string[];
}

/**
 * Finds debug information as gdb does ("Separate Debug Files"): in the library, else by build-id in /usr/lib/debug, else
 * through .gnu_debuglink beside the library, in `.debug` there, or in /usr/lib/debug below its folder. A file of another
 * build is not used. `originalPath` is where the library lies when `file` is a copy.
 */
export function findDebugFile(file: OpenFile, originalPath: string, globalFolder = systemFolder): FoundDebug {
  const opened = openElf(fileSource(file));
  if (!opened.ok) return { sections: null, path: null, problems: [] };
  const own = readDebugSections(opened.value);
  if (own !== null) return { ...own, path: null };
  return findSeparate(opened.value, { libraryPath: resolve(originalPath), globalFolder });
}

interface Places {
  readonly libraryPath: string;
  readonly globalFolder: string;
}

function findSeparate(library: ElfFile, places: Places): FoundDebug {
  const problems: string[] = [];
  const buildId = buildIdOf(library);
  for (const candidate of candidatesFor(library, buildId, places)) {
    const read = readSeparate(candidate, buildId);
    if (read.ok) return { ...read.value, path: candidate.path };
    // Most places are simply empty.
    if (read.failure.code !== 'file-missing') problems.push(`${candidate.path}: ${read.failure.message}`);
  }
  return { sections: null, path: null, problems };
}

interface Candidate {
  readonly path: string;
  /** What its content must fit; null where the build-id named it. */
  readonly link: DebugLink | null;
}

function candidatesFor(
  library: ElfFile,
  buildId: string | null,
  { libraryPath, globalFolder }: Places,
): readonly Candidate[] {
  const link = readDebugLink(library);
  const folder = dirname(libraryPath);
  const byName =
    link === null
      ? []
      : [join(folder, link.name), join(folder, '.debug', link.name), join(globalFolder, folder, link.name)];
  return [
    ...(buildId !== null && buildId.length > 2
      ? [{ path: join(globalFolder, buildIdPath(buildId)), link: null }]
      : []),
    // A link to the library's own name would be the library.
    ...byName.filter((path) => path !== libraryPath).map((path) => ({ path, link })),
  ];
}

/** Below the folder of debug files. */
function buildIdPath(buildId: string): string {
  return join('.build-id', buildId.slice(0, 2), `${buildId.slice(2)}.debug`);
}

function buildIdOf({ source, header, segments, sections }: ElfFile): string | null {
  return readBuildId(source, header.little, segments, sections);
}

function readSeparate(
  { path, link }: Candidate,
  buildId: string | null,
): Outcome<Pick<FoundDebug, 'sections' | 'problems'>> {
  return withFile(path, (file) => {
    const opened = openElf(fileSource(file));
    if (!opened.ok) return opened;
    const theirs = buildIdOf(opened.value);
    if (buildId !== null && theirs !== null && theirs !== buildId) {
      return fail('read-failed', 'it belongs to another build and is not used.');
    }
    // The build-id, where both have one, says more than a checksum, which costs reading the whole file.
    const isProven = buildId !== null && theirs === buildId;
    if (!isProven && link !== null && !fitsLink(link, chunksOf(file))) {
      return fail('read-failed', 'its checksum is not the one that the library names; it is not used.');
    }
    const found = readDebugSections(opened.value);
    return found === null ? fail('read-failed', 'it holds no debug information.') : succeed(found);
  });
}

const chunkBytes = 1024 * 1024;

function* chunksOf({ descriptor, identity }: OpenFile): Generator<Uint8Array> {
  for (let at = 0; at < Number(identity.size); at += chunkBytes) {
    yield readAt(descriptor, at, new Uint8Array(Math.min(chunkBytes, Number(identity.size) - at)));
  }
}
