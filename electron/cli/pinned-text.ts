import { durationText } from './duration-text.ts';
import type { PinnedCounts, PinnedReport } from './pinned-report.ts';
import { visible } from './visible-text.ts';

/** `fail   add(3, 4)  Expected 7, got 12.`: one pinned call on one line. */
export function pinnedLine(report: PinnedReport): string {
  const { state, name, reason, text, durationNs } = report;
  return [
    state.padEnd(7),
    visible(name, 200),
    ...(reason === undefined && text !== undefined ? [`= ${visible(text)}`] : []),
    ...(reason === undefined ? [] : [visible(reason)]),
    ...(durationNs === undefined ? [] : [durationText(durationNs)]),
  ].join('  ');
}

/** `3 of 4 checks pass, 1 fails; 1 call without an expected result ran`. */
export function countsLine(counts: PinnedCounts): string {
  const { passed, failed, faults, stale, ran, notRun } = counts;
  const checks = passed + failed + faults + stale;
  const bad = [words(failed, 'failed'), words(faults, 'did not return'), words(stale, 'stale')].filter(
    Boolean,
  );
  const others = [words(ran, 'ran'), words(notRun, 'not run')].filter(Boolean).join(', ');
  return [
    ...(checks === 0 ? [] : [[`${passed} of ${checks} passed`, ...bad].join(', ')]),
    ...(others === '' ? [] : [`without an expected result ${others}`]),
  ].join('; ');
}

function words(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}`;
}
