import type { CheckCounts } from '../../electron/checks/check-state.ts';
import { slowerAtLeast, timesSlower } from '../../electron/checks/run-span.ts';
import type { BrokenBy } from '../../electron/contract/check.ts';
import { buildText } from '../../electron/contract/identity.ts';
import type { PinnedCall, PinnedResult } from '../../electron/contract/kept-calls.ts';
import { countOf, formatNanoseconds, shortBuild } from '../wording/quantity.ts';

/** `since #4 · build 3fa2c1d0`. */
export function sinceText({ generation, build }: BrokenBy): string {
  return `since #${generation}${build === null ? '' : ` · build ${shortBuild(buildText(build))}`}`;
}

/** `3 of 4 checks pass · 1 red since #3 · build 3fa2c1d0`. */
export function summaryText(pinned: number, counts: CheckCounts): string {
  const { checks, passed, failed, stale } = counts;
  if (checks === 0) return `${countOf(pinned, 'pinned call')}, none with an expected result`;
  const bad = [failed === 0 ? '' : `${failed} red`, stale === 0 ? '' : `${stale} stale`].filter(Boolean);
  const waiting = checks - passed - failed - stale;
  return [
    `${passed} of ${countOf(checks, 'check')} ${checks === 1 && passed === 1 ? 'passes' : 'pass'}`,
    ...(bad.length === 0 ? [] : [`${bad.join(', ')}${brokenText(counts)}`]),
    ...(waiting === 0 ? [] : [`${waiting} not run yet`]),
  ].join(' · ');
}

/** Which build broke them, and how many of them it can be said of. What is stale may have been red before. */
function brokenText({ failed, stale, brokenBy }: CheckCounts): string {
  const [first] = brokenBy;
  if (first === undefined) return '';
  const since = sinceText(first);
  if (brokenBy.length < failed + stale) return `, ${brokenBy.length} of them ${since}`;
  const isOne = brokenBy.every(({ generation }) => generation === first.generation);
  if (!isOne) return `, the first ${since}`;
  return stale === 0 ? ` ${since}` : `, not passing ${since}`;
}

/** How long the fastest run of a build took. */
function timeOf(result: PinnedResult | null): string | null {
  return result?.span ? formatNanoseconds(result.span.fastestNs) : null;
}

/** `1.2 µs → 3.4 ms`: the durations with the build before and with this one. */
export function timeText({ previous, latest }: PinnedCall): string {
  const [before, now] = [timeOf(previous), timeOf(latest)];
  if (before === null || now === null) return now ?? '';
  return `${before} → ${now}`;
}

/** How many times slower the build is, `3.2×`; null when it is not markedly so. */
export function slowerText({ previous, latest }: PinnedCall): string | null {
  const times = timesSlower(previous?.span ?? null, latest?.span ?? null);
  return times === null ? null : `${times < 10 ? times.toFixed(1) : Math.round(times)}×`;
}

/** What the durations are, and what they are not. */
export function timeMeaning({ previous, latest }: PinnedCall): string {
  const runs = [previous, latest].flatMap((result) => result?.span?.runs ?? []);
  if (runs.length === 0) return 'It has not returned yet.';
  const sample = runs.every((count) => count <= 1)
    ? 'Each is the duration of one call'
    : `Each is the fastest of so many calls: ${runs.join(' → ')}`;
  const { times, moreNs, fewRunsMoreNs, manyRuns } = slowerAtLeast;
  return `${sample}; other programs and a cold cache lengthen it. A build counts as slower when its fastest call took ${times} times as long as the slowest one before and ${fewRunsMoreNs / 1e6} ms more, or ${moreNs / 1e3} µs more after ${manyRuns} runs. Run takes another sample.`;
}
