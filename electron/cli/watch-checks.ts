import { sameOutcome } from '../checks/same-outcome.ts';
import { buildText } from '../contract/identity.ts';
import type { PinnedCall } from '../contract/kept-calls.ts';
import type { LibraryState } from '../contract/session-state.ts';
import { countReports, type PinnedReport, pinnedReport } from './pinned-report.ts';
import { aboutGeneration, rounded, type WatchEvent, type WatchedCheck } from './watch-event.ts';

interface Told {
  readonly call: PinnedCall;
  readonly report: PinnedReport;
}

/** Makes the function that tells, after the pinned calls ran with a build, of each that is not as it was, and then of all in figures. */
export function createCheckTeller(): (state: LibraryState) => readonly WatchEvent[] {
  let told: ReadonlyMap<string, Told> = new Map();
  return ({ pinned, generation }) => {
    const about = { ...aboutGeneration(generation), at: new Date().toISOString() };
    const now = new Map(pinned.map((call) => [call.id, { call, report: pinnedReport(call) }]));
    const changed = [...now].filter(([id, after]) => isOther(told.get(id), after));
    told = now;
    const counts = countReports([...now.values()].map(({ report }) => report));
    return [
      ...changed.map(([, { call, report }]) => ({ ...about, ...eventOf(call, report) })),
      { ...about, event: 'checks' as const, durationMs: 0, counts },
    ];
  };
}

function isOther(before: Told | undefined, after: Told): boolean {
  if (before === undefined) return true;
  const { latest: was } = before.call;
  const { latest: is } = after.call;
  if (before.report.state !== after.report.state || before.report.expected !== after.report.expected)
    return true;
  return is !== null && (was === null || !sameOutcome(was.outcome, is.outcome));
}

function eventOf(
  call: PinnedCall,
  report: PinnedReport,
): Omit<WatchEvent, 'generation' | 'identity' | 'build' | 'at'> {
  const { name, symbol, prototype: _, arguments: texts, expected, state, reason, ...document } = report;
  const check: WatchedCheck = {
    name,
    symbol,
    arguments: texts,
    expected,
    state,
    ...beforeOf(call),
    ...(call.brokenBy && {
      brokenBy: {
        generation: call.brokenBy.generation,
        build: call.brokenBy.build && buildText(call.brokenBy.build),
      },
    }),
  };
  const durationMs = rounded((report.durationNs ?? 0) / 1e6);
  return { event: 'check', durationMs, ...(reason !== undefined && { reason }), check, ...document };
}

function beforeOf({ previous, latest }: PinnedCall): Pick<WatchedCheck, 'before'> {
  if (previous?.outcome.kind !== 'returned' || latest === null) return {};
  return sameOutcome(previous.outcome, latest.outcome) ? {} : { before: previous.outcome.text };
}
