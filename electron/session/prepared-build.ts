import { mkdir, rename, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import { type FileIdentity, sameIdentity } from '../contract/identity.ts';
import type { Snapshot } from '../contract/reader-protocol.ts';
import { isBeingWritten } from '../watch/settling.ts';
import { type Sighting, sight } from '../watch/sighting.ts';
import type { CopyFolder } from './copy-store.ts';
import { looksBeyondSystem, type NeedingLibrary } from './loader-search.ts';
import { localityOf } from './locality.ts';
import { takeNeededCopy } from './needed-copy.ts';
import { gatherNeeded, type NeededCopy, type NeededLibraries, type NeededLink } from './needed-libraries.ts';
import type { SessionDependencies } from './session-dependencies.ts';

/** A build with its private copy, ready to be loaded any number of times. */
export interface PreparedBuild {
  readonly snapshot: Snapshot;
  readonly folder: CopyFolder;
  /** The private copy. */
  readonly file: string;
  /** Needed libraries to open first, absolute. */
  readonly preload: readonly string[];
  /** Needed libraries that lie beside the library or in its project, each with its private copy. */
  readonly needed: readonly NeededCopy[];
  /** Names for the loader that lead to what lies elsewhere. */
  readonly links: readonly NeededLink[];
}

export interface PrepareRequest {
  readonly library: string;
  /** Also while another process has the file open for writing. */
  readonly evenIfOpen: boolean;
  /** Needed libraries of the generation that runs: what did not change is not copied again. */
  readonly before: readonly NeededCopy[];
}

export interface Preparation {
  readonly outcome: Outcome<PreparedBuild>;
  /** What was seen at each path, beside the library's own, that decides which build this is. */
  readonly heeded: ReadonlyMap<string, Sighting>;
}

type Sources = Pick<SessionDependencies, 'reader' | 'copies' | 'files' | 'clock' | 'loader'>;

/** Copies the library as it is now, with the needed ones that belong to the build, and reads the facts from the copies; nothing is left behind on failure. */
export async function prepareBuild(request: PrepareRequest, from: Sources): Promise<Preparation> {
  const heeded = new Map<string, Sighting>();
  const folder = await from.copies.create();
  if (!folder.ok) return { outcome: folder, heeded };
  const { library, evenIfOpen } = request;
  const file = path.join(folder.value.path, path.basename(library));
  const taken = await from.reader.snapshot({ path: library, destination: file, evenIfOpen });
  let outcome: Outcome<PreparedBuild>;
  if (!taken.ok) outcome = taken;
  else {
    const build = { snapshot: taken.value, folder: folder.value, file, preload: [], needed: [], links: [] };
    const beyond = looksBeyondSystem(taken.value.facts, from.loader);
    const toldOf = request.before.some(({ name }) => name === null);
    outcome = beyond || toldOf ? await withNeeded(build, request, { ...from, heeded }) : succeed(build);
  }
  if (!outcome.ok) await folder.value.remove();
  return { outcome, heeded };
}

/** Puts copies of the needed libraries where the loader looks for them when it opens the copy of the library. */
async function withNeeded(
  build: PreparedBuild,
  { library, before }: PrepareRequest,
  from: Sources & { readonly heeded: Map<string, Sighting> },
): Promise<Outcome<PreparedBuild>> {
  const { files, heeded, clock } = from;
  const { facts, identity } = build.snapshot;
  const root = build.folder.path;
  const main: NeedingLibrary = { path: library, place: path.normalize(library), facts, parent: null };
  try {
    const needed = await gatherNeeded({
      library: main,
      before,
      environment: from.loader,
      files,
      isLocal: localityOf(library, homedir(), files),
      take: (found, seen) =>
        takeNeededCopy(from.reader, {
          path: found.path,
          destination: path.join(root, found.place),
          identity: seen.identity,
          evenIfOpen: !isBeingWritten(seen.identity, clock.nowMs()),
          before,
        }),
      heed: (file, sighting) => heeded.set(file, sighting),
    });
    if (!needed.ok) return needed;
    const { copies } = needed.value;
    const changed = await changedMeanwhile([{ path: library, identity }, ...copies], from);
    return changed ?? succeed({ ...build, ...(await layOut(build, main.place, needed.value)) });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail('copy-failed', 'The private copies of needed libraries could not be made.', {
      path: root,
      detail,
    });
  }
}

/** The files are read one after the other: only when none changed until the end they are one build. */
async function changedMeanwhile(
  taken: readonly { readonly path: string; readonly identity: FileIdentity }[],
  { files, heeded }: Pick<Sources, 'files'> & { readonly heeded: Map<string, Sighting> },
): Promise<ReturnType<typeof fail> | null> {
  if (taken.length === 1) return null;
  const looks = taken.map(async ({ path: file, identity }) => {
    const now = await sight(files, file);
    if (now.kind === 'present' && sameIdentity(now.identity, identity)) return null;
    if (heeded.has(file)) heeded.set(file, now);
    return file;
  });
  const changed = (await Promise.all(looks)).find((file) => file !== null);
  if (changed === undefined) return null;
  return fail('changed-while-reading', `${changed} changed while the build was copied.`, { path: changed });
}

/**
 * The copies keep the places that the originals have to one another, so that `$ORIGIN` leads from copy to copy. What is
 * found otherwise is opened first: glibc knows it by its SONAME then, and does not search for it.
 */
export async function layOut(
  { folder, file }: PreparedBuild,
  place: string,
  { copies, links }: NeededLibraries,
): Promise<Pick<PreparedBuild, 'file' | 'preload' | 'needed' | 'links'>> {
  if (copies.length === 0 && links.length === 0) return { file, preload: [], needed: [], links: [] };
  const moved = path.join(folder.path, place);
  await mkdir(path.dirname(moved), { recursive: true, mode: 0o700 });
  await rename(file, moved);
  for (const link of links) {
    const at = path.join(folder.path, link.place);
    if (at === moved) continue;
    await mkdir(path.dirname(at), { recursive: true, mode: 0o700 });
    const target = link.foreign ? link.target : path.join(folder.path, link.target);
    await symlink(target, at).catch(unlessThere);
  }
  const foreign = links.filter((link) => link.foreign).map(({ target }) => target);
  return { file: moved, preload: [...foreign, ...copiesToOpenFirst(copies)], needed: copies, links };
}

/** All of them or none, the innermost first: one that is opened by itself finds nothing through the run path of others. */
function copiesToOpenFirst(copies: readonly NeededCopy[]): readonly string[] {
  const known = copies.filter(({ facts, name }) => facts.soname === name);
  if (known.every(({ viaOrigin }) => viaOrigin)) return [];
  return known.map(({ file }) => file).reverse();
}

function unlessThere(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
  throw error;
}
