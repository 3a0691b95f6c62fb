import type { Failure, Outcome } from '../contract/failure.ts';
import type { StaleWarning, UnloadProof } from '../contract/generation.ts';
import { closeAndProve } from './close-and-prove.ts';
import { staleCodeAfter } from './decide-reload.ts';
import { bidFarewell, type Farewell } from './farewell.ts';
import { isOnDisk } from './look-at-build.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { type Opened, openIn, putInPlace, withEndOf } from './runner-use.ts';
import type { Running, SessionCore } from './session-core.ts';
import { staleAfter } from './stuck-reasons.ts';
import {
  openCopyAgain,
  pathToOpen,
  type Replacement,
  type ReplacementWay,
  refused,
  refusedAtTheEnd,
  replaceAfterLoss,
  stateWasLost,
  takeBackState,
  takeOver,
} from './take-over.ts';

/** The article's way: dlclose, then dlopen the same path in the same process. */
export async function replaceStrictly(
  core: SessionCore,
  build: PreparedBuild,
  way: ReplacementWay,
): Promise<Replacement> {
  if (core.closed || core.released) return refusedAtTheEnd();
  // A call may have kept this waiting for long, and dlopen takes what is there now, half-written files included.
  const path = pathToOpen(core, build, way);
  if (path !== build.file && !(await isOnDisk(core, build))) return { kind: 'superseded' };
  const old = core.running;
  if (old === null || !old.runner.alive) return replaceAfterLoss(core, build, { path, strategy: 'strict' });
  old.forgetRunner();
  const farewell = await bidFarewell(core, old);
  if (!old.runner.alive) return replaceAfterLoss(core, build, { path, strategy: 'strict', farewell });
  const { proof, refusal } = await closeAndProve(core, old);
  if (!old.runner.alive) {
    const lost = 'The process ended while the old build was unloaded; the new one runs in another.';
    const notes = [withEndOf(old.runner, lost)];
    return replaceAfterLoss(core, build, { path, strategy: 'strict', notes, farewell });
  }
  const { binding } = core.store.get().options;
  const opened = await openIn(core, old.runner, build, { path, binding });
  if (!opened.ok) return rollBack(core, farewell, { failure: opened.failure, proof });
  const stale = opened.value.alreadyOpen
    ? staleCodeAfter(refusal)
    : ((await staleNeeded(core, build, opened.value)) ?? staleAfter(old.generation.stale, proof));
  const how = { strategy: 'strict', oldEnds: 'gone', stale, proof, farewell } as const;
  return takeOver(core, opened.value, build, how);
}

/** A needed library may stay when the one that needs it goes: then the loader gives the old one to the new build. */
async function staleNeeded(
  core: SessionCore,
  build: PreparedBuild,
  { runner, handle }: Opened,
): Promise<StaleWarning | null> {
  if (build.needed.length === 0) return null;
  const { outcome } = await runner.use(handle, { timeoutMs: core.limits.unloadTimeoutMs });
  if (!outcome.ok) return null;
  const own = new Set(build.needed.flatMap(({ path, place }) => [path, place]));
  const old = outcome.value.replaced.filter((file) => own.has(file));
  if (old.length === 0) return null;
  const warning = `${old.join(', ')} was replaced and did not leave the process, so the old code of it keeps running. To get the new code, choose the strategy Swap or Fresh process and reload.`;
  return { kind: 'code', warning };
}

/** Opens the private copy of the last good build, in the same process if it lives, else in a new one. */
async function rollBack(
  core: SessionCore,
  farewell: Farewell,
  { failure, proof }: { readonly failure: Failure; readonly proof: UnloadProof | null },
): Promise<Replacement> {
  const { old } = farewell;
  const here = old.runner.alive ? await openCopyHere(core, old) : null;
  if (here?.ok) putInPlace(core, here.value, old.build, old.generation);
  const rolledBack = here?.ok === true || (await openCopyAgain(core, old));
  const lost = rolledBack ? [stateWasLost(old.generation.number)] : [];
  const notes = here?.ok ? await takeBackState(core, here.value, farewell) : lost;
  const { failedHook } = farewell;
  return refused(failure, { rolledBack, proof, failedHook, notes: [...farewell.notes, ...notes] });
}

function openCopyHere(core: SessionCore, { runner, build }: Running): Promise<Outcome<Opened>> {
  return openIn(core, runner, build, { path: build.file, binding: core.store.get().options.binding });
}
