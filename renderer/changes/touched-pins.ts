import { type BuildChangeFact, isSilent } from '../../electron/contract/build-changes.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';

/** The pinned calls of functions that a change touches in how they are called. */
export function pinnedTouchedBy(
  change: BuildChangeFact,
  pinned: readonly PinnedCall[],
): readonly PinnedCall[] {
  if (isSilent(change)) return [];
  return pinned.filter(({ input }) => change.symbols.includes(input.symbol));
}

/** How many pinned calls any of the changes touches in how they are called. */
export function touchedCount(changes: readonly BuildChangeFact[], pinned: readonly PinnedCall[]): number {
  return new Set(changes.flatMap((change) => pinnedTouchedBy(change, pinned).map(({ id }) => id))).size;
}
