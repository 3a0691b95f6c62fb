import { type Outcome, succeed } from '../contract/failure.ts';
import type { AttemptQueue } from './attempt-queue.ts';
import { closeBeside } from './beside.ts';
import { recordLine } from './history-line.ts';
import { retireGeneration } from './retire-generation.ts';
import { rest, type SessionCore } from './session-core.ts';

/**
 * Unloads the library once no call is open and stops watching; afterwards nothing of ours holds the file.
 * A reload that is asked for meanwhile is the later wish, and wins.
 */
export async function releaseLibrary(core: SessionCore, attempts: AttemptQueue): Promise<Outcome<null>> {
  if (core.released || core.closed) return succeed(null);
  core.released = true;
  core.watcher?.close();
  core.watcher = null;
  core.store.change({ watchMethod: 'off' });
  core.signal.raise();
  // What was being loaded is given up, or gets its line before this one.
  await attempts.idle();
  await closeBeside(core);
  await core.exclusive.run(() => unloadAndForget(core));
  await Promise.all(core.background);
  return succeed(null);
}

async function unloadAndForget(core: SessionCore): Promise<void> {
  if (!core.released || core.closed) return;
  const { clock } = core.dependencies;
  const startedAtMs = clock.monotonicMs();
  const old = core.running;
  core.running = null;
  core.fault = null;
  core.handled = null;
  core.wentBack = null;
  if (old !== null) {
    await retireGeneration(core, old, { ends: 'close', timeoutMs: core.limits.unloadTimeoutMs });
  }
  const { symbolsVersion } = core.store.get();
  core.store.change({
    symbolsVersion: symbolsVersion + 1,
    fileFacts: old?.generation.facts ?? null,
  });
  rest(core);
  recordLine(core, {
    verdict: 'released',
    trigger: 'manual',
    durationMs: clock.monotonicMs() - startedAtMs,
  });
}
