import { type BuildChanges, type ComparedBuilds, joinChanges } from '../contract/build-changes.ts';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { BuildComparison } from '../contract/reader-protocol.ts';
import { describeNeeded } from './describe-needed.ts';
import { holding, notKept } from './kept-builds.ts';
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

/** All that two generations tell of themselves, and of the needed libraries that belong to them, while the copies of both are there. */
export async function compareGenerations(
  core: SessionCore,
  numbers: { readonly before: number; readonly after: number },
): Promise<Outcome<ComparedBuilds>> {
  const before = core.builds.find(numbers.before);
  const after = core.builds.find(numbers.after);
  if (before === null) return notKept(numbers.before);
  if (after === null) return notKept(numbers.after);
  const pair = { before, after };
  return holding(core.builds, before, () =>
    holding(core.builds, after, async () => {
      const compared = await compareLibraries(core, pair);
      if (!compared.ok) return compared;
      const needed = await describeNeeded(core.dependencies.reader, before, after);
      return succeed({ ...compared.value, notes: [...needed, ...compared.value.notes] });
    }),
  );
}

async function compareLibraries(core: SessionCore, pair: BuildPair): Promise<Outcome<ComparedBuilds>> {
  const known = core.compared.get(keyOf(pair));
  if (known !== undefined) return succeed(known);
  const exports = await compareExports(core, pair);
  if (!exports.ok) return exports;
  const compared = await compareTypesToo(core, pair, exports.value);
  rememberComparison(core, pair, compared);
  return succeed(compared);
}

/** Keeps the last few: the window asks for what was found while loading, and again for the same. */
export function rememberComparison(core: SessionCore, pair: BuildPair, compared: ComparedBuilds): void {
  const key = keyOf(pair);
  core.compared.delete(key);
  core.compared.set(key, compared);
  for (const oldest of [...core.compared.keys()].slice(0, -comparisonsKept)) core.compared.delete(oldest);
}

const comparisonsKept = 4;

function keyOf({ before, after }: BuildPair): string {
  return `${before.snapshot.build.hash} ${after.snapshot.build.hash}`;
}

/** Symbols of pinned calls: what a change does to them is told, however long the list is. */
export function pinnedSymbols(core: SessionCore): readonly string[] {
  return core.store.get().pinned.map(({ input }) => input.symbol);
}
