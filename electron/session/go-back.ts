import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { FileIdentity } from '../contract/identity.ts';
import { effectiveStrategy } from './decide-reload.ts';
import { holding, notKept, withRoom } from './kept-builds.ts';
import { loadBuild } from './load-build.ts';
import { type PreparedBuild, prepareBuild } from './prepared-build.ts';
import type { SessionCore } from './session-core.ts';

/**
 * Makes the build of an earlier generation current, as the next generation and in the way of a reload, but from its
 * private copy. What the file holds is not loaded by itself from then on, until it is another build. Whatever fails
 * leaves what runs.
 */
export async function goBack(core: SessionCore, generation: number): Promise<Outcome<null>> {
  if (core.closed) return fail('not-loaded', 'The library was closed.');
  await core.exclusive.idle();
  const kept = core.builds.find(generation);
  if (kept === null) return notKept(generation);
  const { running } = core;
  const { hash } = kept.snapshot.build;
  if (core.fault === null && running?.build.snapshot.build.hash === hash) {
    return fail('runs-already', `#${running.generation.number} is the build of #${generation} and runs.`);
  }
  const settledAtMs = core.dependencies.clock.monotonicMs();
  const prepared = await copyAgain(core, kept);
  if (!prepared.ok) return prepared;
  if (core.closed || core.released) {
    await prepared.value.folder.remove();
    return fail('not-loaded', 'The library was closed or released.');
  }
  const { runIn, strategy } = core.store.get().options;
  const loaded = await loadBuild(core, {
    trigger: 'back',
    prepared: prepared.value,
    strategy: effectiveStrategy(runIn, strategy),
    origin: { earlier: generation },
    settledAtMs,
  });
  if (loaded === 'superseded') throw new Error('a private copy cannot be superseded');
  return loaded;
}

/**
 * A file of its own for the same content: a process that still has the kept one open, because it could not leave,
 * would be given that image with the variables as they are.
 */
async function copyAgain(core: SessionCore, kept: PreparedBuild): Promise<Outcome<PreparedBuild>> {
  const { reader, copies } = core.dependencies;
  const request = { library: core.start.path, from: kept.file, evenIfOpen: true };
  const copied = await holding(core.builds, kept, () =>
    withRoom(core.builds, () => prepareBuild(request, { reader, copies })),
  );
  if (!copied.ok) return copied;
  const { build } = kept.snapshot;
  if (copied.value.snapshot.build.hash !== build.hash) {
    await copied.value.folder.remove();
    return fail('copy-failed', 'The kept copy is not what it was: something wrote to it.', {
      path: kept.file,
    });
  }
  const identity = identityNow(core, kept);
  return succeed({ ...copied.value, snapshot: { ...copied.value.snapshot, identity } });
}

/** Of the version on disk, when that is the very build; else of the version it was copied from. */
function identityNow({ readLast, handled }: SessionCore, { snapshot }: PreparedBuild): FileIdentity {
  const onDisk = readLast === snapshot.build.hash && handled?.kind === 'present' ? handled.identity : null;
  return onDisk ?? snapshot.identity;
}
