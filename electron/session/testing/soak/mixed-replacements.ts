import { stat } from 'node:fs/promises';
import type { ReloadStrategy } from '../../../contract/generation.ts';
import { identityFromStatus, sameSighting } from '../../../watch/sighting.ts';
import type { RealSession } from '../real-session.ts';
import type { LibrarySite } from './library-site.ts';
import { type Step, stepsFor } from './mixed-steps.ts';
import { mixedOrder } from './seeded-order.ts';

/** What came of a row of replacements; `missed`, `doubled` and `stale` are faults. */
export interface MixedCounts {
  readonly strategy: ReloadStrategy;
  readonly seed: number;
  /** Steps that put another build in place. */
  readonly replacements: number;
  /** Steps that leave the code as it is, such as `touch`. */
  readonly leavings: number;
  readonly loads: number;
  /** The file settled and the session never came to run it. */
  missed: number;
  /** Loads that no change of the code asked for. */
  doubled: number;
  /** The session said that it runs what lies on disk, and the call answered with another build's number. */
  stale: number;
  /** A line for each of these: the step's place in the row, its name, and what was seen. */
  readonly faults: readonly string[];
}

export interface MixedRequest {
  readonly real: RealSession;
  readonly site: LibrarySite;
  readonly strategy: ReloadStrategy;
  /** How many builds are put in place at least; what leaves the code as it is comes on top. */
  readonly replacements: number;
  readonly seed: number;
}

/** Far beyond the longest wait that the watcher has. */
const patienceMs = 30_000;

/** Puts builds in place in every way, in an order that follows from the seed, and calls the library after each. */
export async function replaceInEveryWay(request: MixedRequest): Promise<MixedCounts> {
  const { real, strategy, seed } = request;
  const steps = rowOf(request);
  const faults: string[] = [];
  const counts = { missed: 0, doubled: 0, stale: 0 };
  const first = generationOf(real);
  let expected = first;
  for (const [index, step] of steps.entries()) {
    const note = (kind: keyof typeof counts, seen: string): void => {
      counts[kind] += 1;
      faults.push(`${index}, ${step.name}: ${kind}, ${seen}`);
    };
    // A load that came late belongs to the step before.
    if (generationOf(real) > expected) note('doubled', `#${generationOf(real)} came after the step before`);
    const loads = await loadsAfter(request, step);
    if (loads === null || (loads === 0 && replaces(step))) note('missed', situationOf(real));
    else if (loads > step.mostLoads) note('doubled', `${loads} loads`);
    const answer = await real.call('int version()');
    if (answer !== request.site.answer) note('stale', `${answer} instead of ${request.site.answer}`);
    expected = generationOf(real);
  }
  const replacements = steps.filter(replaces).length;
  const leavings = steps.length - replacements;
  return { strategy, seed, replacements, leavings, loads: expected - first, ...counts, faults };
}

function rowOf({ strategy, replacements, seed }: MixedRequest): readonly Step[] {
  const steps = stepsFor(strategy);
  const rounds = Math.ceil(replacements / steps.filter(replaces).length);
  return mixedOrder(steps, rounds, seed);
}

function replaces({ mostLoads }: Step): boolean {
  return mostLoads > 0;
}

/** Performs a step and waits until the session runs what lies on disk; null when it never does. */
async function loadsAfter({ real, site }: MixedRequest, step: Step): Promise<number | null> {
  const before = generationOf(real);
  await step.perform(site);
  const identity = identityFromStatus(await stat(site.library, { bigint: true }));
  const onDisk = { kind: 'present', identity } as const;
  const arrived = real.until(
    ({ generation, freshness }) =>
      generation !== null &&
      freshness.kind === 'same' &&
      sameSighting({ kind: 'present', identity: generation.identity }, onDisk),
  );
  return (await inTime(arrived)) ? generationOf(real) - before : null;
}

function inTime(arrived: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patienceMs);
    void arrived.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

function generationOf({ session }: RealSession): number {
  return session.state().generation?.number ?? 0;
}

function situationOf({ session, history }: RealSession): string {
  const { freshness } = session.state();
  const last = history.entries.at(-1);
  return `it is ${freshness.kind}, the last line says ${last?.verdict} ${last?.failure?.message ?? ''}`;
}
