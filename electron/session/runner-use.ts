import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { Generation, ReloadStrategy, RunPlace, StaleWarning } from '../contract/generation.ts';
import type { Binding, LoadReply } from '../contract/runner-protocol.ts';
import { faultSentence } from '../processes/fault-text.ts';
import type { Runner } from '../processes/runner.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { atWork, inBackground, type Running, type SessionCore } from './session-core.ts';

/** A library that was opened in a runner. */
export interface Opened {
  readonly runner: Runner;
  readonly handle: number;
  /** True when the loader gave an image that the process had open before, and not the file as it is now. */
  readonly alreadyOpen: boolean;
  /** Absolute paths of what came into the process with it. */
  readonly objects: readonly string[];
}

/** How a build is opened. */
export interface Opening {
  readonly path: string;
  readonly binding: Binding;
}

/** Takes a runner for the place; one that comes after the session was closed is ended again. */
export async function acquireRunner(core: SessionCore, place: RunPlace): Promise<Outcome<Runner>> {
  const acquired = await core.dependencies.runners.acquire(place);
  if (!acquired.ok || !core.closed) return acquired;
  await endRunner(acquired.value);
  return fail('not-loaded', 'The library was closed.');
}

/** Ends a runner of its own process; the one in main lives as long as main. */
export async function endRunner(runner: Runner): Promise<void> {
  if (runner.place === 'isolated') await runner.stop({ kind: 'stopped' });
}

/** The sentence with that on how the process of the runner ended, where it has. */
export function withEndOf(runner: Runner, sentence: string): string {
  let ended = '';
  const unsubscribe = runner.onGone((fault) => {
    ended = ` ${faultSentence(fault)}`;
  });
  unsubscribe();
  return `${sentence}${ended}`;
}

/** Opens a path that holds the build: the library itself, or the private copy with its needed libraries first. */
export async function openIn(
  core: SessionCore,
  runner: Runner,
  build: PreparedBuild,
  { path, binding }: Opening,
): Promise<Outcome<Opened>> {
  const preload = path === build.file ? build.preload : [];
  const limits = { timeoutMs: core.limits.loadTimeoutMs };
  const report = await atWork(core, runner, 'load', () => runner.load({ path, binding, preload }, limits));
  const outcome: Outcome<LoadReply> = report.outcome;
  if (!outcome.ok) return outcome;
  const { handle, alreadyOpen, objects } = outcome.value;
  return succeed({ runner, handle, alreadyOpen, objects });
}

/** Opens a path in a new runner, which is ended again when that fails. */
export async function openInNewRunner(
  core: SessionCore,
  build: PreparedBuild,
  { place, ...opening }: Opening & { readonly place: RunPlace },
): Promise<Outcome<Opened>> {
  const runner = await acquireRunner(core, place);
  if (!runner.ok) return runner;
  const started = await atWork(core, runner.value, 'load', () => runner.value.ready);
  // It did not come as far as the library, whose build has no part in it.
  if (!started.ok) {
    const { message } = started.failure;
    return fail('runner-unavailable', `The process for the library could not be started. ${message}`);
  }
  const opened = await openIn(core, runner.value, build, opening);
  if (!opened.ok) inBackground(core, endRunner(runner.value));
  return opened;
}

/** Closes what was opened and is not wanted any more, and ends its runner. */
export async function giveUp(core: SessionCore, { runner, handle }: Opened): Promise<void> {
  await runner.unload(handle, { timeoutMs: core.limits.closeTimeoutMs });
  await endRunner(runner);
}

/** Makes what was opened the generation that answers calls, and listens for the end of its runner. */
export function putInPlace(
  core: SessionCore,
  opened: Opened,
  build: PreparedBuild,
  generation: Generation,
): Running {
  let forgotten = false;
  let unsubscribe = (): void => undefined;
  const { runner, handle } = opened;
  const here = core.running?.runner === runner ? core.running.objects : [];
  const running: Running = {
    runner,
    handle,
    build,
    objects: [...new Set([...here, ...opened.objects])],
    generation: { ...generation, pid: runner.pid ?? 0 },
    forgetRunner: () => {
      forgotten = true;
      unsubscribe();
    },
  };
  core.running = running;
  core.fault = null;
  unsubscribe = runner.onGone((fault) => {
    if (!forgotten) inBackground(core, core.onRunnerLost(core, running, fault));
  });
  return running;
}

/** A generation of its own number, made now, for what was opened. */
export function mintGeneration(
  core: SessionCore,
  build: PreparedBuild,
  { runner }: Opened,
  how: { readonly strategy: ReloadStrategy; readonly stale: StaleWarning | null },
): Generation {
  const number = core.nextGeneration;
  core.nextGeneration += 1;
  return {
    number,
    ...build.snapshot,
    ...how,
    place: runner.place,
    pid: runner.pid ?? 0,
    loadedAtMs: core.dependencies.clock.nowMs(),
  };
}
