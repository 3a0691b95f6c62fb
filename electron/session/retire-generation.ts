import { changeOf, recordLine } from './history-line.ts';
import { endRunner } from './runner-use.ts';
import type { Running, SessionCore } from './session-core.ts';
import type { OldEnds } from './take-over.ts';

/**
 * Takes a generation down that no longer answers: its destructors run, its process ends, its copy is
 * kept to go back to. One that
 * is `gone` was closed before in a process that lives on, or ended with it; one that must `end` can only go with it.
 */
export async function retireGeneration(
  core: SessionCore,
  old: Running,
  how: { readonly ends: OldEnds; readonly timeoutMs: number },
): Promise<void> {
  old.forgetRunner();
  if (how.ends === 'close') await endGeneration(core, old, how.timeoutMs);
  if (how.ends === 'end') await endRunner(old.runner);
  await core.builds.letGo(old.build);
}

/** Lets the destructors run, for `timeoutMs` at most, and ends the process; the copy stays. */
export async function endGeneration(core: SessionCore, old: Running, timeoutMs: number): Promise<void> {
  core.retiring.add(old.runner);
  if (old.runner.alive && old.runner.activity === 'idle') {
    const { outcome } = await old.runner.unload(old.handle, { timeoutMs });
    const fault = outcome.ok ? undefined : outcome.failure.fault;
    if (fault !== undefined && !core.closed) {
      recordLine(core, {
        verdict: 'fault',
        trigger: 'recovery',
        durationMs: 0,
        generation: old.generation.number,
        before: changeOf(old.build),
        fault,
        notes: [
          'The process of the generation before ended while it was unloaded. The running one is not touched.',
        ],
      });
    }
  }
  await endRunner(old.runner);
  core.retiring.delete(old.runner);
}
