import { type BuildChanges, type ComparedBuilds, joinChanges } from '../contract/build-changes.ts';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { BuildComparison } from '../contract/reader-protocol.ts';
import type { PreparedBuild } from './prepared-build.ts';
import type { SessionCore } from './session-core.ts';

/** Two builds whose copies are there to be compared. */
export interface BuildPair {
  readonly before: PreparedBuild;
  readonly after: PreparedBuild;
}

/** Compares what the files and their exports tell, which takes a moment. */
export function compareExports(
  core: SessionCore,
  { before, after }: BuildPair,
): Promise<Outcome<BuildComparison>> {
  return core.dependencies.reader.compare({
    before: before.file,
    after: after.file,
    kept: pinnedSymbols(core),
  });
}

/** Adds what debug information tells, which takes longer. What fails there is a note, and the rest stands. */
export async function compareTypesToo(
  core: SessionCore,
  { before, after }: BuildPair,
  exports: BuildChanges,
): Promise<ComparedBuilds> {
  const { changes, counts } = exports;
  if (before.snapshot.build.hash === after.snapshot.build.hash) return { changes, counts, notes: [] };
  const originalPath = core.start.path;
  const types = await core.dependencies.reader.compareTypes({
    before: { path: before.file, originalPath },
    after: { path: after.file, originalPath },
    kept: pinnedSymbols(core),
  });
  if (types.ok) return { ...joinChanges({ changes, counts }, types.value), notes: types.value.notes };
  return {
    changes,
    counts,
    notes: [`Prototypes and layouts were not compared: ${types.failure.message}`],
  };
}

/** Compares all that two builds tell of themselves. */
export async function compareBuilds(core: SessionCore, pair: BuildPair): Promise<Outcome<ComparedBuilds>> {
  const exports = await compareExports(core, pair);
  return exports.ok ? succeed(await compareTypesToo(core, pair, exports.value)) : exports;
}

/** Symbols of pinned calls: what a change does to them is told, however long the list is. */
export function pinnedSymbols(core: SessionCore): readonly string[] {
  return core.store.get().pinned.map(({ input }) => input.symbol);
}
