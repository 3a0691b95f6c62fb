import type { CallRecord } from '../../electron/contract/call-record.ts';
import type { HistoryEntry } from '../../electron/contract/history-entry.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';

/** What the guide looks at to tick its steps off. */
export interface GuideFacts {
  readonly calls: readonly CallRecord[];
  readonly history: readonly HistoryEntry[];
  readonly pinned: readonly PinnedCall[];
}

export const guideSteps = ['call', 'pin', 'rebuild', 'see', 'break'] as const;

export type GuideStep = (typeof guideSteps)[number];

/** Which steps are done, each told by what happened and not by what was clicked. */
export function doneSteps({ calls, history, pinned }: GuideFacts): ReadonlySet<GuideStep> {
  const done = new Set<GuideStep>();
  const pinnedAdd = pinned.filter((call) => call.input.symbol === 'add');
  if (calls.some((record) => returned(record, '7'))) done.add('call');
  if (pinnedAdd.length > 0) done.add('pin');
  if (history.some(isOtherBuild)) done.add('rebuild');
  if (
    calls.some((record) => returned(record, '12')) ||
    pinnedAdd.some((call) => call.latest?.outcome.kind === 'returned' && call.latest.outcome.text === '12')
  ) {
    done.add('see');
  }
  const broken = history.some(
    ({ verdict }) => verdict === 'rejected' || verdict === 'rolled-back' || verdict === 'fault',
  );
  if (broken || calls.some((record) => record.outcome.kind === 'fault')) done.add('break');
  return done;
}

function returned(record: CallRecord, text: string): boolean {
  return record.input.symbol === 'add' && record.outcome.kind === 'returned' && record.outcome.text === text;
}

function isOtherBuild({ verdict, before, after }: HistoryEntry): boolean {
  return verdict === 'loaded' && before !== null && before.build?.hash !== after?.build?.hash;
}
