import type { BuildChangeFact } from '../../electron/contract/build-changes.ts';
import type { PinnedCall } from '../../electron/contract/session-state.ts';

/** A change of the code alone is what a developer makes all day; pinned calls show its effect by their results. */
const silentKinds: ReadonlySet<string> = new Set(['code-changed', 'export-added']);

/** The pinned calls of functions that a change touches in how they are called. */
export function pinnedTouchedBy(
  change: BuildChangeFact,
  pinned: readonly PinnedCall[],
): readonly PinnedCall[] {
  if (silentKinds.has(change.kind)) return [];
  return pinned.filter(({ input }) => change.symbols.includes(input.symbol));
}

/** How many pinned calls any of the changes touches in how they are called. */
export function touchedCount(changes: readonly BuildChangeFact[], pinned: readonly PinnedCall[]): number {
  return new Set(changes.flatMap((change) => pinnedTouchedBy(change, pinned).map(({ id }) => id))).size;
}
