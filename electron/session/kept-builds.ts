import { fail, type Outcome } from '../contract/failure.ts';
import type { Generation } from '../contract/generation.ts';
import type { KeptBuild } from '../contract/kept-builds.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { keyOfBuild } from './whole-build.ts';

/** More numbers of one and the same build than anybody goes back to; all of them are in every state that the page gets. */
const generationsKept = 100;
/** Copies lie in memory on many systems, and other programs live there as well: they get the most of what is free. */
const shareOfFreeSpace = 4;

/** How much is kept beside the copies that are in use. */
export interface KeepingBounds {
  readonly builds: number;
  readonly bytes: number;
  /** Bytes that are free where the copies lie. */
  readonly freeBytes: () => Promise<number>;
}

/** A kept build with the content that it is known by. */
export type ListedBuild = Omit<KeptBuild, 'crashed'> & { readonly key: string };

interface Kept {
  readonly build: PreparedBuild;
  readonly generations: readonly number[];
  readonly loadedAtMs: number;
}

/**
 * The builds that were generations of one session, with their private copies, each content once. A copy in use stays;
 * of the others the ones that were loaded last, within bounds.
 */
export interface KeptBuilds {
  /** The build of a generation while its copy is there; `holding` works with the copy. */
  find(generation: number): PreparedBuild | null;
  /** The same, by its content. */
  findContent(key: string): PreparedBuild | null;
  /** The newest generation of that content; null while no copy of it is there. */
  numberOf(build: PreparedBuild): number | null;
  /** Notes which build a generation is. An older copy of the same content goes when nobody holds it. */
  add(generation: Generation, build: PreparedBuild): void;
  /** Keeps the copy where it is until it is let go as often as it was held. */
  hold(build: PreparedBuild): void;
  letGo(build: PreparedBuild): Promise<void>;
  /** Makes room: removes every copy that nobody holds. False when there was none. */
  drop(): Promise<boolean>;
  list(): readonly ListedBuild[];
  /** Removes the copies that nobody holds, and from then on each one as it is let go. */
  close(): Promise<void>;
}

/** Makes an empty keeping; `changed` hears of every change of its list. */
export function createKeptBuilds(bounds: KeepingBounds, changed: () => void): KeptBuilds {
  /** By content, the one loaded last at the end. */
  const kept = new Map<string, Kept>();
  const holds = new Map<string, number>();
  const removals = new Set<Promise<void>>();
  let closed = false;

  const isHeld = ({ folder }: PreparedBuild) => (holds.get(folder.path) ?? 0) > 0;
  const isKept = (build: PreparedBuild) =>
    kept.get(keyOfBuild(build))?.build.folder.path === build.folder.path;
  const idle = () => [...kept.values()].filter(({ build }) => !isHeld(build));
  const withNumber = (generation: number) =>
    [...kept.values()].find(({ generations }) => generations.includes(generation))?.build ?? null;

  function removeCopy({ folder }: PreparedBuild): Promise<void> {
    const removal = folder.remove().finally(() => removals.delete(removal));
    removals.add(removal);
    return removal;
  }

  async function remove(victims: readonly Kept[]): Promise<void> {
    if (victims.length === 0) return;
    for (const { build } of victims) kept.delete(keyOfBuild(build));
    changed();
    await Promise.all(victims.map(({ build }) => removeCopy(build)));
  }

  async function keepBounds(): Promise<void> {
    const free = await bounds.freeBytes();
    const candidates = idle();
    const present = candidates.reduce((sum, { build }) => sum + sizeOf(build), 0);
    const bytes = Math.min(bounds.bytes, (free + present) / shareOfFreeSpace);
    await remove(tooMany(candidates, { builds: bounds.builds, bytes }));
  }

  return {
    find: withNumber,
    findContent: (key) => kept.get(key)?.build ?? null,
    numberOf: (build) => kept.get(keyOfBuild(build))?.generations[0] ?? null,
    add: ({ number, loadedAtMs }, build) => {
      const key = keyOfBuild(build);
      const before = kept.get(key);
      kept.delete(key);
      const generations = [number, ...(before?.generations ?? [])].slice(0, generationsKept);
      kept.set(key, { build, generations, loadedAtMs });
      if (before !== undefined && !isKept(before.build) && !isHeld(before.build)) {
        void removeCopy(before.build);
      }
      changed();
    },
    hold: (build) => {
      holds.set(build.folder.path, (holds.get(build.folder.path) ?? 0) + 1);
    },
    letGo: async (build) => {
      const { path } = build.folder;
      const others = (holds.get(path) ?? 1) - 1;
      if (others > 0) holds.set(path, others);
      else holds.delete(path);
      if (others > 0) return;
      if (!isKept(build)) await removeCopy(build);
      else if (closed) await remove(idle());
      else await keepBounds();
    },
    drop: async () => {
      const victims = idle();
      await remove(victims);
      return victims.length > 0;
    },
    list: () =>
      [...kept].map(
        ([
          key,
          {
            build: { snapshot },
            generations,
            loadedAtMs,
          },
        ]) => ({
          key,
          generations,
          build: snapshot.build,
          identity: snapshot.identity,
          loadedAtMs,
        }),
      ),
    close: async () => {
      closed = true;
      await remove(idle());
      await Promise.all(removals);
    },
  };
}

/** The ones at the front of the list that do not fit: as many, and the bytes from the newest on. */
function tooMany(
  candidates: readonly Kept[],
  { builds, bytes }: Pick<KeepingBounds, 'builds' | 'bytes'>,
): readonly Kept[] {
  let room = bytes;
  let first = candidates.length;
  while (first > 0 && candidates.length - first < builds) {
    const next = candidates[first - 1];
    room -= next === undefined ? 0 : sizeOf(next.build);
    if (room < 0) break;
    first -= 1;
  }
  return candidates.slice(0, first);
}

/** Needed libraries that did not change are one file with those of other builds; each is counted all the same. */
function sizeOf({ snapshot, needed }: PreparedBuild): number {
  return [snapshot, ...needed].reduce((sum, { identity }) => sum + Number(identity.size), 0);
}

/** The copy of that generation was dropped, or there never was one. */
export function notKept(generation: number): Outcome<never> {
  return fail('unknown-id', `The build of #${generation} is not kept any more.`);
}

/** Works with the copy of a build, which stays where it is for that long. */
export async function holding<T>(
  builds: KeptBuilds,
  build: PreparedBuild,
  work: () => Promise<T>,
): Promise<T> {
  builds.hold(build);
  try {
    return await work();
  } finally {
    await builds.letGo(build);
  }
}

/** Makes a copy; where the disk is full for it, once more without the copies that nobody holds. */
export async function withRoom<T>(builds: KeptBuilds, copy: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const first = await copy();
  const full =
    !first.ok &&
    first.failure.code === 'copy-failed' &&
    /^(ENOSPC|EDQUOT)\b/.test(first.failure.detail ?? '');
  return full && (await builds.drop()) ? copy() : first;
}
