import type { Failure, Outcome } from '../contract/failure.ts';
import type { UnloadProof } from '../contract/session-state.ts';
import { closeAndProve } from './close-and-prove.ts';
import { staleCodeAfter } from './decide-reload.ts';
import { isOnDisk } from './examine-file.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { type Opened, openIn, putInPlace } from './runner-use.ts';
import type { Running, SessionCore } from './session-core.ts';
import {
  openCopyAgain,
  pathToOpen,
  type Replacement,
  type ReplacementWay,
  refused,
  refusedAtTheEnd,
  replaceAfterLoss,
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
  if (path !== build.file && !(await isOnDisk(core, build.snapshot.identity))) return { kind: 'superseded' };
  const old = core.running;
  if (old === null || !old.runner.alive) return replaceAfterLoss(core, build, { path, strategy: 'strict' });
  old.forgetRunner();
  const { proof, refusal } = await closeAndProve(core, old);
  if (!old.runner.alive) {
    const notes = ['The process ended while the old build was unloaded; the new one runs in another.'];
    return replaceAfterLoss(core, build, { path, strategy: 'strict', notes });
  }
  const { binding } = core.store.get().options;
  const opened = await openIn(core, old.runner, build, { path, binding });
  if (!opened.ok) return rollBack(core, old, { failure: opened.failure, proof });
  const stale = opened.value.alreadyOpen ? staleCodeAfter(refusal) : null;
  return takeOver(core, opened.value, build, { strategy: 'strict', oldEnds: 'gone', stale, proof });
}

/** Opens the private copy of the last good build, in the same process if it lives, else in a new one. */
async function rollBack(
  core: SessionCore,
  old: Running,
  { failure, proof }: { readonly failure: Failure; readonly proof: UnloadProof | null },
): Promise<Replacement> {
  const here = old.runner.alive ? await openCopyHere(core, old) : null;
  if (here?.ok) putInPlace(core, here.value, old.build, old.generation);
  const rolledBack = here?.ok === true || (await openCopyAgain(core, old));
  return refused(failure, { rolledBack, proof });
}

function openCopyHere(core: SessionCore, { runner, build }: Running): Promise<Outcome<Opened>> {
  return openIn(core, runner, build, { path: build.file, binding: core.store.get().options.binding });
}
