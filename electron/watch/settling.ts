import type { FileIdentity } from '../contract/identity.ts';
import { type Sighting, sameSighting } from './sighting.ts';

/**
 * The wait between the first sign of a change and the moment the file may be read. No system call tells cheaply
 * whether another process still writes, so this relies on: quiet (neither an event nor another identity for a while),
 * the change time (a rename or chmod after the last write is how producers finish), and afterwards on the reader,
 * which checks completeness and compares the identity before and after its copy.
 */
export interface Settling {
  readonly sighting: Sighting;
  readonly startedAtMs: number;
  /** When the last event or other identity was seen. */
  readonly lastChangeAtMs: number;
}

export const quietTimes = {
  /** After a rename or chmod that came later than the last write: only the rest of that producer's own steps is waited for. */
  finishedMs: 10,
  /** Writers pause: GNU ld about 70 ms at size zero (see `emptyMs`), far less once bytes flow. */
  writtenMs: 50,
  /** GNU ld creates the file empty and links before it writes. */
  emptyMs: 1000,
  /** Between unlink and create; long enough for an install script, short enough to be told soon. */
  missingMs: 400,
  blockedMs: 100,
} as const;

/** A storm of finished replacements never gets quiet: after so long the newest is taken, each being whole by itself. */
const longestStormMs = 500;

/** True when the last thing that happened to the file was not a write: mv, chmod, install, cp -p. */
function isFinished(sighting: Sighting): boolean {
  return sighting.kind === 'present' && sighting.identity.ctimeNs > sighting.identity.mtimeNs;
}

/** How long nothing may happen, in milliseconds, before what was seen counts as settled. */
export function quietTimeMs(sighting: Sighting): number {
  if (sighting.kind === 'missing') return quietTimes.missingMs;
  if (sighting.kind === 'blocked') return quietTimes.blockedMs;
  if (sighting.identity.size === 0n) return quietTimes.emptyMs;
  return isFinished(sighting) ? quietTimes.finishedMs : quietTimes.writtenMs;
}

/** Begins to wait at a first look. */
export function beginSettling(sighting: Sighting, nowMs: number): Settling {
  return { sighting, startedAtMs: nowMs, lastChangeAtMs: nowMs };
}

/** Takes in another look; `eventSeen` tells whether an event arrived since the last one. */
export function observe(
  settling: Settling,
  look: { readonly sighting: Sighting; readonly eventSeen: boolean; readonly nowMs: number },
): Settling {
  const changed = look.eventSeen || !sameSighting(settling.sighting, look.sighting);
  return {
    sighting: look.sighting,
    startedAtMs: settling.startedAtMs,
    lastChangeAtMs: changed ? look.nowMs : settling.lastChangeAtMs,
  };
}

/** Milliseconds still to wait; 0 when the file has settled. */
export function remainingMs(settling: Settling, nowMs: number): number {
  const finishedStorm = isFinished(settling.sighting) && nowMs - settling.startedAtMs >= longestStormMs;
  if (finishedStorm) return 0;
  return Math.max(0, settling.lastChangeAtMs + quietTimeMs(settling.sighting) - nowMs);
}

/** An incomplete file is taken to stay as it is so long after its last write. */
export const writerPatienceMs = 3000;

/** True when the last write is so recent that more may follow; a time far in the future says nothing. */
export function isBeingWritten({ mtimeNs }: FileIdentity, wallClockMs: number): boolean {
  return Math.abs(wallClockMs - Number(mtimeNs / 1_000_000n)) < writerPatienceMs;
}

/** Files last touched longer ago are taken as they are when the user asks for them. */
const longQuietMs = 2000;

/** True when the file's own times say that nothing happened to it lately; a time in the future says nothing. */
export function isLongQuiet(sighting: Sighting, wallClockMs: number): boolean {
  if (sighting.kind !== 'present') return false;
  const { mtimeNs, ctimeNs } = sighting.identity;
  const newestMs = Math.max(Number(mtimeNs / 1_000_000n), Number(ctimeNs / 1_000_000n));
  return wallClockMs - newestMs > longQuietMs;
}
