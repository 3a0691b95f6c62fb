import type { ReloadStrategy } from '../../../contract/generation.ts';
import { openRealSession, type RealSession } from '../real-session.ts';
import { countCopies } from '../workshop.ts';
import { type Holdings, holdingsOf } from './holdings.ts';
import { faultsOfMixture, faultsOfSteadiness } from './judge-soak.ts';
import { LibrarySite } from './library-site.ts';
import { type MixedCounts, replaceInEveryWay } from './mixed-replacements.ts';
import { reloadSteadily, type SteadyReloads } from './steady-reloads.ts';

/** One part of a soak and everything that was wrong with it, in sentences. */
export interface SoakRun<Result> {
  readonly result: Result;
  readonly complaints: readonly string[];
}

interface Opened {
  readonly real: RealSession;
  readonly site: LibrarySite;
}

/** Replaces a library in every way while a session of that strategy is open; `runner` is the path of the built one. */
export async function soakMixture(
  runner: string,
  mixture: { readonly strategy: ReloadStrategy; readonly replacements: number; readonly seed: number },
): Promise<SoakRun<MixedCounts>> {
  const { result, left } = await inSession(runner, mixture.strategy, (opened) =>
    replaceInEveryWay({ ...opened, ...mixture }),
  );
  return { result, complaints: [...faultsOfMixture(result), ...left] };
}

/** Swaps so many builds in one after the other; a sample is taken after each `every`. */
export async function soakSteadily(
  runner: string,
  reloading: { readonly reloads: number; readonly every: number },
): Promise<SoakRun<SteadyReloads>> {
  const { result, left } = await inSession(runner, 'swap', (opened) =>
    reloadSteadily({ ...opened, ...reloading }),
  );
  return { result, complaints: [...faultsOfSteadiness(result), ...left] };
}

/** Opens a library for the work and tells what was left of it after the end. */
async function inSession<Result>(
  runner: string,
  strategy: ReloadStrategy,
  work: (opened: Opened) => Promise<Result>,
): Promise<{ readonly result: Result; readonly left: readonly string[] }> {
  const site = await LibrarySite.create();
  const open = async (): Promise<RealSession> => {
    const real = await openRealSession({ library: site.library, runner, options: { strategy } });
    await real.session.open();
    return real;
  };
  // What Node opens once and keeps, such as its queue of file events, is there afterwards.
  await (await open()).close();
  const before = await holdingsOf(process.pid);
  const real = await open();
  try {
    const result = await work({ real, site });
    await real.session.close();
    const copies = await countCopies(real.copiesFolder);
    await real.close();
    const left = await leftOf(before);
    return { result, left: copies === 0 ? left : [...left, `${copies} copies are left after the end`] };
  } finally {
    await real.close();
    await site.remove();
  }
}

const longestEndMs = 5000;

/** The pipes of a process that has ended are closed a turn later. */
async function leftOf(before: Holdings): Promise<string[]> {
  const endMs = performance.now() + longestEndMs;
  for (;;) {
    const now = await holdingsOf(process.pid);
    const left = (['descriptors', 'children'] as const).filter((what) => now[what] > before[what]);
    if (left.length === 0 || performance.now() > endMs) {
      return left.map((what) => `${now[what] - before[what]} ${what} are left after the end`);
    }
  }
}
