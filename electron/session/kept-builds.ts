import { fail, type Outcome } from '../contract/failure.ts';
import type { KeptBuild } from '../contract/kept-builds.ts';
import type { Generation } from '../contract/session-state.ts';
import type { PreparedBuild } from './prepared-build.ts';

/** More numbers of one and the same build than anybody goes back to. */
const generationsKept = 1000;
/** Copies lie in memory on many systems, and other programs live there as well: they get the most of what is free. */
const shareOfFreeSpace = 4;

/** How much is kept beside the copies that are in use. */
export interface KeepingBounds {
  readonly builds: number;
  readonly bytes: number;
  /** Bytes that are free where the copies lie. */
  readonly freeBytes: () => Promise<number>;
}

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
  findContent(hash: string): PreparedBuild | null;
  /** The newest generation of that content; null while no copy of it is there. */
  numberOf(build: PreparedBuild): number | null;
  /** Notes which build a generation is. An older copy of the same content goes when nobody holds it. */
  add(generation: Generation, build: PreparedBuild): void;
  /** Keeps the copy where it is until it is let go as often as it was held. */
  hold(build: PreparedBuild): void;
  letGo(build: PreparedBuild): Promise<void>;
  /** Makes room: removes every copy that nobody holds. False when there was none. */
  drop(): Promise<boolean>;
  list(): readonly Omit<KeptBuild, 'crashed'>[];
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
  const isKept = ({ folder, snapshot }: PreparedBuild) =>
    kept.get(snapshot.build.hash)?.build.folder.path === folder.path;
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
    for (const { build } of victims) kept.delete(build.snapshot.build.hash);
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
    findContent: (hash) => kept.get(hash)?.build ?? null,
    numberOf: ({ snapshot }) => kept.get(snapshot.build.hash)?.generations[0] ?? null,
    add: ({ number, loadedAtMs }, build) => {
      const { hash } = build.snapshot.build;
      const before = kept.get(hash);
      kept.delete(hash);
      const generations = [number, ...(before?.generations ?? [])].slice(0, generationsKept);
      kept.set(hash, { build, generations, loadedAtMs });
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
      [...kept.values()].map(({ build: { snapshot }, generations, loadedAtMs }) => ({
        generations,
        build: snapshot.build,
        identity: snapshot.identity,
        loadedAtMs,
      })),
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

function sizeOf({ snapshot }: PreparedBuild): number {
  return Number(snapshot.identity.size);
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
