import { sameIdentity } from '../contract/identity.ts';
import { type Sighting, sameSighting, sight } from '../watch/sighting.ts';
import { type Look, sameLook } from './look.ts';
import type { PreparedBuild } from './prepared-build.ts';
import type { SessionCore } from './session-core.ts';

/** Looks at the library once and shows its identity. */
export async function lookAtLibrary(core: SessionCore): Promise<Sighting> {
  const sighting = await sight(core.dependencies.files, core.start.path);
  const onDisk = sighting.kind === 'present' ? sighting.identity : null;
  const known = core.store.get().onDisk;
  const same = known === onDisk || (known !== null && onDisk !== null && sameIdentity(known, onDisk));
  if (!same) core.store.change({ onDisk });
  return sighting;
}

/** Looks at the library and at everything that is heeded with it. */
export async function lookAtBuild(core: SessionCore): Promise<Look> {
  const library = lookAtLibrary(core);
  const needed = core.heeded.map(async (path) => [path, await sight(core.dependencies.files, path)] as const);
  return { library: await library, needed: new Map(await Promise.all(needed)) };
}

/** True when the look shows what was decided upon last. */
export function isKnown({ handled }: SessionCore, look: Look): boolean {
  return handled !== null && sameLook(handled, look);
}

/** True while the paths lead to exactly the files that the build was copied from. */
export async function isOnDisk(core: SessionCore, build: PreparedBuild): Promise<boolean> {
  const { identity } = build.snapshot;
  if (!sameSighting(await lookAtLibrary(core), { kind: 'present', identity })) return false;
  const looks = build.needed.map(async (needed) =>
    sameSighting(await sight(core.dependencies.files, needed.path), {
      kind: 'present',
      identity: needed.identity,
    }),
  );
  return !(await Promise.all(looks)).includes(false);
}

/** Heeds these paths from now on, in looks and by the watcher. */
export function heed(core: SessionCore, paths: readonly string[]): void {
  core.heeded = paths;
  core.watcher?.alsoWatch(paths);
}
