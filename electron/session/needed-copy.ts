import { link, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail, succeed } from '../contract/failure.ts';
import { type FileIdentity, sameIdentity } from '../contract/identity.ts';
import type { ReaderClient } from '../contract/reader-protocol.ts';
import { refusalOfFacts } from './decide-reload.ts';
import type { NeededCopy, TakenCopy } from './needed-libraries.ts';

interface CopyRequest {
  readonly path: string;
  readonly destination: string;
  /** What was seen at the path. */
  readonly identity: FileIdentity;
  readonly evenIfOpen: boolean;
  readonly before: readonly NeededCopy[];
}

/**
 * Copies a needed library. One that did not change since the generation before stays the same file: a process that has it
 * open must know it by device and inode, so that there are never two of it.
 */
export async function takeNeededCopy(reader: ReaderClient, request: CopyRequest): Promise<TakenCopy> {
  const { destination: file, identity, evenIfOpen } = request;
  const noFolder = await mkdir(path.dirname(file), { recursive: true, mode: 0o700 }).then(
    () => null,
    reasonOf,
  );
  if (noFolder !== null) {
    return fail('copy-failed', 'The folder for a private copy could not be made.', {
      path: file,
      detail: noFolder,
    });
  }
  const before = request.before.find((needed) => needed.path === request.path);
  if (before !== undefined && sameIdentity(before.identity, identity) && (await keep(before, file))) {
    return succeed({ identity, build: before.build, facts: before.facts, file });
  }
  const taken = await reader.snapshot({ path: request.path, destination: file, evenIfOpen });
  if (!taken.ok) return taken;
  const refusal = refusalOfFacts(taken.value.facts, taken.value.identity.size);
  if (refusal?.code === 'wrong-machine') {
    await rm(file, { force: true });
    return 'passed-over';
  }
  if (refusal !== null) return { ok: false, failure: refusal };
  if (before?.build.hash === taken.value.build.hash) await keep(before, file);
  return succeed({ ...taken.value, file });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Makes the older copy the file at `destination`; false on a file system without hard links, or when that copy is gone. */
async function keep(before: NeededCopy, destination: string): Promise<boolean> {
  const beside = `${destination}.kept`;
  try {
    await link(before.file, beside);
    await rename(beside, destination);
    return true;
  } catch {
    return false;
  }
}
