import { type Outcome, succeed } from '../contract/failure.ts';
import type { ReloadStrategy } from '../contract/generation.ts';
import type { HistoryEntry, ReloadTrigger } from '../contract/history-entry.ts';
import { amendWithTypes, firstChanges } from './amend-entry.ts';
import { type Comparing, compareWhileLoading } from './compare-while-loading.ts';
import { type Attempt, conclude, concludeRejected, showFile, sinceSettled } from './conclude-attempt.ts';
import { headersOf } from './farewell.ts';
import { isWentBack, wentBackFailure } from './freshness.ts';
import { changeOf } from './history-line.ts';
import { noteOpenedObjects } from './opened-objects.ts';
import { runPinnedFor } from './pinned-calls.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { replaceGeneration } from './replace-generation.ts';
import { retireGeneration } from './retire-generation.ts';
import { inBackground, rest, type SessionCore } from './session-core.ts';
import type { Loaded, Refused } from './take-over.ts';
import { tellState } from './tell-state.ts';
import { keyOfBuild, neededChanges } from './whole-build.ts';

/** An attempt that came as far as a build that may be loaded. */
export interface LoadAttempt {
  readonly trigger: ReloadTrigger;
  readonly prepared: PreparedBuild;
  readonly strategy: ReloadStrategy;
  /** The look at the file that found the build, or the generation whose build is made current again. */
  readonly origin: Attempt | { readonly earlier: number };
  /** When the build was known and could begin to load. */
  readonly settledAtMs: number;
}

/**
 * Loads the build, writes what came of it, and lets the pinned calls run with the new generation; `superseded` when
 * the file is another one by now and has to be examined anew.
 */
export async function loadBuild(
  core: SessionCore,
  attempt: LoadAttempt,
): Promise<Outcome<null> | 'superseded'> {
  const { prepared, strategy } = attempt;
  core.store.change({ freshness: { kind: 'loading', sinceMs: core.dependencies.clock.nowMs() } });
  // Who wants values carried waits for what the new build has; the reader finds out while it is being opened.
  if (core.store.get().stateChoices.carry.length > 0) void core.variables.read(prepared, headersOf(core));
  const comparing = compareWhileLoading(core, prepared);
  const replacement = await replaceGeneration(core, prepared, {
    strategy,
    earlier: earlierOf(attempt) !== null,
  });
  if (replacement.kind === 'superseded') {
    await prepared.folder.remove();
    return 'superseded';
  }
  if (replacement.kind === 'refused') return concludeRefused(core, attempt, replacement);
  core.guard.forgive(keyOfBuild(prepared));
  noteWhatRuns(core, attempt);
  const { symbolsVersion } = core.store.get();
  core.store.change({ fileFacts: null, symbolsVersion: symbolsVersion + 1 });
  rest(core);
  const entry = await concludeLoaded(core, attempt, { loaded: replacement, comparing });
  inBackground(core, runPinnedFor(core, entry));
  return succeed(null);
}

function earlierOf({ origin }: LoadAttempt): number | null {
  return 'earlier' in origin ? origin.earlier : null;
}

/** Says how what runs from now on stands to the file on disk. */
function noteWhatRuns(core: SessionCore, attempt: LoadAttempt): void {
  const { prepared } = attempt;
  const earlier = earlierOf(attempt);
  const onDisk = core.readLast;
  if (earlier === null || keyOfBuild(prepared) === onDisk) {
    core.wentBack = null;
    if (earlier === null || core.disk.kind === 'refused') core.disk = { kind: 'same' };
    return;
  }
  core.wentBack = { to: earlier, over: onDisk };
  const knownAsOther = core.disk.kind === 'same' || isWentBack(core.disk);
  if (knownAsOther) core.disk = { kind: 'refused', failure: wentBackFailure(earlier) };
}

/** Writes the line, with what differs from the build before, and takes the old generation down. */
async function concludeLoaded(
  core: SessionCore,
  attempt: LoadAttempt,
  { loaded, comparing }: { readonly loaded: Loaded; readonly comparing: Comparing },
): Promise<HistoryEntry> {
  const durationMs = sinceSettled(core, attempt);
  const { prepared, trigger } = attempt;
  const earlier = earlierOf(attempt);
  const { old, oldEnds, generation, proof } = loaded;
  const before = old === null ? core.lastBuild : changeOf(old.build);
  const [{ pair, exports, neededNotes, again }, opened] = await Promise.all([
    comparing(old),
    noteOpenedObjects(core),
  ]);
  const last = pair?.before ?? null;
  const entry = conclude(core, {
    verdict: 'loaded',
    trigger,
    durationMs,
    generation: generation.number,
    before,
    after: changeOf(prepared),
    symbolCount: prepared.snapshot.facts.exportCount,
    exports,
    replaced: old?.generation.number ?? (last === null ? null : core.builds.numberOf(last)),
    changes: exports === null ? null : firstChanges(core, exports),
    needed: last === null ? [] : neededChanges(last.needed, prepared.needed),
    proof,
    failedHook: loaded.failedHook,
    notes: [
      ...(earlier === null ? [] : [`The build of #${earlier} runs again.`]),
      ...neededNotes,
      ...opened,
      ...loaded.notes,
      ...(old === null && before !== null && exports === null ? [wordsOnLastBuild(again)] : []),
      ...notesOnPreloads(attempt),
    ],
  });
  core.lastBuild = changeOf(prepared);
  if (pair !== null && exports !== null) amendWithTypes(core, entry, pair, exports);
  // Nobody waits for it, not even `close`.
  void tellState(core, entry, loaded);
  if (old !== null) {
    const { unloadTimeoutMs: timeoutMs } = core.limits;
    inBackground(core, retireGeneration(core, old, { ends: oldEnds, timeoutMs }));
  }
  return entry;
}

/** What can be said of a build that was taken down since: its identity is known, its copy is gone. */
function wordsOnLastBuild(again: boolean): string {
  return again
    ? 'It is the build that was loaded last.'
    : 'It is another build than the one loaded last, whose copy is gone: they cannot be compared.';
}

function notesOnPreloads(attempt: LoadAttempt): string[] {
  const { prepared, strategy } = attempt;
  const earlier = earlierOf(attempt);
  // Strict opens the library where it lies, and the loader finds the others by itself.
  if (strategy === 'strict' && earlier === null) return [];
  const version = earlier === null ? '' : ', in the version that lies there now';
  const copies = new Set(prepared.needed.map(({ file }) => file));
  const elsewhere = prepared.preload.filter((file) => !copies.has(file));
  return elsewhere.map(
    (file) => `${file} was opened first${version}, since $ORIGIN of the private copy is another folder.`,
  );
}

/** The build could not be loaded: a crash, a dlerror text, or no runner. */
async function concludeRefused(
  core: SessionCore,
  attempt: LoadAttempt,
  { failure, rolledBack, proof, failedHook, notes }: Refused,
): Promise<Outcome<null>> {
  const { prepared, trigger, origin } = attempt;
  const { fault } = failure;
  const ended = core.closed || core.released;
  const ofFile = 'examined' in origin;
  if (!ended && ofFile && fault === undefined && !rolledBack) {
    return concludeRejected(core, origin, { failure, notes });
  }
  if (!ended) {
    const paused = fault === undefined ? [] : noteCrash(core, prepared);
    // An earlier build that fails says nothing of the file.
    if (ofFile) {
      core.disk = { kind: 'refused', failure };
      showFile(core, prepared);
    }
    const kept = rolledBack ? 'rolled-back' : 'rejected';
    conclude(core, {
      verdict: fault === undefined ? kept : 'crashed',
      trigger,
      durationMs: sinceSettled(core, attempt),
      after: changeOf(prepared),
      failure,
      fault: fault ?? null,
      proof,
      failedHook,
      notes: [...notes, ...paused],
    });
  }
  await prepared.folder.remove();
  return { ok: false, failure };
}

/** Remembers the build that crashed; after the third crash in five minutes reloads by themselves are paused, where that is wanted. */
function noteCrash(core: SessionCore, prepared: PreparedBuild): string[] {
  const { clock } = core.dependencies;
  const isThird = core.guard.noteLoadCrash(keyOfBuild(prepared), clock.nowMs());
  if (!isThird || !core.limits.pausesAfterCrashes) return [];
  const { options } = core.store.get();
  core.store.change({ options: { ...options, watching: false } });
  return ['Three builds crashed while loading within five minutes: reloading by itself is paused.'];
}
