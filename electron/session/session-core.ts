import type { ComparedBuilds } from '../contract/build-changes.ts';
import type { CallRecord } from '../contract/call-record.ts';
import type { Fault } from '../contract/fault.ts';
import type { Generation } from '../contract/generation.ts';
import type { BuildChange } from '../contract/history-entry.ts';
import type { Activity, LibraryState } from '../contract/session-state.ts';
import type { VariableFate } from '../contract/variables.ts';
import type { SavedArgument } from '../ctypes/encode-context.ts';
import type { KnownRecorder } from '../ctypes/show-reply.ts';
import type { Runner } from '../processes/runner.ts';
import { type ChangeSignal, createChangeSignal } from '../watch/change-signal.ts';
import type { LibraryWatcher } from '../watch/library-watcher.ts';
import { type CrashGuard, createCrashGuard } from './crash-guard.ts';
import { createExclusive, type Exclusive } from './exclusive.ts';
import { type DiskState, restingFreshness } from './freshness.ts';
import { createKeptBuilds, type KeptBuilds } from './kept-builds.ts';
import type { Look } from './look.ts';
import type { PreparedBuild } from './prepared-build.ts';
import type { SessionDependencies, SessionLimits, SessionStart } from './session-dependencies.ts';
import { defaultLimits } from './session-limits.ts';
import { createStateStore, type StateStore } from './state-store.ts';
import { createSymbolLookup } from './symbol-lookup.ts';
import { createVariableModels, type VariableModels } from './variable-models.ts';

/** The generation that answers calls, with what is needed to call it, to bring it back and to take it down. */
export interface Running {
  readonly generation: Generation;
  readonly build: PreparedBuild;
  readonly runner: Runner;
  readonly handle: number;
  /** Absolute paths of what came into its process with it, and with the generations that it took the place of there. */
  readonly objects: readonly string[];
  /** Ends the listening for the runner's end. */
  readonly forgetRunner: () => void;
}

/** A kept build that is open in a process of its own, beside the running one. */
export interface Beside extends Omit<Running, 'generation' | 'objects'> {
  /** Number of the generation that was this build. */
  readonly generation: number;
  readonly openedAtMs: number;
  /** How its runner ended; the next call takes another one. */
  readonly fault: Fault | null;
  /** Its own, since the running build would push its answers out. */
  readonly lookUpSymbol: ReturnType<typeof createSymbolLookup>;
}

/** Native code at work in a runner. */
export interface Work {
  readonly runner: Runner;
  readonly activity: Activity;
}

/** What a saved value stands for, and the process in which it means something. */
export interface KeptValue {
  readonly argument: SavedArgument;
  readonly runner: Runner;
}

/** Where the image of a generation lay. */
export interface GoneImage {
  readonly generation: number;
  /** First address, and the first one behind it. */
  readonly start: bigint;
  readonly end: bigint;
}

/** The user chose an earlier build. */
export interface WentBack {
  /** The generation that was that build. */
  readonly to: number;
  /** Content of the file at that time, which is not loaded by itself; null when it was never read. */
  readonly over: string | null;
}

/** What the last reload did to the variables of the generation that it put in place, by key. */
export interface ReloadFates {
  readonly generation: number;
  readonly fates: ReadonlyMap<string, VariableFate>;
}

/** What the parts of one session share; only they change it. */
export interface SessionCore {
  readonly start: SessionStart;
  readonly dependencies: SessionDependencies;
  readonly limits: SessionLimits;
  readonly store: StateStore;
  /** Held while the running generation is used or replaced. */
  readonly exclusive: Exclusive;
  readonly guard: CrashGuard;
  readonly builds: KeptBuilds;
  /** Held while the build beside is used, opened or closed. */
  readonly besideExclusive: Exclusive;
  beside: Beside | null;
  readonly signal: ChangeSignal;
  readonly lookUpSymbol: ReturnType<typeof createSymbolLookup>;
  /** The last comparisons, by the contents of both builds. */
  readonly compared: Map<string, ComparedBuilds>;
  /** Settles when the comparisons that were begun are done. */
  comparing: Promise<void>;
  /** Makes the comparison that waits for its turn give up, since another one is to take it. */
  supersedeComparing: () => void;
  /** Work that nobody waits for but `close`. */
  readonly background: Set<Promise<void>>;
  /** Runners whose generation no longer answers, while its destructors run. */
  readonly retiring: Set<Runner>;
  watcher: LibraryWatcher | null;
  running: Running | null;
  /** Why the runner of the loaded generation is gone, while no other took its place. */
  fault: Fault | null;
  /** Native code at work right now, oldest first: for Stop, and for the state. */
  works: readonly Work[];
  disk: DiskState;
  /** The last look that was decided upon. */
  handled: Look | null;
  /** Paths that decide which needed libraries belong to the build: looked at and watched beside the library's own. */
  heeded: readonly string[];
  /** Content of the build that was read from the file last. */
  readLast: string | null;
  /** Until what is on disk runs again. */
  wentBack: WentBack | null;
  released: boolean;
  closed: boolean;
  nextGeneration: number;
  calls: readonly CallRecord[];
  /** The runner that answered each call; those of an earlier run of the program have none. */
  readonly callRunners: WeakMap<CallRecord, Runner>;
  /** Recorders of earlier calls by label: a library may call one long after it was given to it. */
  recorders: ReadonlyMap<string, KnownRecorder>;
  /** What the saved values of the state stand for, by name. */
  readonly kept: Map<string, KeptValue>;
  /** Images that left a process which lives on, by that process: an address in one meant something only until then. */
  readonly goneImages: WeakMap<Runner, readonly GoneImage[]>;
  unchangedInARow: number;
  /** The build loaded last, also by an earlier run of the program and when it was taken down since. */
  lastBuild: BuildChange | null;
  readonly variables: VariableModels;
  /** What the last reload did to the variables of the running generation. */
  fates: ReloadFates | null;
  /** What to do when the runner of a generation in place is gone. */
  readonly onRunnerLost: (core: SessionCore, lost: Running, fault: Fault) => Promise<void>;
}

/** Makes the shared part of a session that has not opened its file yet. */
export function createSessionCore(
  start: SessionStart,
  dependencies: SessionDependencies,
  initial: LibraryState,
  onRunnerLost: SessionCore['onRunnerLost'],
): SessionCore {
  const limits = { ...defaultLimits, ...start.limits };
  const store = createStateStore(initial);
  const guard = createCrashGuard(start.crashedBuilds ?? []);
  const { keptBuilds, keptBytes } = limits;
  const bounds = { builds: keptBuilds, bytes: keptBytes, freeBytes: () => dependencies.copies.freeBytes() };
  const builds = createKeptBuilds(bounds, () => showKept({ store, builds, guard }));
  return {
    start,
    dependencies,
    limits,
    store,
    exclusive: createExclusive(),
    guard,
    builds,
    besideExclusive: createExclusive(),
    beside: null,
    signal: createChangeSignal(dependencies.clock),
    lookUpSymbol: createSymbolLookup(dependencies.reader),
    compared: new Map(),
    comparing: Promise.resolve(),
    supersedeComparing: () => undefined,
    background: new Set(),
    retiring: new Set(),
    watcher: null,
    running: null,
    fault: null,
    works: [],
    disk: { kind: 'same' },
    handled: null,
    readLast: null,
    wentBack: null,
    heeded: [],
    released: false,
    closed: false,
    nextGeneration: start.nextGeneration,
    calls: start.calls ?? [],
    callRunners: new WeakMap(),
    recorders: new Map(),
    kept: new Map(),
    goneImages: new WeakMap(),
    unchangedInARow: 0,
    lastBuild: start.lastBuild ?? null,
    variables: createVariableModels(dependencies.reader, start.path),
    fates: null,
    onRunnerLost,
  };
}

type Keeping = Pick<SessionCore, 'store' | 'builds' | 'guard'>;

/** Shows which builds are kept and which of them crashed. */
export function showKept(core: Keeping): void {
  core.store.change({ kept: keptIn(core) });
}

function keptIn({ builds, guard }: Keeping): LibraryState['kept'] {
  const kept = builds.list().map(({ key, ...build }) => ({ ...build, crashed: guard.crashedBefore(key) }));
  return kept.reverse();
}

/** Shows the state that follows from what is known, now that nothing is being done about the file. */
export function rest(core: SessionCore): void {
  const { running, released, fault, disk } = core;
  const { watching } = core.store.get().options;
  core.store.change({
    kept: keptIn(core),
    generation: running?.generation ?? null,
    wentBackTo: core.wentBack?.to ?? null,
    needed: running?.build.needed.map(({ path }) => path) ?? [],
    freshness: restingFreshness({ released, loaded: running !== null, fault, watching, disk }),
  });
}

/** The work to show and to stop: a call before all else, since somebody waits for it. */
export function foremostWork(core: SessionCore): Work | null {
  return core.works.find(({ activity }) => activity.kind === 'call') ?? core.works.at(-1) ?? null;
}

/** Runs native work in a runner: shown as the activity and open to Stop while it lasts. */
export async function atWork<T>(
  core: SessionCore,
  runner: Runner,
  kind: Activity['kind'],
  run: () => Promise<T>,
  symbol: string | null = null,
): Promise<T> {
  const startedAtMs = core.dependencies.clock.nowMs();
  const work: Work = { runner, activity: { kind, symbol, startedAtMs } };
  core.works = [...core.works, work];
  // `close` ended what was at work before; what still begins afterwards must not outlive it.
  if (core.closed && runner.place === 'isolated') void runner.stop();
  core.store.change({ activity: foremostWork(core)?.activity ?? null });
  try {
    return await run();
  } finally {
    core.works = core.works.filter((other) => other !== work);
    core.store.change({ activity: foremostWork(core)?.activity ?? null });
  }
}

/** Lets work go on that nobody waits for but `close`. */
export function inBackground(core: SessionCore, work: Promise<void>): void {
  core.background.add(work);
  void work.finally(() => core.background.delete(work));
}
