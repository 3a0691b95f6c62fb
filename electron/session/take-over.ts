import { type Failure, fail } from '../contract/failure.ts';
import type { Generation, ReloadStrategy, StaleWarning, UnloadProof } from '../contract/generation.ts';
import { staleCodeAfter } from './decide-reload.ts';
import type { Farewell } from './farewell.ts';
import { type Carried, greet } from './greeting.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { callHook } from './reload-hooks.ts';
import { mintGeneration, type Opened, openInNewRunner, putInPlace } from './runner-use.ts';
import { inBackground, type Running, type SessionCore } from './session-core.ts';
import { staticsSentence } from './stuck-reasons.ts';

/** What is left to do with the generation that was replaced: `close` and end its process, only `end` that, or nothing. */
export type OldEnds = 'close' | 'end' | 'gone';

/** How a build is put in the place of the running one. */
export interface ReplacementWay {
  readonly strategy: ReloadStrategy;
  /** True for a build that the file held earlier: strict has only its copy to open then. */
  readonly earlier: boolean;
}

/** What dlopen is given: the library itself with strict, else the private copy. */
export function pathToOpen(core: SessionCore, build: PreparedBuild, way: ReplacementWay): string {
  return way.strategy === 'strict' && !way.earlier ? core.start.path : build.file;
}

/** How the attempt to put a build in the place of the running one ended. */
export type Replacement =
  | {
      readonly kind: 'loaded';
      readonly generation: Generation;
      readonly old: Running | null;
      readonly oldEnds: OldEnds;
      /** Of the old one, when it was closed in a process that lives on. */
      readonly proof: UnloadProof | null;
      readonly notes: readonly string[];
      /** What the old one left; null where it could not be asked any more. */
      readonly farewell: Farewell | null;
      readonly carried: ReadonlyMap<string, Carried>;
      readonly failedHook: string | null;
    }
  | {
      readonly kind: 'refused';
      readonly failure: Failure;
      /** True when the generation before had been closed, or its process had ended, and it was opened again from its copy. */
      readonly rolledBack: boolean;
      readonly proof: UnloadProof | null;
      readonly failedHook: string | null;
      readonly notes: readonly string[];
    }
  /** The path leads to another version of the file by now, which is not the one that was examined. */
  | { readonly kind: 'superseded' };

export type Loaded = Extract<Replacement, { kind: 'loaded' }>;
export type Refused = Extract<Replacement, { kind: 'refused' }>;

/** How a build came to its place. */
export interface TakingOver {
  readonly strategy: ReloadStrategy;
  readonly oldEnds: OldEnds;
  readonly stale?: StaleWarning | null;
  readonly proof?: UnloadProof | null;
  readonly notes?: readonly string[];
  readonly farewell?: Farewell | null;
}

/** Gives what was opened the state that it is to go on with, and makes it the next generation. */
export async function takeOver(
  core: SessionCore,
  opened: Opened,
  build: PreparedBuild,
  how: TakingOver,
): Promise<Replacement> {
  const { strategy, oldEnds, proof = null, farewell = null } = how;
  const greeting = await greet(core, opened, build, farewell);
  if (!greeting.ok) return giveBack(core, greeting.failure, how);
  // Also in a new place the image of an earlier time may be what the loader gives: main never ends.
  const { stale = opened.alreadyOpen ? staleCodeAfter(null) : null } = how;
  const notes = [
    ...(stale?.kind === 'code' ? [stale.warning] : []),
    // What is known since an earlier reload is said by the badge.
    ...(stale?.kind === 'statics' && proof?.gone === false ? [staticsSentence(proof)] : []),
    ...(farewell?.notes ?? []),
    ...(how.notes ?? []),
    ...greeting.value.notes,
  ];
  const old = core.running;
  const minted = mintGeneration(core, build, opened, { strategy, stale });
  core.builds.hold(build);
  core.builds.add(minted, build);
  const { generation } = putInPlace(core, opened, build, minted);
  const { carried } = greeting.value;
  const failedHook = greeting.value.failedHook ?? farewell?.failedHook ?? null;
  return { kind: 'loaded', generation, old, oldEnds, proof, notes, farewell, carried, failedHook };
}

/** The hook ended the process of the new build: the one before goes on, as after a crash while loading. */
async function giveBack(
  core: SessionCore,
  failure: Failure,
  { oldEnds, proof = null, farewell = null, notes = [] }: TakingOver,
): Promise<Replacement> {
  const old = core.running;
  const { after: failedHook } = core.store.get().stateChoices.hooks;
  const said = { proof, failedHook, notes: [...(farewell?.notes ?? []), ...notes] };
  if (old?.runner.alive && oldEnds === 'close') {
    const { runner, handle } = old;
    putInPlace(core, { runner, handle, alreadyOpen: false, objects: [] }, old.build, old.generation);
    return refused(failure, {
      ...said,
      notes: [...said.notes, ...(await takeBackState(core, old, farewell))],
    });
  }
  const rolledBack = old !== null && (await openCopyAgain(core, old));
  if (oldEnds === 'end') await old?.runner.stop({ kind: 'stopped' });
  const lost = rolledBack ? [stateWasLost(old.generation.number)] : [];
  return refused(failure, { ...said, rolledBack, notes: [...said.notes, ...lost] });
}

/** A build that put its state away for the next one, which did not come, is given it back in the same process. */
export async function takeBackState(
  core: SessionCore,
  place: Pick<Running, 'runner' | 'handle'>,
  farewell: Farewell | null,
): Promise<readonly string[]> {
  const { after } = core.store.get().stateChoices.hooks;
  if (!farewell?.hookCalled || after === null) return [];
  const failure = await callHook(core, place, after);
  return failure === null ? [] : [`The hook ${after} of the build before failed: ${failure.message}`];
}

/** What it costs that the process of the old build ended. */
export function stateWasLost(number: number): string {
  return `The process ended with its state; #${number} runs in another.`;
}

/** A build was not taken; what ran before is said by the other facts. */
export function refused(failure: Failure, more: Partial<Omit<Refused, 'kind' | 'failure'>> = {}): Refused {
  return { kind: 'refused', failure, rolledBack: false, proof: null, failedHook: null, notes: [], ...more };
}

/** The library was closed or released while the new build was loaded. */
export function refusedAtTheEnd(): Refused {
  return refused(fail('not-loaded', 'The library was closed while its new build was loaded.').failure);
}

/** The old process is gone, in a destructor or before: the build is opened in a new one, else the old one is. */
export async function replaceAfterLoss(
  core: SessionCore,
  build: PreparedBuild,
  how: { readonly path: string } & Omit<TakingOver, 'oldEnds'>,
): Promise<Replacement> {
  const old = core.running;
  const { runIn: place, binding } = core.store.get().options;
  const { path, ...taking } = how;
  const opened = await openInNewRunner(core, build, { path, place, binding });
  if (opened.ok) return takeOver(core, opened.value, build, { ...taking, oldEnds: 'gone' });
  const { proof = null } = taking;
  const notes = [...(taking.farewell?.notes ?? []), ...(taking.notes ?? [])];
  const rolledBack = old !== null && (await openCopyAgain(core, old));
  const { failedHook = null } = taking.farewell ?? {};
  return refused(opened.failure, { rolledBack, proof, failedHook, notes });
}

/** Brings the last good build back in a new process; when even that fails, nothing is loaded any more. */
export async function openCopyAgain(core: SessionCore, old: Running): Promise<boolean> {
  const { build, generation } = old;
  const { binding } = core.store.get().options;
  const opened = await openInNewRunner(core, build, { path: build.file, place: generation.place, binding });
  if (opened.ok) putInPlace(core, opened.value, build, { ...generation, stale: null });
  else {
    core.running = null;
    inBackground(core, core.builds.letGo(build));
  }
  return opened.ok;
}
