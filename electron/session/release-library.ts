import { type Outcome, succeed } from '../contract/failure.ts';
import type { AttemptQueue } from './attempt-queue.ts';
import { recordLine } from './history-line.ts';
import { retireGeneration } from './retire-generation.ts';
import { rest, type SessionCore } from './session-core.ts';

/** Unloads the library once no call is open and stops watching; afterwards nothing of ours holds the file or a copy. */
export async function releaseLibrary(core: SessionCore, attempts: AttemptQueue): Promise<Outcome<null>> {
  const outcome = await core.exclusive.run(() => unloadAndForget(core));
  await attempts.idle();
  await Promise.all(core.background);
  return outcome;
}

async function unloadAndForget(core: SessionCore): Promise<Outcome<null>> {
  if (core.released || core.closed) return succeed(null);
  const { clock } = core.dependencies;
  const startedAtMs = clock.monotonicMs();
  core.watcher?.close();
  core.watcher = null;
  const old = core.running;
  core.running = null;
  core.fault = null;
  core.handled = null;
  core.released = true;
  core.signal.raise();
  if (old !== null) {
    await retireGeneration(core, old, { unloaded: false, timeoutMs: core.limits.unloadTimeoutMs });
  }
  const { symbolsVersion } = core.store.get();
  core.store.change({
    watchMethod: 'off',
    symbolsVersion: symbolsVersion + 1,
    fileFacts: old?.generation.facts ?? null,
  });
  rest(core);
  recordLine(core, {
    verdict: 'released',
    trigger: 'manual',
    durationMs: clock.monotonicMs() - startedAtMs,
  });
  return succeed(null);
}
