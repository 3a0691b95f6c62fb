import { type Failure, fail, type Outcome } from '../contract/failure.ts';
import type { UnloadReply } from '../contract/runner-protocol.ts';
import type { Generation, ReloadStrategy } from '../contract/session-state.ts';
import type { RunnerReport } from '../processes/runner.ts';
import { effectiveStrategy, staleWarningAfter } from './decide-reload.ts';
import { isOnDisk } from './examine-file.ts';
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
    }
  /** The path leads to another version of the file by now, which is not the one that was examined. */
  | { readonly kind: 'superseded' };

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
    running.runner.place === core.store.get().options.runIn;
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
  if (strategy === 'strict' && !(await isOnDisk(core, build.snapshot.identity)))
    return { kind: 'superseded' };
  const path = strategy === 'strict' ? core.start.path : build.file;
  const { runIn: place, binding } = core.store.get().options;
  const opened = await openInNewRunner(core, build, { path, place, binding });
  if (!opened.ok) return { kind: 'refused', failure: opened.failure, rolledBack: false, notes: [] };
  const replacement = await core.exclusive.run(async () => {
    if (core.closed || core.released) return abandoned(core, opened.value);
    const { options } = core.store.get();
    if (options.runIn !== place || options.binding !== binding) return null;
    core.running?.forgetRunner();
    return takeOver(core, opened.value, build, { strategy, oldUnloaded: false });
  });
  if (replacement !== null) return replacement;
  // The user wants it elsewhere, or otherwise, since it began to load.
  await giveUp(core, opened.value);
  const { runIn, strategy: wanted } = core.store.get().options;
  return replaceGeneration(core, build, effectiveStrategy(runIn, wanted));
}

async function giveUp(core: SessionCore, { runner, handle }: Opened): Promise<void> {
  await runner.unload(handle, { timeoutMs: core.limits.closeTimeoutMs });
  await endRunner(runner);
}

/** The library was closed or released while the new build was loaded. */
async function abandoned(core: SessionCore, opened: Opened): Promise<Replacement> {
  await giveUp(core, opened);
  return refusedAtTheEnd();
}

function refusedAtTheEnd(): Replacement {
  const { failure } = fail('not-loaded', 'The library was closed while its new build was loaded.');
  return { kind: 'refused', failure, rolledBack: false, notes: [] };
}

/** The article's way: dlclose, then dlopen the same path in the same process. */
async function replaceInSameRunner(core: SessionCore, build: PreparedBuild): Promise<Replacement> {
  if (core.closed || core.released) return refusedAtTheEnd();
  // A call may have kept this waiting for long, and dlopen takes what is there now, half-written files included.
  if (!(await isOnDisk(core, build.snapshot.identity))) return { kind: 'superseded' };
  const old = core.running;
  if (old === null || !old.runner.alive) return replaceAfterLoss(core, build);
  old.forgetRunner();
  const { outcome } = await unload(core, old);
  if (!old.runner.alive)
    return replaceAfterLoss(core, build, [
      'The process ended while the old build was unloaded; the new one runs in another.',
    ]);
  const { binding } = core.store.get().options;
  const opened = await openIn(core, old.runner, build, { path: core.start.path, binding });
  if (!opened.ok) return rollBack(core, old, opened.failure);
  const refusal = outcome.ok ? null : outcome.failure;
  return takeOver(core, opened.value, build, { strategy: 'strict', oldUnloaded: true, refusal });
}

/** Makes what was opened the next generation; `refusal` is why dlclose did not give the old image back. */
function takeOver(
  core: SessionCore,
  opened: Opened,
  build: PreparedBuild,
  how: {
    readonly strategy: ReloadStrategy;
    readonly oldUnloaded: boolean;
    readonly refusal?: Failure | null;
  },
): Extract<Replacement, { kind: 'loaded' }> {
  const { strategy, oldUnloaded, refusal = null } = how;
  const old = core.running;
  const staleWarning = opened.alreadyOpen ? staleWarningAfter(refusal) : null;
  const minted = mintGeneration(core, build, opened, { strategy, staleWarning });
  const { generation } = putInPlace(core, opened, build, minted);
  const notes = staleWarning === null ? [] : [staleWarning];
  return { kind: 'loaded', generation, old, oldUnloaded, notes };
}

function unload(core: SessionCore, old: Running): Promise<RunnerReport<UnloadReply>> {
  const limits = { timeoutMs: core.limits.unloadTimeoutMs };
  return atWork(core, old.runner, 'unload', () => old.runner.unload(old.handle, limits));
}

/** The old process is gone, in a destructor or before: the build is opened in a new one. */
async function replaceAfterLoss(
  core: SessionCore,
  build: PreparedBuild,
  notes: readonly string[] = [],
): Promise<Replacement> {
  const old = core.running;
  const { runIn: place, binding } = core.store.get().options;
  const opened = await openInNewRunner(core, build, { path: core.start.path, place, binding });
  if (opened.ok) {
    return { ...takeOver(core, opened.value, build, { strategy: 'strict', oldUnloaded: true }), notes };
  }
  const rolledBack = old !== null && (await openCopyAgain(core, old));
  return { kind: 'refused', failure: opened.failure, rolledBack, notes };
}

/** Opens the private copy of the last good build, in the same process if it lives, else in a new one. */
async function rollBack(core: SessionCore, old: Running, failure: Failure): Promise<Replacement> {
  const here = old.runner.alive ? await openCopyHere(core, old) : null;
  if (here?.ok) putInPlace(core, here.value, old.build, old.generation);
  const rolledBack = here?.ok === true || (await openCopyAgain(core, old));
  return { kind: 'refused', failure, rolledBack, notes: [] };
}

function openCopyHere(core: SessionCore, { runner, build }: Running): Promise<Outcome<Opened>> {
  return openIn(core, runner, build, { path: build.file, binding: core.store.get().options.binding });
}

/** Brings the last good build back in a new process; when even that fails, nothing is loaded any more. */
async function openCopyAgain(core: SessionCore, old: Running): Promise<boolean> {
  const { build, generation } = old;
  const { binding } = core.store.get().options;
  const opened = await openInNewRunner(core, build, { path: build.file, place: generation.place, binding });
  if (opened.ok) putInPlace(core, opened.value, old.build, old.generation);
  else {
    core.running = null;
    inBackground(core, old.build.folder.remove());
  }
  return opened.ok;
}
