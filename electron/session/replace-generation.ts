import { type Failure, fail } from '../contract/failure.ts';
import type { Generation, ReloadStrategy } from '../contract/session-state.ts';
import { staleWarningAfter, type UnloadProof } from './decide-reload.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { endRunner, mintGeneration, type Opened, openIn, openInNewRunner, putInPlace } from './runner-use.ts';
import { atWork, inBackground, type Running, type SessionCore } from './session-core.ts';

/** How the attempt to put a build in the place of the running one ended. */
export type Replacement =
  | {
      readonly kind: 'loaded';
      readonly generation: Generation;
      readonly old: Running | null;
      /** True when the old one was closed in its runner, which lives on. */
      readonly oldUnloaded: boolean;
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'refused';
      readonly failure: Failure;
      /** True when the generation before had been closed and was opened again from its copy. */
      readonly rolledBack: boolean;
      readonly notes: readonly string[];
    };

/** Puts the build in place, in the way decided upon. */
export function replaceGeneration(
  core: SessionCore,
  build: PreparedBuild,
  strategy: ReloadStrategy,
): Promise<Replacement> {
  const { running } = core;
  const sameRunner =
    strategy === 'strict' &&
    running !== null &&
    running.runner.alive &&
    running.generation.place === core.store.get().options.runIn;
  return sameRunner
    ? core.exclusive.run(() => replaceInSameRunner(core, build))
    : replaceByNewRunner(core, build, strategy);
}

/** Loads in a new runner first; only when that worked, and no call is open, the new one takes over. */
async function replaceByNewRunner(
  core: SessionCore,
  build: PreparedBuild,
  strategy: ReloadStrategy,
): Promise<Replacement> {
  const path = strategy === 'strict' ? core.start.path : build.file;
  const opened = await openInNewRunner(core, build, path, core.store.get().options.runIn);
  if (!opened.ok) return { kind: 'refused', failure: opened.failure, rolledBack: false, notes: [] };
  return core.exclusive.run(async () => {
    if (core.closed || core.released) return abandoned(core, opened.value);
    const old = core.running;
    old?.forgetRunner();
    const minted = mintGeneration(core, build, { strategy, staleWarning: null });
    const { generation } = putInPlace(core, opened.value, build, minted);
    return { kind: 'loaded', generation, old, oldUnloaded: false, notes: [] };
  });
}

/** The library was closed or released while the new build was loaded. */
async function abandoned(core: SessionCore, opened: Opened): Promise<Replacement> {
  await opened.runner.unload(opened.handle, { timeoutMs: core.limits.closeTimeoutMs });
  await endRunner(opened.runner);
  const { failure } = fail('not-loaded', 'The library was closed while its new build was loaded.');
  return { kind: 'refused', failure, rolledBack: false, notes: [] };
}

/** The article's way: dlclose, then dlopen the same path in the same process. */
async function replaceInSameRunner(core: SessionCore, build: PreparedBuild): Promise<Replacement> {
  const old = core.running;
  if (old === null || !old.runner.alive) return replaceAfterLoss(core, build);
  old.forgetRunner();
  const proof = await unload(core, old);
  if (!old.runner.alive)
    return replaceAfterLoss(core, build, [
      'The process ended while the old build was unloaded; the new one runs in another.',
    ]);
  if (proof.kind !== 'gone') core.stuckRunners.add(old.runner);
  const stale = core.stuckRunners.has(old.runner);
  const opened = await openIn(core, old.runner, build, core.start.path);
  if (!opened.ok) return rollBack(core, old, opened.failure);
  const staleWarning = stale
    ? staleWarningAfter(proof.kind === 'gone' ? { kind: 'still-mapped' } : proof)
    : null;
  return takeOver(core, opened.value, build, staleWarning);
}

function takeOver(
  core: SessionCore,
  opened: Opened,
  build: PreparedBuild,
  staleWarning: string | null,
): Replacement {
  const old = core.running;
  const minted = mintGeneration(core, build, { strategy: 'strict', staleWarning });
  const { generation } = putInPlace(core, opened, build, minted);
  const notes = staleWarning === null ? [] : [staleWarning];
  return { kind: 'loaded', generation, old, oldUnloaded: true, notes };
}

async function unload(core: SessionCore, old: Running): Promise<UnloadProof> {
  const limits = { timeoutMs: core.limits.unloadTimeoutMs };
  const { outcome } = await atWork(core, old.runner, 'unload', () => old.runner.unload(old.handle, limits));
  if (!outcome.ok) return { kind: 'refused', failure: outcome.failure };
  return { kind: outcome.value.stillMapped ? 'still-mapped' : 'gone' };
}

/** The old process is gone, in a destructor or before: the build is opened in a new one. */
async function replaceAfterLoss(
  core: SessionCore,
  build: PreparedBuild,
  notes: readonly string[] = [],
): Promise<Replacement> {
  const old = core.running;
  const opened = await openInNewRunner(core, build, core.start.path, core.store.get().options.runIn);
  if (opened.ok) return { ...takeOver(core, opened.value, build, null), notes };
  const rolledBack = old !== null && (await openCopyAgain(core, old));
  return { kind: 'refused', failure: opened.failure, rolledBack, notes };
}

/** Opens the private copy of the last good build, in the same process if it lives, else in a new one. */
async function rollBack(core: SessionCore, old: Running, failure: Failure): Promise<Replacement> {
  const here = old.runner.alive ? await openIn(core, old.runner, old.build, old.build.file) : null;
  if (here?.ok) putInPlace(core, here.value, old.build, old.generation);
  const rolledBack = here?.ok === true || (await openCopyAgain(core, old));
  return { kind: 'refused', failure, rolledBack, notes: [] };
}

/** Brings the last good build back in a new process; when even that fails, nothing is loaded any more. */
async function openCopyAgain(core: SessionCore, old: Running): Promise<boolean> {
  const opened = await openInNewRunner(core, old.build, old.build.file, old.generation.place);
  if (opened.ok) putInPlace(core, opened.value, old.build, old.generation);
  else {
    core.running = null;
    inBackground(core, old.build.folder.remove());
  }
  return opened.ok;
}
