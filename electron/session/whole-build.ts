import { createHash } from 'node:crypto';
import path from 'node:path';
import type { BuildChange } from '../contract/history-entry.ts';
import type { NeededBuild, NeededChange } from '../contract/needed-build.ts';
import type { PreparedBuild } from './prepared-build.ts';

/** One hash for all of them; undefined when there are none. */
function hashOfNeeded(needed: readonly NeededBuild[]): string | undefined {
  if (needed.length === 0) return undefined;
  const lines = needed.map(({ path: file, build }) => `${path.basename(file)} ${build.hash}`);
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

/** What stands for the content of a whole build: that of the library, and of the needed ones that belong to it. */
export function keyOfBuild(build: Pick<PreparedBuild, 'snapshot' | 'needed'>): string {
  const neededHash = neededHashOf(build);
  return keyText(build.snapshot.build.hash, neededHash);
}

/** The same, from what a history keeps; empty where the build is not known. */
export function contentKeyOf({ build, neededHash }: Pick<BuildChange, 'build' | 'neededHash'>): string {
  return build === null ? '' : keyText(build.hash, neededHash);
}

/** One hash for the needed libraries that the file itself asks for: what its code opens is not known before it runs. */
export function neededHashOf({ needed }: Pick<PreparedBuild, 'needed'>): string | undefined {
  return hashOfNeeded(needed.filter(({ name }) => name !== null));
}

function keyText(hash: string, neededHash: string | undefined): string {
  return neededHash === undefined ? hash : `${hash}+${neededHash}`;
}

/** The needed libraries whose content differs, that came, or that belong to the build no more; by path. */
export function neededChanges(
  before: readonly NeededBuild[],
  after: readonly NeededBuild[],
): readonly NeededChange[] {
  const paths = [...new Set([...before, ...after].map((needed) => needed.path))].sort();
  return paths
    .map((file) => ({ path: file, before: factsOf(before, file), after: factsOf(after, file) }))
    .filter((change) => change.before?.build.hash !== change.after?.build.hash);
}

function factsOf(list: readonly NeededBuild[], file: string): NeededChange['after'] {
  const found = list.find((needed) => needed.path === file);
  return found === undefined ? null : { identity: found.identity, build: found.build };
}
