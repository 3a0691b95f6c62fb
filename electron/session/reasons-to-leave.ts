import path from 'node:path';
import type { WhenStuck } from '../contract/generation.ts';
import type { PreparedBuild } from './prepared-build.ts';
import type { Running } from './session-core.ts';
import { neededChanges } from './whole-build.ts';

/**
 * Why the process of the old build cannot be that of the new one, a sentence each; empty when nothing is known against it.
 * A process gives the needed libraries that it has open to whoever needs them (dlopen(3)).
 */
export function reasonsToLeave(old: Running, build: PreparedBuild, whenStuck: WhenStuck): readonly string[] {
  if (old.generation.stale !== null && whenStuck === 'fresh') return [leavesOldImages];
  const changed = neededChanges(old.build.needed, build.needed).filter(({ before }) => before !== null);
  if (changed.length > 0) {
    return changed.map(
      ({ path: file }) =>
        `${path.basename(file)} is another one now, and the old process goes on with the one it has open: this build runs in a fresh process.`,
    );
  }
  const openedInPlace = old.generation.strategy === 'strict' && old.build.needed.length > 0;
  return openedInPlace
    ? [
        'The build before was opened where it lies, with what it needs; this one, from private copies, runs in a fresh process.',
      ]
    : [];
}

const leavesOldImages =
  'Images of earlier builds stayed in the old process, and with them their variables: this build runs in a fresh process.';

/** The same of libraries that were not copied; `replaced` are their paths. */
export function reasonsOfReplaced(replaced: readonly string[]): readonly string[] {
  return replaced.map(
    (file) =>
      `${file} was replaced since it was loaded. A process that has it open goes on with the old one, so this build runs in a fresh process.`,
  );
}
