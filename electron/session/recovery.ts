import type { CallRecord } from '../contract/call-record.ts';
import type { Fault } from '../contract/fault.ts';
import { changeOf, recordLine } from './history-line.ts';
import { openInNewRunner, putInPlace } from './runner-use.ts';
import { type Running, rest, type SessionCore } from './session-core.ts';
import { keyOfBuild } from './whole-build.ts';

/**
 * Called when the runner of a loaded generation is gone: brings the same build back in a new process, under the
 * same number, and writes down what happened. A process that ends outside of calls is brought back only a few times.
 */
export async function recover(core: SessionCore, lost: Running, fault: Fault): Promise<void> {
  await core.exclusive.run(async () => {
    const ended = core.running;
    // Another generation, or the same one in a process of its own, has taken its place already.
    if (core.closed || ended === null || ended.runner !== lost.runner) return;
    const { clock } = core.dependencies;
    const startedAtMs = clock.monotonicMs();
    core.fault = fault;
    const asked = fault.during === 'call';
    const notes: string[] = [];
    if (asked || core.guard.mayRespawn(clock.nowMs())) notes.push(...(await bringBack(core, ended)));
    else
      notes.push(
        'The process ended by itself several times within a minute and is not started again. A call, a reload or another build starts it.',
      );
    if (core.closed) return;
    rest(core);
    recordLine(core, {
      verdict: 'fault',
      trigger: 'recovery',
      durationMs: clock.monotonicMs() - startedAtMs,
      generation: ended.generation.number,
      after: changeOf(ended.build),
      fault,
      notes,
    });
  });
}

/** Opens the private copy of the generation in a new process; resolves with what there is to say about it. */
async function bringBack(core: SessionCore, ended: Running): Promise<string[]> {
  const { build, generation } = ended;
  const { binding } = core.store.get().options;
  const opened = await openInNewRunner(core, build, { path: build.file, place: generation.place, binding });
  const key = keyOfBuild(build);
  if (!opened.ok) {
    if (opened.failure.fault !== undefined) core.guard.noteRecoveryCrash(key);
    return [`It could not be loaded again: ${opened.failure.detail ?? opened.failure.message}`];
  }
  core.guard.forgive(key);
  // The file may have been touched meanwhile: the build has another identity then.
  const now = core.running ?? ended;
  // What stayed of an older image went with the process.
  putInPlace(core, opened.value, now.build, { ...now.generation, stale: null });
  return [];
}

/**
 * Starts the loaded generation again when its process is gone, because a call needs it; true when it answers. A build
 * that crashed at the last try is tried again only when a person asks.
 */
export async function reviveForCall(core: SessionCore, trigger: CallRecord['trigger']): Promise<boolean> {
  const { running } = core;
  if (running === null) return false;
  if (running.runner.alive) return true;
  if (trigger === 'pinned' && core.guard.crashedBefore(keyOfBuild(running.build))) return false;
  await bringBack(core, running);
  rest(core);
  return core.running?.runner.alive === true;
}
