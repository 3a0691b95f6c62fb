import { type Outcome, succeed } from '../contract/failure.ts';
import { recordLine } from './history-line.ts';
import { retireGeneration } from './retire-generation.ts';
import { rest, type SessionCore } from './session-core.ts';

/** Unloads the library once no call is open and stops watching, so that nothing of ours holds the file. */
export function releaseLibrary(core: SessionCore): Promise<Outcome<null>> {
  return core.exclusive.run(async () => {
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
    if (old !== null) {
      await retireGeneration(core, old, { unloaded: false, timeoutMs: core.limits.unloadTimeoutMs });
    }
    const { symbolsVersion } = core.store.get();
    core.store.change({
      watchMethod: 'off',
      symbolsVersion: symbolsVersion + 1,
      fileFacts: old?.generation.facts ?? null,
    });
    recordLine(core, {
      verdict: 'released',
      trigger: 'manual',
      durationMs: clock.monotonicMs() - startedAtMs,
    });
    rest(core);
    return succeed(null);
  });
}
