import { effectiveStrategy } from './decide-reload.ts';
import { bidFarewell } from './farewell.ts';
import { isOnDisk } from './look-at-build.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { giveUp, type Opened, openInNewRunner } from './runner-use.ts';
import type { SessionCore } from './session-core.ts';
import { replaceStrictly } from './strict-replacement.ts';
import { swapGeneration } from './swap-replacement.ts';
import {
  pathToOpen,
  type Replacement,
  type ReplacementWay,
  refused,
  refusedAtTheEnd,
  takeOver,
} from './take-over.ts';

/** Puts the build in place, in the way decided upon. */
export function replaceGeneration(
  core: SessionCore,
  build: PreparedBuild,
  way: ReplacementWay,
): Promise<Replacement> {
  const { strategy } = way;
  const { running } = core;
  const sameRunner =
    strategy !== 'fresh' &&
    running !== null &&
    running.runner.alive &&
    running.runner.place === core.store.get().options.runIn;
  if (!sameRunner) return replaceByNewRunner(core, build, way);
  return core.exclusive.run(() =>
    strategy === 'strict' ? replaceStrictly(core, build, way) : swapGeneration(core, build),
  );
}

/** Loads in a new runner first; only when that worked, and no call is open, the new one takes over. */
async function replaceByNewRunner(
  core: SessionCore,
  build: PreparedBuild,
  way: ReplacementWay,
): Promise<Replacement> {
  const { strategy } = way;
  const path = pathToOpen(core, build, way);
  if (path !== build.file && !(await isOnDisk(core, build))) return { kind: 'superseded' };
  const { runIn: place, binding } = core.store.get().options;
  const opened = await openInNewRunner(core, build, { path, place, binding });
  if (!opened.ok) return refused(opened.failure);
  const replacement = await core.exclusive.run(async () => {
    if (core.closed || core.released) return abandoned(core, opened.value);
    const { options } = core.store.get();
    if (options.runIn !== place || options.binding !== binding) return null;
    const old = core.running;
    old?.forgetRunner();
    const farewell = old === null ? null : await bidFarewell(core, old);
    return takeOver(core, opened.value, build, { strategy, oldEnds: 'close', farewell });
  });
  if (replacement !== null) return replacement;
  // The user wants it elsewhere, or otherwise, since it began to load.
  await giveUp(core, opened.value);
  const { runIn, strategy: wanted } = core.store.get().options;
  return replaceGeneration(core, build, { ...way, strategy: effectiveStrategy(runIn, wanted) });
}

/** The library was closed or released while the new build was loaded. */
async function abandoned(core: SessionCore, opened: Opened): Promise<Replacement> {
  await giveUp(core, opened);
  return refusedAtTheEnd();
}
