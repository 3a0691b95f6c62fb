import { type Failure, fail } from '../contract/failure.ts';
import type { ReloadTrigger } from '../contract/history-entry.ts';
import { settle } from '../watch/settle.ts';
import { isBeingWritten, isLongQuiet, writerPatienceMs } from '../watch/settling.ts';
import type { Sighting } from '../watch/sighting.ts';
import { type FoundFile, refusalOfFacts } from './decide-reload.ts';
import { withRoom } from './kept-builds.ts';
import { type Look, sameLook } from './look.ts';
import { heed, isKnown, lookAtBuild } from './look-at-build.ts';
import { type PreparedBuild, prepareBuild } from './prepared-build.ts';
import type { SessionCore } from './session-core.ts';

/** What the file holds, after it settled; a build comes with its private copy. */
export type Examined =
  /** Nothing is different from the last time. */
  | { readonly kind: 'known' }
  | {
      readonly kind: 'found';
      /** What was read, or seen where that could not be read. */
      readonly look: Look;
      readonly found: FoundFile;
      readonly prepared: PreparedBuild | null;
      /** When settling ended. */
      readonly settledAtMs: number;
    };

/** A file that changes at every reading is refused after so many. */
const readLimit = 50;
/** Between two questions whether the writer has closed the file, which sends no event. */
const writerPauseMs = { first: 10, longest: 100 } as const;
const firstPauseMs = 50;
const longestPauseMs = 500;

/** Waits for the library and what belongs to it to settle and reads them, again and again while a writer seems to be at work. */
export async function examineFile(core: SessionCore, trigger: ReloadTrigger): Promise<Examined> {
  const { clock } = core.dependencies;
  let look = await lookAtBuild(core);
  if (trigger === 'watch' && isKnown(core, look)) return { kind: 'known' };
  const quiet = [look.library, ...look.needed.values()].every(
    (sighting, index) => isLongQuiet(sighting, clock.nowMs()) || (index > 0 && sighting.kind === 'missing'),
  );
  if (trigger === 'watch' || !quiet) look = await settleBuild(core);
  for (let reads = 1, pauses = 0; ; ) {
    if (core.closed || (trigger === 'watch' && isKnown(core, look))) return { kind: 'known' };
    const settledAtMs = clock.monotonicMs();
    const { found, prepared, heeded } = await readFound(core, look);
    if (core.closed || core.released) {
      await prepared?.folder.remove();
      return { kind: 'known' };
    }
    look = { library: found.kind === 'build' ? presentAs(found) : look.library, needed: heeded };
    const refusal = refusalOf(found);
    const wait = refusal === null ? 'no' : waitWorthwhile(refusal, { look, reads, nowMs: clock.nowMs() });
    if (wait === 'no' || (wait === 'until-changed' && !(await changesSoon(core, look)))) {
      return { kind: 'found', look, found, prepared, settledAtMs };
    }
    await prepared?.folder.remove();
    if (wait === 'until-closed') {
      pauses += 1;
      look = await pauseForWriter(core, pauses);
    } else {
      reads += 1;
      look = await settleBuild(core);
    }
  }
}

/** What was read may be newer than what was seen before the reading. */
function presentAs({ identity }: Extract<FoundFile, { kind: 'build' }>): Sighting {
  return { kind: 'present', identity };
}

/** Shows that the file waits to be read; tells whether it, or what belongs to it, is another version than the last one. */
export async function announceChange(core: SessionCore): Promise<boolean> {
  const changed = !isKnown(core, await lookAtBuild(core));
  if (changed) showSettling(core);
  return changed;
}

function showSettling(core: SessionCore): void {
  if (core.store.get().freshness.kind === 'settling') return;
  core.store.change({ freshness: { kind: 'settling', sinceMs: core.dependencies.clock.nowMs() } });
}

async function settleBuild(core: SessionCore): Promise<Look> {
  const { clock } = core.dependencies;
  const { handled, heeded } = core;
  showSettling(core);
  let look: Look = { library: missing, needed: new Map() };
  await settle({
    look: async () => {
      look = await lookAtBuild(core);
      return [look.library, ...heeded.map((path) => look.needed.get(path) ?? missing)];
    },
    known:
      heeded.length === 0
        ? []
        : [handled?.library ?? null, ...heeded.map((path) => handled?.needed.get(path) ?? null)],
    signal: core.signal,
    clock,
    ended: () => core.closed || core.released,
  });
  return look;
}

const missing: Sighting = { kind: 'missing' };

interface Read {
  readonly found: FoundFile;
  readonly prepared: PreparedBuild | null;
  /** What was seen at the paths that are heeded from now on. */
  readonly heeded: ReadonlyMap<string, Sighting>;
}

async function readFound(core: SessionCore, look: Look): Promise<Read> {
  const { library: sighting } = look;
  if (sighting.kind === 'missing') return { found: { kind: 'missing' }, prepared: null, heeded: look.needed };
  if (sighting.kind === 'blocked') {
    const found = { kind: 'unreadable', failure: sighting.failure } as const;
    return { found, prepared: null, heeded: look.needed };
  }
  // A process that keeps the file open for good, such as an editor of bytes, must not keep us waiting for good.
  const evenIfOpen = !isBeingWritten(sighting.identity, core.dependencies.clock.nowMs());
  const request = { library: core.start.path, evenIfOpen, before: core.running?.build.needed ?? [] };
  let heeded: Read['heeded'] = new Map();
  const outcome = await withRoom(core.builds, async () => {
    const preparation = await prepareBuild(request, core.dependencies);
    heeded = preparation.heeded;
    return preparation.outcome;
  });
  if (outcome.ok) {
    heed(core, [...heeded.keys()]);
    const { snapshot } = outcome.value;
    return { found: { kind: 'build', ...snapshot }, prepared: outcome.value, heeded };
  }
  // What was not come to this time may be what has to change.
  const all = new Map([...look.needed, ...heeded]);
  heed(core, [...all.keys()]);
  return { found: { kind: 'unreadable', failure: outcome.failure }, prepared: null, heeded: all };
}

function refusalOf(found: FoundFile): Failure | null {
  if (found.kind === 'missing') return null;
  return found.kind === 'unreadable' ? found.failure : refusalOfFacts(found.facts, found.identity.size);
}

/** Tells whether the refusal may come from a writer that has not finished. */
function waitWorthwhile(
  refusal: Failure,
  { look, reads, nowMs }: { readonly look: Look; readonly reads: number; readonly nowMs: number },
): 'no' | 'at-once' | 'until-closed' | 'until-changed' {
  // Not for good: three seconds after the last write the file is read all the same.
  if (refusal.code === 'being-written') return 'until-closed';
  if (reads >= readLimit) return 'no';
  // Another library may have ended the reader, and then this one has no part in it.
  if (refusal.code === 'reader-unavailable') return reads === 1 ? 'at-once' : 'no';
  if (refusal.code === 'changed-while-reading' || refusal.code === 'file-missing') return 'at-once';
  if (refusal.code !== 'incomplete-file' && refusal.code !== 'not-elf') return 'no';
  const written = [look.library, ...look.needed.values()].some(
    (sighting) => sighting.kind === 'present' && isBeingWritten(sighting.identity, nowMs),
  );
  return written ? 'until-changed' : 'no';
}

/** Waits before the next question; a writer that goes on writing is not asked again before it pauses. */
async function pauseForWriter(core: SessionCore, pauses: number): Promise<Look> {
  showSettling(core);
  const wrote = await core.signal.wait(Math.min(pauses * writerPauseMs.first, writerPauseMs.longest));
  return wrote ? settleBuild(core) : lookAtBuild(core);
}

/** Waits, in growing pauses and at most as long as a writer's pause may last, for another version of a file. */
async function changesSoon(core: SessionCore, look: Look): Promise<boolean> {
  const { clock } = core.dependencies;
  const endMs = clock.monotonicMs() + writerPatienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    if (core.closed || core.released) return false;
    if (!sameLook(look, await lookAtBuild(core))) return true;
    if (clock.monotonicMs() >= endMs) return false;
    await core.signal.wait(pauseMs);
  }
}

/** The failure of a file that is not there. */
export function missingFile(path: string): Failure {
  return fail('file-missing', `${path} does not exist.`, { path }).failure;
}
