import { type Failure, fail } from '../contract/failure.ts';
import type { Generation, ReloadStrategy, StaleWarning, UnloadProof } from '../contract/session-state.ts';
import { staleCodeAfter } from './decide-reload.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { mintGeneration, type Opened, openInNewRunner, putInPlace } from './runner-use.ts';
import { inBackground, type Running, type SessionCore } from './session-core.ts';

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
    }
  | {
      readonly kind: 'refused';
      readonly failure: Failure;
      /** True when the generation before had been closed, or its process had ended, and it was opened again from its copy. */
      readonly rolledBack: boolean;
      readonly proof: UnloadProof | null;
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
}

/** Makes what was opened the next generation. */
export function takeOver(core: SessionCore, opened: Opened, build: PreparedBuild, how: TakingOver): Loaded {
  const { strategy, oldEnds, proof = null } = how;
  // Also in a new place the image of an earlier time may be what the loader gives: main never ends.
  const { stale = opened.alreadyOpen ? staleCodeAfter(null) : null } = how;
  const notes = [...(stale?.kind === 'code' ? [stale.warning] : []), ...(how.notes ?? [])];
  const old = core.running;
  const minted = mintGeneration(core, build, opened, { strategy, stale });
  core.builds.hold(build);
  core.builds.add(minted, build);
  const { generation } = putInPlace(core, opened, build, minted);
  return { kind: 'loaded', generation, old, oldEnds, proof, notes };
}

/** A build was not taken; what ran before is said by the other facts. */
export function refused(failure: Failure, more: Partial<Omit<Refused, 'kind' | 'failure'>> = {}): Refused {
  return { kind: 'refused', failure, rolledBack: false, proof: null, notes: [], ...more };
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
  const { proof = null, notes = [] } = taking;
  const rolledBack = old !== null && (await openCopyAgain(core, old));
  return refused(opened.failure, { rolledBack, proof, notes });
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
