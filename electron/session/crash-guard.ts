const crashWindowMs = 5 * 60_000;
const crashLimit = 3;
const respawnWindowMs = 60_000;
const respawnLimit = 3;

/** Remembers what crashed, so that nothing crashes over and over by itself. */
export interface CrashGuard {
  /** True when a build of that content crashed while loading. */
  crashedBefore(hash: string): boolean;
  /** Notes a crash while loading; true when it was the third within five minutes. */
  noteLoadCrash(hash: string, nowMs: number): boolean;
  /** Notes a crash while a build that had loaded was brought back; it does not count towards the three. */
  noteRecoveryCrash(hash: string): void;
  /** Forgets the crash of a build that loaded after all. */
  forgive(hash: string): void;
  /** Asks for a new process after one ended by itself; refused after three within a minute. */
  mayRespawn(nowMs: number): boolean;
}

function within(times: readonly number[], nowMs: number, windowMs: number): number[] {
  return times.filter((time) => nowMs - time < windowMs);
}

/** Makes a guard that knows of the given builds already. */
export function createCrashGuard(crashedBuilds: readonly string[]): CrashGuard {
  const crashed = new Set(crashedBuilds);
  let crashes: number[] = [];
  let respawns: number[] = [];
  return {
    crashedBefore: (hash) => crashed.has(hash),
    noteLoadCrash: (hash, nowMs) => {
      crashed.add(hash);
      crashes = [...within(crashes, nowMs, crashWindowMs), nowMs];
      if (crashes.length < crashLimit) return false;
      crashes = [];
      return true;
    },
    noteRecoveryCrash: (hash) => {
      crashed.add(hash);
    },
    forgive: (hash) => {
      crashed.delete(hash);
    },
    mayRespawn: (nowMs) => {
      respawns = within(respawns, nowMs, respawnWindowMs);
      if (respawns.length >= respawnLimit) return false;
      respawns.push(nowMs);
      return true;
    },
  };
}
