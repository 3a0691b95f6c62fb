import type { Runner } from '../processes/runner.ts';
import type { AttemptQueue } from './attempt-queue.ts';
import { closeBeside } from './beside.ts';
import { retireGeneration } from './retire-generation.ts';
import { endRunner } from './runner-use.ts';
import type { SessionCore } from './session-core.ts';

/** Ends watching, running code and processes, and removes the copies; every open request settles. */
export async function closeSession(core: SessionCore, attempts: AttemptQueue): Promise<void> {
  if (core.closed) return;
  core.closed = true;
  core.watcher?.close();
  core.watcher = null;
  core.signal.raise();
  core.running?.forgetRunner();
  // Work that is under way is not waited for: its process ends, and its request settles with that.
  await Promise.all(core.works.map(({ runner }) => endRunner(runner)));
  const { clock } = core.dependencies;
  // One that a debugger holds, for example, never answers what it was asked.
  const patience = clock.after(core.limits.closeTimeoutMs, () => endAll(runnersInPlace(core)));
  await attempts.close();
  await core.exclusive.idle();
  await closeBeside(core);
  patience();
  const { running } = core;
  core.running = null;
  // Destructors of an earlier generation may be running since before, and had more time then.
  const hurry = clock.after(core.limits.closeTimeoutMs, () => endAll(core.retiring));
  if (running !== null) {
    await retireGeneration(core, running, { ends: 'close', timeoutMs: core.limits.closeTimeoutMs });
  }
  await Promise.all(core.background);
  await core.builds.close();
  hurry();
}

function runnersInPlace({ running, beside }: SessionCore): Runner[] {
  return [running, beside].flatMap((place) => place?.runner ?? []);
}

function endAll(runners: Iterable<Runner>): void {
  for (const runner of runners) void endRunner(runner);
}
