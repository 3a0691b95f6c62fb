import path from 'node:path';
import type { Failure } from '../contract/failure.ts';
import type { StaleWarning, UnloadProof } from '../contract/session-state.ts';
import { closeAndProve, findUse, type GenerationUse } from './close-and-prove.ts';
import { bidFarewell, type Farewell } from './farewell.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { type Opened, openIn, openInNewRunner, putInPlace } from './runner-use.ts';
import { buryValuesIn } from './saved-values.ts';
import type { Running, SessionCore } from './session-core.ts';
import { staleStatics } from './stuck-reasons.ts';
import {
  openCopyAgain,
  type Replacement,
  refused,
  refusedAtTheEnd,
  replaceAfterLoss,
  takeOver,
} from './take-over.ts';
import { neededChanges } from './whole-build.ts';

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
  const use = await findUse(core, old);
  const { binding, whenStuck } = core.store.get().options;
  if (!old.runner.alive)
    return replaceAfterLoss(core, build, { path: build.file, strategy: 'swap', notes: [lost] });
  const replaced = replacedIn(old, build, use);
  if (replaced.length > 0 || (use.stuck !== null && whenStuck === 'fresh'))
    return leaveAtOnce(core, { build, old, use, replaced });
  const opened = await openIn(core, old.runner, build, { path: build.file, binding });
  if (!opened.ok) return stayWith(core, old, opened.failure);
  const farewell = await bidFarewell(core, old);
  if (!old.runner.alive)
    return replaceAfterLoss(core, build, { path: build.file, strategy: 'swap', farewell });
  const proof = use.stuck ?? (await closeAndProve(core, old)).proof;
  if (!old.runner.alive)
    return replaceAfterLoss(core, build, { path: build.file, strategy: 'swap', notes: [lost], farewell });
  if (proof?.gone && use.image !== null) buryValuesIn(core, old, use.image);
  if (proof === null || proof.gone || whenStuck === 'keep')
    return goOnHere(core, { opened: opened.value, build, old, proof, farewell });
  return goOnElsewhere(core, { opened: opened.value, build, old, proof, farewell });
}

const lost =
  'The process ended while the old build was unloaded, and its state with it; the new build runs in another.';
const elsewhereBecauseStuck =
  'The old build could not leave its process, so this one runs in a fresh process.';

const openedInPlace =
  'The build before was opened where it lies, with what it needs; this one, from private copies, runs in a fresh process.';

/** Why the process of the old build cannot be that of the new one, a sentence each: it gives old needed libraries to whoever needs them (dlopen(3)). */
function replacedIn(old: Running, build: PreparedBuild, use: GenerationUse): readonly string[] {
  const changed = neededChanges(old.build.needed, build.needed)
    .filter(({ before }) => before !== null)
    .map((change) => change.path);
  const others = use.replaced.filter((file) => !changed.includes(file));
  const inPlace = old.generation.strategy === 'strict' && old.build.needed.length > 0;
  return [
    ...(inPlace && changed.length + others.length === 0 ? [openedInPlace] : []),
    ...changed.map(
      (file) =>
        `${path.basename(file)} is another one now, and the old process goes on with the one it has open: this build runs in a fresh process.`,
    ),
    ...others.map(
      (file) =>
        `${file} was replaced since it was loaded. A process that has it open goes on with the old one, so this build runs in a fresh process.`,
    ),
  ];
}

/** What is known beforehand to forbid the swap costs nothing but the state: the new build never enters the old process. */
async function leaveAtOnce(
  core: SessionCore,
  {
    build,
    old,
    use,
    replaced,
  }: {
    readonly build: PreparedBuild;
    readonly old: Running;
    readonly use: GenerationUse;
    readonly replaced: readonly string[];
  },
): Promise<Replacement> {
  const { runIn: place, binding } = core.store.get().options;
  const opened = await openInNewRunner(core, build, { path: build.file, place, binding });
  if (!opened.ok) return stayWith(core, old, opened.failure);
  const how = { strategy: 'swap', oldEnds: use.stuck === null ? 'close' : 'end', proof: use.stuck } as const;
  const stuckNotes = use.stuck === null ? [] : [elsewhereBecauseStuck];
  const farewell = await bidFarewell(core, old);
  return takeOver(core, opened.value, build, { ...how, farewell, notes: [...replaced, ...stuckNotes] });
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
  const notes = rolledBack
    ? [`The process ended with its state; #${old.generation.number} runs in another.`]
    : [];
  return refused(failure, { rolledBack, notes });
}

function goOnHere(core: SessionCore, { opened, build, old, proof, farewell }: Swap): Promise<Replacement> {
  const stale = staleAfter(old, proof);
  return takeOver(core, opened, build, { strategy: 'swap', oldEnds: 'gone', stale, proof, farewell });
}

/** An image that stays keeps its variables for good: what it once did to a process holds until the process ends. */
function staleAfter(old: Running, proof: UnloadProof | null): StaleWarning | null {
  return proof === null || proof.gone ? old.generation.stale : staleStatics(proof);
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
