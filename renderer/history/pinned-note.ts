import type { HistoryEntry, PinnedCall } from '../../electron/contract/session-state.ts';
import { outcomeText } from '../call/call-text.ts';
import { pinnedKind } from '../pinned/pinned-state.ts';

/** `1 pinned call 7 → 12`: what a build did to the pinned calls, or an empty text when it is not the one they ran with last. */
export function pinnedNote(entry: HistoryEntry, pinned: readonly PinnedCall[]): string {
  if (entry.verdict !== 'loaded' || entry.generation === null) return '';
  const ran = pinned.filter((call) => call.latest?.generation === entry.generation);
  const changed = ran.filter((call) => pinnedKind(call) === 'changed');
  const failed = ran.filter((call) => pinnedKind(call) === 'failed').length;
  const parts = [changedText(changed), failed === 0 ? '' : `${pinnedCalls(failed)} failed`];
  return parts.filter((part) => part !== '').join(' · ');
}

function changedText(changed: readonly PinnedCall[]): string {
  const [only] = changed;
  if (only === undefined) return '';
  if (changed.length > 1 || only.previous === null || only.latest === null) {
    return `${pinnedCalls(changed.length)} changed`;
  }
  return `${pinnedCalls(1)} ${outcomeText(only.previous.outcome)} → ${outcomeText(only.latest.outcome)}`;
}

function pinnedCalls(count: number): string {
  return `${count} pinned ${count === 1 ? 'call' : 'calls'}`;
}
