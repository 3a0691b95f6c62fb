import type { SessionLimits } from './session-dependencies.ts';

/** Nobody watches over constructors, destructors, hooks and pinned calls that run by themselves: ten seconds is their end. */
export const defaultLimits: SessionLimits = {
  loadTimeoutMs: 10_000,
  unloadTimeoutMs: 10_000,
  pinnedTimeoutMs: 10_000,
  hookTimeoutMs: 10_000,
  closeTimeoutMs: 1000,
  pausesAfterCrashes: true,
  callLogLength: 2000,
  keptBuilds: 10,
  keptBytes: 512 * 1024 ** 2,
};
