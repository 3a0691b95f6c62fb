import { type Outcome, succeed } from '../contract/failure.ts';
import type { LibraryOptions } from '../contract/generation.ts';
import type { AttemptQueue } from './attempt-queue.ts';
import type { OptionChanges } from './library-session.ts';
import { moveGeneration } from './move-generation.ts';
import type { SessionCore } from './session-core.ts';

/** Takes over what the user chose. Where and how the library is opened changes for what runs as well, or not at all. */
export async function changeOptions(
  core: SessionCore,
  attempts: AttemptQueue,
  changes: OptionChanges,
): Promise<Outcome<null>> {
  const opensOtherwise = changes.runIn !== undefined || changes.binding !== undefined;
  if (!opensOtherwise) return keepChoices(core, attempts, changes);
  // One wish after the other, and none while a generation is replaced.
  const moved = await core.exclusive.run(async () => {
    const { options } = core.store.get();
    const next: LibraryOptions = { ...options, ...changes };
    const same = next.runIn === options.runIn && next.binding === options.binding;
    if (same || core.closed) return succeed('same' as const);
    if (core.running !== null) return moveGeneration(core, core.running, next);
    core.store.change({ options: { ...options, runIn: next.runIn, binding: next.binding } });
    return succeed('nothing-runs' as const);
  });
  if (!moved.ok) return moved;
  const kept = await keepChoices(core, attempts, changes);
  if (moved.value !== 'nothing-runs' || core.watcher === null) return kept;
  return attempts.request('option');
}

async function keepChoices(
  core: SessionCore,
  attempts: AttemptQueue,
  { strategy, whenStuck, watching }: OptionChanges,
): Promise<Outcome<null>> {
  const before = core.store.get().options;
  const options: LibraryOptions = {
    ...before,
    strategy: strategy ?? before.strategy,
    whenStuck: whenStuck ?? before.whenStuck,
    watching: watching ?? before.watching,
  };
  core.store.change({ options });
  if (options.watching !== before.watching && !core.released) return attempts.request('watch');
  return succeed(null);
}
