import { type Sighting, sameSighting } from '../watch/sighting.ts';

/** What was seen of a library and of the paths that decide which needed libraries belong to it. */
export interface Look {
  readonly library: Sighting;
  readonly needed: ReadonlyMap<string, Sighting>;
}

/** True when both looks found the same versions of the same files at the paths that the second one was at. */
export function sameLook(a: Look, b: Look): boolean {
  if (!sameSighting(a.library, b.library)) return false;
  return [...b.needed].every(([path, now]) => {
    const before = a.needed.get(path);
    return before !== undefined && sameSighting(before, now);
  });
}
