import {
  type BuildChanges,
  type ComparedBuilds,
  type KeptChanges,
  keptChanges,
} from '../contract/build-changes.ts';
import type { HistoryEntry } from '../contract/history-entry.ts';
import { type BuildPair, compareTypesToo, pinnedSymbols, rememberComparison } from './compare-builds.ts';
import { holding } from './kept-builds.ts';
import type { SessionCore } from './session-core.ts';

/** What a history entry says at once: prototypes and layouts come later. */
export function firstChanges(core: SessionCore, { changes, counts }: BuildChanges): KeptChanges {
  return kept(core, { changes, counts, notes: [], complete: false });
}

/** What an entry has become since it was recorded. */
const amended = new WeakMap<HistoryEntry, HistoryEntry>();

/** Adds to an entry what became known of it; what others added meanwhile stays. */
export function amend(core: SessionCore, entry: HistoryEntry, more: Partial<HistoryEntry>): void {
  const next = { ...(amended.get(entry) ?? entry), ...more };
  amended.set(entry, next);
  core.dependencies.amendHistory(next);
}

/**
 * Compares prototypes and layouts, and writes what was found into the entry of the load. One comparison after the
 * other, and none of a build that another took the place of meanwhile: a storm of builds must leave neither a queue nor
 * the copies for one behind.
 */
export function amendWithTypes(
  core: SessionCore,
  entry: HistoryEntry,
  pair: BuildPair,
  exports: BuildChanges,
): void {
  const { builds } = core;
  const before = core.comparing;
  core.supersedeComparing();
  const superseded = new Promise<void>((resolve) => {
    core.supersedeComparing = resolve;
  });
  // Nobody waits for it, not even `close`, which a big library would keep for seconds.
  const comparing = holding(builds, pair.before, () =>
    holding(builds, pair.after, async () => {
      await Promise.race([before, superseded]);
      if (core.closed) return;
      const compared = await compareUnlessSuperseded(core, entry, pair, exports);
      if (core.closed) return;
      amend(core, entry, { changes: kept(core, { ...compared, complete: true }) });
    }),
  );
  core.comparing = Promise.all([before, comparing]).then(() => undefined);
}

async function compareUnlessSuperseded(
  core: SessionCore,
  entry: HistoryEntry,
  pair: BuildPair,
  exports: BuildChanges,
): Promise<ComparedBuilds> {
  if (core.running?.generation.number !== entry.generation) return { ...exports, notes: [superseded] };
  const compared = await compareTypesToo(core, pair, exports);
  rememberComparison(core, pair, compared);
  return compared;
}

const superseded = 'The next build came before prototypes and layouts could be compared.';

function kept(core: SessionCore, { complete, ...compared }: KeptChanges): KeptChanges {
  return keptChanges(compared, { complete, kept: new Set(pinnedSymbols(core)) });
}
