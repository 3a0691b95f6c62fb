import type { BuildComparison } from '../contract/reader-protocol.ts';
import { type BuildPair, compareExports } from './compare-builds.ts';
import { describeNeeded } from './describe-needed.ts';
import { changeOf } from './history-line.ts';
import { holding } from './kept-builds.ts';
import type { PreparedBuild } from './prepared-build.ts';
import type { Running, SessionCore } from './session-core.ts';
import { contentKeyOf, keyOfBuild } from './whole-build.ts';

/** What the entry of a load says of the build before it. */
export interface Compared {
  /** Null where no copy of the build before is there. */
  readonly pair: BuildPair | null;
  /** Null when there was nothing to compare with, or the reader could not. */
  readonly exports: BuildComparison | null;
  /** One sentence for each needed library that is another one than before. */
  readonly neededNotes: readonly string[];
  /** True when it is the build that was loaded last, and taken down since. */
  readonly again: boolean;
}

/** The reader answers one request after the other: a comparison that takes long must not keep it from what the load itself asks. */
const comparedMeanwhileBytes = 16n * 1024n * 1024n;

/** Resolves with the comparison with the generation that was replaced in the end. */
export type Comparing = (replaced: Running | null) => Promise<Compared>;

/**
 * Lets the reader compare the build with the one that runs while the loader opens it: the entry of the load does not
 * wait for one after the other. Compares anew when another generation was replaced than ran at the beginning.
 */
export function compareWhileLoading(core: SessionCore, prepared: PreparedBuild): Comparing {
  const { running } = core;
  // The copy of a build that was taken down since is looked for when it is known which copies are left.
  const isSoonDone = prepared.snapshot.identity.size <= comparedMeanwhileBytes;
  const begun =
    running === null || !isSoonDone ? null : compare(core, { before: running.build, after: prepared });
  // A failure belongs to whoever asks for the result; a load that is refused asks for none.
  begun?.catch(() => undefined);
  return async (replaced) => {
    const before = replaced === null ? core.lastBuild : changeOf(replaced.build);
    const again = replaced === null && before !== null && contentKeyOf(before) === keyOfBuild(prepared);
    const earlier = again || before === null ? null : core.builds.findContent(contentKeyOf(before));
    const last = replaced?.build ?? earlier;
    if (last === null) return { pair: null, exports: null, neededNotes: [], again };
    const same = begun !== null && running?.build.folder === last.folder;
    return { ...(await (same ? begun : compare(core, { before: last, after: prepared }))), again };
  };
}

function compare(core: SessionCore, pair: BuildPair): Promise<Omit<Compared, 'again'>> {
  return holding(core.builds, pair.before, async () => {
    const [exports, neededNotes] = await Promise.all([
      compareExports(core, pair),
      describeNeeded(core.dependencies.reader, pair.before, pair.after),
    ]);
    return { pair, exports: exports.ok ? exports.value : null, neededNotes };
  });
}
