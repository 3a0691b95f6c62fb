import type { Failure } from '../contract/failure.ts';
import type { UnloadProof } from '../contract/generation.ts';
import { closeAndProve, findUse, type GenerationUse } from './close-and-prove.ts';
import { bidFarewell, type Farewell } from './farewell.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { reasonsOfReplaced, reasonsToLeave } from './reasons-to-leave.ts';
import { type Opened, openIn, openInNewRunner, putInPlace, withEndOf } from './runner-use.ts';
import { buryValuesIn } from './saved-values.ts';
import type { Running, SessionCore } from './session-core.ts';
import { staleAfter } from './stuck-reasons.ts';
import {
  openCopyAgain,
  type Replacement,
  refused,
  refusedAtTheEnd,
  replaceAfterLoss,
  stateWasLost,
  takeOver,
} from './take-over.ts';

/**
 * Hot reload: opens the new build beside the old one in the same process, and only when that worked closes the old one
 * and has the loader prove that it is gone. Where it stays, the new build goes on in a new process or, when the user
 * chose so, here with the state and a warning.
 */
export async function swapGeneration(core: SessionCore, build: PreparedBuild): Promise<Replacement> {
  if (core.closed || core.released) return refusedAtTheEnd();
  const old = core.running;
  if (old === null || !old.runner.alive)
    return replaceAfterLoss(core, build, { path: build.file, strategy: 'swap' });
  // Whatever ends the process from here on is dealt with here.
  old.forgetRunner();
  const known = reasonsToLeave(old, build, core.store.get().options.whenStuck);
  if (known.length > 0) return leaveAtOnce(core, { build, old, reasons: known, use: null });
  const use = await findUse(core, old);
  const { binding, whenStuck } = core.store.get().options;
  if (!old.runner.alive) return goOnAfterLoss(core, build, { old, when: 'before' });
  const reasons = reasonsOfReplaced(use.replaced);
  if (reasons.length > 0 || (use.stuck !== null && whenStuck === 'fresh'))
    return leaveAtOnce(core, { build, old, reasons, use });
  const opened = await openIn(core, old.runner, build, { path: build.file, binding });
  if (!opened.ok) return stayWith(core, old, opened.failure);
  const farewell = await bidFarewell(core, old);
  if (!old.runner.alive)
    return replaceAfterLoss(core, build, { path: build.file, strategy: 'swap', farewell });
  const proof = use.stuck ?? (await closeAndProve(core, old)).proof;
  if (!old.runner.alive) return goOnAfterLoss(core, build, { old, when: 'while', farewell });
  if (proof?.gone && use.image !== null) buryValuesIn(core, old, use.image);
  if (proof === null || proof.gone || whenStuck === 'keep')
    return goOnHere(core, { opened: opened.value, build, old, proof, farewell });
  return goOnElsewhere(core, { opened: opened.value, build, old, proof, farewell });
}

/** The process of the old build ended before, or while, that was unloaded. */
function goOnAfterLoss(
  core: SessionCore,
  build: PreparedBuild,
  { old, farewell, when }: Loss,
): Promise<Replacement> {
  const lost = `The process ended ${when} the old build was unloaded, and its state with it; the new build runs in another.`;
  const notes = [withEndOf(old.runner, lost)];
  const how = { path: build.file, strategy: 'swap', notes, ...(farewell && { farewell }) } as const;
  return replaceAfterLoss(core, build, how);
}

interface Loss {
  readonly old: Running;
  readonly when: 'before' | 'while';
  readonly farewell?: Farewell;
}

const elsewhereBecauseStuck =
  'The old build could not leave its process, so this one runs in a fresh process.';

/** What is known beforehand to forbid the swap costs nothing but the state: the new build never enters the old process. */
async function leaveAtOnce(core: SessionCore, { build, old, reasons, use }: Leaving): Promise<Replacement> {
  const { runIn: place, binding } = core.store.get().options;
  const opened = await openInNewRunner(core, build, { path: build.file, place, binding });
  if (!opened.ok) return stayWith(core, old, opened.failure);
  const { stuck } = use ?? (await findUse(core, old));
  const farewell = await bidFarewell(core, old);
  const ends = stuck === null ? 'close' : 'end';
  const notes = [...reasons, ...(stuck === null ? [] : [elsewhereBecauseStuck])];
  const oldEnds = old.runner.alive ? ends : 'gone';
  return takeOver(core, opened.value, build, { strategy: 'swap', oldEnds, proof: stuck, farewell, notes });
}

interface Leaving {
  readonly build: PreparedBuild;
  readonly old: Running;
  /** Why, a sentence each. */
  readonly reasons: readonly string[];
  /** What the old process was asked; null when the reasons were known without. */
  readonly use: GenerationUse | null;
}

interface Swap {
  readonly opened: Opened;
  readonly build: PreparedBuild;
  readonly old: Running;
  readonly proof: UnloadProof | null;
  readonly farewell: Farewell;
}

/** The new build did not come in: the old one goes on, in its process if that lives, else in a new one. */
async function stayWith(core: SessionCore, old: Running, failure: Failure): Promise<Replacement> {
  if (old.runner.alive) {
    const { runner, handle } = old;
    putInPlace(core, { runner, handle, alreadyOpen: false, objects: [] }, old.build, old.generation);
    return refused(failure);
  }
  const rolledBack = await openCopyAgain(core, old);
  const notes = rolledBack ? [stateWasLost(old.generation.number)] : [];
  return refused(failure, { rolledBack, notes });
}

function goOnHere(core: SessionCore, { opened, build, old, proof, farewell }: Swap): Promise<Replacement> {
  const stale = staleAfter(old.generation.stale, proof);
  return takeOver(core, opened, build, { strategy: 'swap', oldEnds: 'gone', stale, proof, farewell });
}

/** The new build leaves the old process first: what its constructors took, a port or a lock, must be free for the next time. */
async function goOnElsewhere(
  core: SessionCore,
  { opened, build, old, proof, farewell }: Swap,
): Promise<Replacement> {
  await opened.runner.unload(opened.handle, { timeoutMs: core.limits.closeTimeoutMs });
  const { runIn: place, binding } = core.store.get().options;
  const elsewhere = await openInNewRunner(core, build, { path: build.file, place, binding });
  if (elsewhere.ok) {
    const notes = [elsewhereBecauseStuck];
    const how = { strategy: 'swap', oldEnds: 'end', proof, notes, farewell } as const;
    return takeOver(core, elsewhere.value, build, how);
  }
  // The old handle may be closed already, and a process with half of it is no place to go on.
  const { runner } = old;
  const rolledBack = await openCopyAgain(core, old);
  await runner.stop({ kind: 'stopped' });
  return refused(elsewhere.failure, { rolledBack, proof });
}
