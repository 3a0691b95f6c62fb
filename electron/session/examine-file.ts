import { type Failure, fail } from '../contract/failure.ts';
import type { FileIdentity } from '../contract/identity.ts';
import type { ReloadTrigger } from '../contract/session-state.ts';
import { settle } from '../watch/settle.ts';
import { isLongQuiet } from '../watch/settling.ts';
import { type Sighting, sameSighting, sight } from '../watch/sighting.ts';
import { type FoundFile, refusalOfFacts } from './decide-reload.ts';
import { withRoom } from './kept-builds.ts';
import { type PreparedBuild, prepareBuild } from './prepared-build.ts';
import type { SessionCore } from './session-core.ts';

/** What the file holds, after it settled; a build comes with its private copy. */
export type Examined =
  /** Nothing is different from the last time. */
  | { readonly kind: 'known' }
  | {
      readonly kind: 'found';
      readonly sighting: Sighting;
      readonly found: FoundFile;
      readonly prepared: PreparedBuild | null;
      /** When settling ended. */
      readonly settledAtMs: number;
    };

/** So long after its last write an incomplete file is taken to stay as it is. */
const writerPatienceMs = 3000;
/** A file that changes at every reading is refused after so many. */
const readLimit = 50;
/** Between two questions whether the writer has closed the file, which sends no event. */
const writerPauseMs = { first: 10, longest: 100 } as const;
const firstPauseMs = 50;
const longestPauseMs = 500;

/** Looks at the library once and shows its identity. */
export async function lookAtLibrary(core: SessionCore): Promise<Sighting> {
  const sighting = await sight(core.dependencies.files, core.start.path);
  const onDisk = sighting.kind === 'present' ? sighting.identity : null;
  const known = core.store.get().onDisk;
  const same =
    known === onDisk ||
    (known !== null &&
      onDisk !== null &&
      sameSighting({ kind: 'present', identity: known }, { kind: 'present', identity: onDisk }));
  if (!same) core.store.change({ onDisk });
  return sighting;
}

/** True while the path leads to exactly that version of the file. */
export async function isOnDisk(core: SessionCore, identity: FileIdentity): Promise<boolean> {
  return sameSighting(await lookAtLibrary(core), { kind: 'present', identity });
}

/** Waits for the file to settle and reads it, again and again while a writer seems to be at work. */
export async function examineFile(core: SessionCore, trigger: ReloadTrigger): Promise<Examined> {
  const { clock } = core.dependencies;
  let sighting = await lookAtLibrary(core);
  if (trigger === 'watch' && isKnown(core, sighting)) return { kind: 'known' };
  if (trigger === 'watch' || !isLongQuiet(sighting, clock.nowMs())) sighting = await settleLibrary(core);
  for (let reads = 1, pauses = 0; ; ) {
    if (core.closed || (trigger === 'watch' && isKnown(core, sighting))) return { kind: 'known' };
    const settledAtMs = clock.monotonicMs();
    const { found, prepared } = await readFound(core, sighting);
    if (core.closed || core.released) {
      await prepared?.folder.remove();
      return { kind: 'known' };
    }
    const refusal = refusalOf(found);
    const wait = refusal === null ? 'no' : waitWorthwhile(refusal, { sighting, reads, nowMs: clock.nowMs() });
    if (wait === 'no' || (wait === 'until-changed' && !(await changesSoon(core, sighting)))) {
      return { kind: 'found', sighting, found, prepared, settledAtMs };
    }
    await prepared?.folder.remove();
    if (wait === 'until-closed') {
      pauses += 1;
      sighting = await pauseForWriter(core, pauses);
    } else {
      reads += 1;
      sighting = await settleLibrary(core);
    }
  }
}

function isKnown(core: SessionCore, sighting: Sighting): boolean {
  return core.handled !== null && sameSighting(core.handled, sighting);
}

/** Shows that the file waits to be read; tells whether it is another version than the last one. */
export async function announceChange(core: SessionCore): Promise<boolean> {
  const changed = !isKnown(core, await lookAtLibrary(core));
  if (changed) showSettling(core);
  return changed;
}

function showSettling(core: SessionCore): void {
  if (core.store.get().freshness.kind === 'settling') return;
  core.store.change({ freshness: { kind: 'settling', sinceMs: core.dependencies.clock.nowMs() } });
}

function settleLibrary(core: SessionCore): Promise<Sighting> {
  const { clock } = core.dependencies;
  showSettling(core);
  return settle({
    look: () => lookAtLibrary(core),
    signal: core.signal,
    clock,
    ended: () => core.closed || core.released,
  });
}

async function readFound(
  core: SessionCore,
  sighting: Sighting,
): Promise<{ readonly found: FoundFile; readonly prepared: PreparedBuild | null }> {
  if (sighting.kind === 'missing') return { found: { kind: 'missing' }, prepared: null };
  if (sighting.kind === 'blocked') {
    return { found: { kind: 'unreadable', failure: sighting.failure }, prepared: null };
  }
  // A process that keeps the file open for good, such as an editor of bytes, must not keep us waiting for good.
  const evenIfOpen = !isWritten(sighting.identity, core.dependencies.clock.nowMs());
  const prepared = await withRoom(core.builds, () =>
    prepareBuild({ library: core.start.path, evenIfOpen }, core.dependencies),
  );
  if (!prepared.ok) return { found: { kind: 'unreadable', failure: prepared.failure }, prepared: null };
  return { found: { kind: 'build', ...prepared.value.snapshot }, prepared: prepared.value };
}

function refusalOf(found: FoundFile): Failure | null {
  if (found.kind === 'missing') return null;
  return found.kind === 'unreadable' ? found.failure : refusalOfFacts(found.facts, found.identity.size);
}

/** Tells whether the refusal may come from a writer that has not finished. */
function waitWorthwhile(
  refusal: Failure,
  { sighting, reads, nowMs }: { readonly sighting: Sighting; readonly reads: number; readonly nowMs: number },
): 'no' | 'at-once' | 'until-closed' | 'until-changed' {
  // Not for good: three seconds after the last write the file is read all the same.
  if (refusal.code === 'being-written') return 'until-closed';
  if (reads >= readLimit) return 'no';
  // Another library may have ended the reader, and then this one has no part in it.
  if (refusal.code === 'reader-unavailable') return reads === 1 ? 'at-once' : 'no';
  if (refusal.code === 'changed-while-reading' || refusal.code === 'file-missing') return 'at-once';
  if (refusal.code !== 'incomplete-file' && refusal.code !== 'not-elf') return 'no';
  if (sighting.kind !== 'present') return 'no';
  return isWritten(sighting.identity, nowMs) ? 'until-changed' : 'no';
}

/** True when the last write is so recent that more may follow; a time far in the future says nothing. */
function isWritten({ mtimeNs }: FileIdentity, nowMs: number): boolean {
  return Math.abs(nowMs - Number(mtimeNs / 1_000_000n)) < writerPatienceMs;
}

/** Waits before the next question; a writer that goes on writing is not asked again before it pauses. */
async function pauseForWriter(core: SessionCore, pauses: number): Promise<Sighting> {
  showSettling(core);
  const wrote = await core.signal.wait(Math.min(pauses * writerPauseMs.first, writerPauseMs.longest));
  return wrote ? settleLibrary(core) : lookAtLibrary(core);
}

/** Waits, in growing pauses and at most as long as a writer's pause may last, for another version of the file. */
async function changesSoon(core: SessionCore, sighting: Sighting): Promise<boolean> {
  const { clock } = core.dependencies;
  const endMs = clock.monotonicMs() + writerPatienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    if (core.closed || core.released) return false;
    if (!sameSighting(sighting, await lookAtLibrary(core))) return true;
    if (clock.monotonicMs() >= endMs) return false;
    await core.signal.wait(pauseMs);
  }
}

/** The failure of a file that is not there. */
export function missingFile(path: string): Failure {
  return fail('file-missing', `${path} does not exist.`, { path }).failure;
}
