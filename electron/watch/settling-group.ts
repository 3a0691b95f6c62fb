import { beginSettling, observe, remainingMs, type Settling } from './settling.ts';
import { type Sighting, sameSighting } from './sighting.ts';

/**
 * A library and the files that belong to it, which one run of `make` writes one after the other. Each has to get quiet;
 * those that are as they were need not.
 */
export type SettlingGroup = readonly SettlingMember[];

interface SettlingMember {
  /** As it was when it was decided upon; null when it never was. */
  readonly known: Sighting | null;
  readonly settling: Settling;
}

/** `make` links a library itself right after those that it needs: g++ and the linker take a few hundred milliseconds. */
export const relinkMs = 300;

/** Begins to wait at a first look; the library is the first of the files. */
export function beginGroup(
  sightings: readonly Sighting[],
  known: readonly (Sighting | null)[],
  nowMs: number,
): SettlingGroup {
  return sightings.map((sighting, index) => ({
    known: known[index] ?? null,
    settling: beginSettling(sighting, nowMs),
  }));
}

/** Takes in another look at the same files, in the same order. */
export function observeGroup(
  group: SettlingGroup,
  look: { readonly sightings: readonly Sighting[]; readonly eventSeen: boolean; readonly nowMs: number },
): SettlingGroup {
  const { eventSeen, nowMs } = look;
  return group.map((member, index) => {
    const sighting = look.sightings[index] ?? member.settling.sighting;
    return { ...member, settling: observe(member.settling, { sighting, eventSeen, nowMs }) };
  });
}

/** Milliseconds still to wait; 0 when all have settled. */
export function remainingOfGroup(group: SettlingGroup, nowMs: number): number {
  const [library, ...others] = group;
  const changed = others.filter((member) => !isAsKnown(member));
  const waits = [library, ...changed]
    .filter((member) => member !== undefined)
    .filter((member) => !isAsKnown(member))
    .map(({ settling }) => remainingMs(settling, nowMs));
  if (library !== undefined && isAsKnown(library) && changed.length > 0) {
    const last = Math.max(...changed.map(({ settling }) => settling.lastChangeAtMs));
    waits.push(last + relinkMs - nowMs);
  }
  return Math.max(0, ...waits);
}

function isAsKnown({ known, settling }: SettlingMember): boolean {
  return known !== null && sameSighting(known, settling.sighting);
}
