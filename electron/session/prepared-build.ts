import { mkdir, rename, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { ReaderClient, Snapshot } from '../contract/reader-protocol.ts';
import type { CopyFolder, CopyStore } from './copy-store.ts';
import { depthFor, findNeededFromOrigin, type NeededFromOrigin } from './needed-libraries.ts';

/** A build with its private copy, ready to be loaded any number of times. */
export interface PreparedBuild {
  readonly snapshot: Snapshot;
  readonly folder: CopyFolder;
  /** The private copy. */
  readonly file: string;
  /** Needed libraries to open first, absolute. */
  readonly preload: readonly string[];
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

export interface PrepareRequest {
  readonly library: string;
  /** What is copied: the library itself, or a kept copy of what it was. */
  readonly from?: string;
  /** Also while another process has the file open for writing. */
  readonly evenIfOpen: boolean;
}

/** Copies the file as it is now and reads the facts from the copy; nothing is left behind on failure. */
export async function prepareBuild(
  { library, from = library, evenIfOpen }: PrepareRequest,
  { reader, copies }: { readonly reader: ReaderClient; readonly copies: CopyStore },
): Promise<Outcome<PreparedBuild>> {
  const folder = await copies.create();
  if (!folder.ok) return folder;
  const file = path.join(folder.value.path, path.basename(library));
  const taken = await reader.snapshot({ path: from, destination: file, evenIfOpen });
  const prepared = taken.ok ? await arrange(library, file, folder.value, taken.value) : taken;
  if (!prepared.ok) await folder.value.remove();
  return prepared;
}

async function arrange(
  library: string,
  file: string,
  folder: CopyFolder,
  snapshot: Snapshot,
): Promise<Outcome<PreparedBuild>> {
  const needed = await findNeededFromOrigin(snapshot.facts, path.dirname(library), exists);
  const preload = needed.map(({ original }) => original);
  try {
    return succeed({ snapshot, folder, file: await linkNeeded(file, needed), preload });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail('copy-failed', 'The links to needed libraries beside the private copy could not be made.', {
      path: file,
      detail,
    });
  }
}

/**
 * glibc knows a library that is already open by the name it is needed by only through its SONAME; without one it
 * searches, and recognises what it finds by device and inode. So each needed library is linked where the copy looks.
 */
async function linkNeeded(file: string, needed: readonly NeededFromOrigin[]): Promise<string> {
  if (needed.length === 0) return file;
  const levels = Array.from({ length: depthFor(needed) }, () => 'deeper');
  const home = path.join(path.dirname(file), ...levels);
  const moved = path.join(home, path.basename(file));
  await mkdir(home, { recursive: true, mode: 0o700 });
  await rename(file, moved);
  for (const { original, relative } of needed) {
    const link = path.join(home, relative);
    if (link === moved) continue;
    await mkdir(path.dirname(link), { recursive: true, mode: 0o700 });
    await symlink(original, link).catch(unlessThere);
  }
  return moved;
}

function unlessThere(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
  throw error;
}
