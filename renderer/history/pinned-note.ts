import type { HistoryEntry, PinnedCall } from '../../electron/contract/session-state.ts';
import { callText, outcomeText } from '../call/call-text.ts';
import { isChanged, pinnedKind } from '../pinned/pinned-state.ts';

/** `1 pinned call 7 → 12 · broke 1 check: add(3, 4)`: what a build did to the pinned calls, as far as it is still known. */
export function pinnedNote(
  entry: Pick<HistoryEntry, 'verdict' | 'generation'>,
  pinned: readonly PinnedCall[],
): string {
  if (entry.verdict !== 'loaded' || entry.generation === null) return '';
  const ran = pinned.filter((call) => call.latest?.generation === entry.generation);
  const broken = pinned.filter((call) => call.brokenBy?.generation === entry.generation);
  const others = ran.filter((call) => !broken.includes(call));
  const changed = others.filter((call) => isChanged(call) && call.latest?.outcome.kind === 'returned');
  const failed = others.filter((call) => pinnedKind(call) === 'failed').length;
  const parts = [
    changedText(changed),
    failed === 0 ? '' : `${pinnedCalls(failed)} failed`,
    brokenText(broken),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function brokenText(broken: readonly PinnedCall[]): string {
  const [only] = broken;
  if (only === undefined) return '';
  return broken.length > 1 ? `broke ${broken.length} checks` : `broke 1 check: ${callText(only.input)}`;
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
