import { copyFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { RealSession } from '../real-session.ts';
import { countCopies } from '../workshop.ts';
import { collectGarbage, type Holdings, holdingsOf, imagesOf } from './holdings.ts';
import type { LibrarySite } from './library-site.ts';

/** What the session's process and its runner hold at one moment. */
export interface Sample {
  readonly reloads: number;
  readonly session: Holdings;
  readonly runner: Holdings;
  /** Builds of the library that the runner has mapped. */
  readonly images: number;
  /** Private copies on disk. */
  readonly copies: number;
}

export interface SteadyReloads {
  readonly reloads: number;
  readonly stale: number;
  /** Processes that answered; swap needs one. */
  readonly runners: number;
  readonly samples: readonly Sample[];
}

export interface SteadyRequest {
  readonly real: RealSession;
  readonly site: LibrarySite;
  readonly reloads: number;
  /** A sample is taken after each so many reloads. */
  readonly every: number;
}

/** Reloads by renaming so many times, calls after each, and notes in between what the processes hold. */
export async function reloadSteadily({ real, site, reloads, every }: SteadyRequest): Promise<SteadyReloads> {
  const samples: Sample[] = [];
  const runners = new Set<number>();
  let stale = 0;
  const first = real.session.state().generation?.number ?? 0;
  for (let done = 1; done <= reloads; done += 1) {
    const staged = `${site.library}.staged`;
    await copyFile((await site.next()).library, staged);
    await rename(staged, site.library);
    const { generation } = await real.until((state) => state.generation?.number === first + done);
    if ((await real.call('int version()')) !== site.answer) stale += 1;
    if (generation !== null) runners.add(generation.pid);
    if (done % every === 0) samples.push(await settledSample(real, site, { done, first: samples[0] }));
  }
  return { reloads, stale, runners: runners.size, samples };
}

const longestSettlingMs = 5000;

/** A process that ends and a file that is being read are held for a moment: what is gone a little later was no leak. */
async function settledSample(
  real: RealSession,
  site: LibrarySite,
  { done, first }: { readonly done: number; readonly first: Sample | undefined },
): Promise<Sample> {
  const { number = 0 } = real.session.state().generation ?? {};
  // Until both builds are compared, their files are open.
  await real.history.first(({ generation, changes }) => generation === number && changes?.complete === true);
  const endMs = performance.now() + longestSettlingMs;
  for (;;) {
    const sample = await takeSample(real, site, done);
    if (first === undefined || !holdsMore(sample, first) || performance.now() > endMs) return sample;
  }
}

function holdsMore(now: Sample, before: Sample): boolean {
  const kinds = ['descriptors', 'maps', 'children'] as const;
  const grew = (['session', 'runner'] as const).some((who) =>
    kinds.some((what) => now[who][what] > before[who][what]),
  );
  return grew || now.copies > before.copies;
}

async function takeSample(real: RealSession, site: LibrarySite, reloads: number): Promise<Sample> {
  const { pid = 0 } = real.session.state().generation ?? {};
  collectGarbage();
  const [session, runner, images, copies] = await Promise.all([
    holdingsOf(process.pid),
    holdingsOf(pid),
    imagesOf(pid, path.basename(site.library)),
    countCopies(real.copiesFolder),
  ]);
  return { reloads, session, runner, images, copies };
}
