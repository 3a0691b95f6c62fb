import type { Holdings } from './holdings.ts';
import type { MixedCounts } from './mixed-replacements.ts';
import type { Sample, SteadyReloads } from './steady-reloads.ts';

/** What may be left of earlier builds while the library is open: those one can go back to, and the one in comparison. */
const mostCopies = 12;
/** The garbage of a JavaScript engine between two collections; a leak of 50 kB for each of 500 reloads is more. */
const mostGrownMb = 20;

/** What is wrong with a row of replacements, in sentences; empty when nothing is. */
export function faultsOfMixture({
  strategy,
  missed,
  doubled,
  stale,
  loads,
  replacements,
}: MixedCounts): string[] {
  const faults: string[] = [];
  if (missed + doubled + stale > 0) {
    faults.push(
      `${strategy}: ${missed} missed, ${doubled} doubled, ${stale} stale of ${replacements} replacements`,
    );
  }
  if (loads < replacements) faults.push(`${strategy}: ${loads} loads for ${replacements} replacements`);
  return faults;
}

/** What was not flat between the first sample, which is after the warm-up, and the last; in sentences. */
export function faultsOfSteadiness({ stale, runners, samples }: SteadyReloads): string[] {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || first === last) return ['There are not two samples.'];
  const faults = [
    ...grown('the session’s process', first.session, last.session),
    ...grown('the runner', first.runner, last.runner),
    ...samples.flatMap(faultsOfSample),
  ];
  // One may be on its way out.
  if (last.copies > first.copies + 1) faults.push(`copies grew from ${first.copies} to ${last.copies}`);
  if (stale > 0) faults.push(`${stale} results were stale`);
  if (runners > 1) faults.push(`${runners} runners were needed`);
  return faults;
}

function faultsOfSample({ reloads, images, copies }: Sample): string[] {
  const faults: string[] = [];
  if (images !== 1) faults.push(`after ${reloads} reloads ${images} builds were mapped`);
  if (copies > mostCopies) faults.push(`after ${reloads} reloads there were ${copies} copies`);
  return faults;
}

function grown(process: string, before: Holdings, after: Holdings): string[] {
  const faults = (['descriptors', 'maps', 'children'] as const)
    .filter((what) => after[what] > before[what])
    .map((what) => `${what} of ${process} grew from ${before[what]} to ${after[what]}`);
  const grownMb = after.memoryMb - before.memoryMb;
  if (grownMb > mostGrownMb) faults.push(`the memory of ${process} grew by ${grownMb.toFixed(1)} MB`);
  return faults;
}
