import { assertNever, type Failure, type Outcome, succeed } from '../contract/failure.ts';
import type { ReloadStrategy, ReloadTrigger } from '../contract/session-state.ts';
import { sameSighting } from '../watch/sighting.ts';
import { decideReload } from './decide-reload.ts';
import { announceChange, type Examined, examineFile, lookAtLibrary, missingFile } from './examine-file.ts';
import { changeOf, type HistoryLine, recordLine } from './history-line.ts';
import { runPinnedAfterLoad } from './pinned-calls.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { type Replacement, replaceGeneration } from './replace-generation.ts';
import { retireGeneration } from './retire-generation.ts';
import { inBackground, rest, type SessionCore } from './session-core.ts';

type Found = Extract<Examined, { kind: 'found' }>;

/** After so many lines in a row that say `unchanged`, further ones are left out until something else happens. */
const unchangedLimit = 5;

/** One attempt from a look at the file to its line in the history. Waits for an open call first, so that the newest file is taken. */
export async function attemptReload(core: SessionCore, trigger: ReloadTrigger): Promise<Outcome<null>> {
  if (core.released) return succeed(null);
  if (trigger === 'watch') {
    if (!core.store.get().options.watching) return notePaused(core);
    if (!(await announceChange(core))) return succeed(null);
  }
  await core.exclusive.idle();
  const examined = await examineFile(core, trigger);
  const outcome = examined.kind === 'known' ? succeed(null) : await decideAndPerform(core, trigger, examined);
  if (!core.closed) rest(core);
  return outcome;
}

async function notePaused(core: SessionCore): Promise<Outcome<null>> {
  const sighting = await lookAtLibrary(core);
  const changed = core.handled === null || !sameSighting(core.handled, sighting);
  if (changed) core.disk = sighting.kind === 'missing' ? { kind: 'missing' } : { kind: 'unread' };
  else if (core.disk.kind !== 'refused') core.disk = { kind: 'same' };
  rest(core);
  return succeed(null);
}

async function decideAndPerform(
  core: SessionCore,
  trigger: ReloadTrigger,
  examined: Found,
): Promise<Outcome<null>> {
  const { found, prepared } = examined;
  const { runIn, strategy } = core.store.get().options;
  const decision = decideReload({
    trigger,
    found,
    running: core.fault === null ? (core.running?.build.snapshot.build ?? null) : null,
    crashedBefore: found.kind === 'build' && core.guard.crashedBefore(found.build.hash),
    place: runIn,
    strategy,
  });
  core.handled = examined.sighting;
  core.store.change({ realPath: await realPathOf(core) });
  if (decision.action === 'load' && prepared !== null) {
    return load(core, trigger, examined, prepared, decision.strategy);
  }
  switch (decision.action) {
    case 'note-missing':
      return noteMissing(core, trigger);
    case 'reject':
      await reject(core, trigger, examined, decision.failure);
      return { ok: false, failure: decision.failure };
    case 'keep':
    case 'load':
      await keep(core, trigger, examined);
      return succeed(null);
    default:
      return assertNever(decision);
  }
}

async function realPathOf(core: SessionCore): Promise<string | null> {
  return core.dependencies.files.realpath(core.start.path).catch(() => null);
}

function noteMissing(core: SessionCore, trigger: ReloadTrigger): Outcome<null> {
  const failure = missingFile(core.start.path);
  core.disk = { kind: 'missing' };
  conclude(core, { verdict: 'missing', trigger, durationMs: 0, failure });
  return { ok: false, failure };
}

async function keep(core: SessionCore, trigger: ReloadTrigger, examined: Found): Promise<void> {
  core.disk = { kind: 'same' };
  if (examined.prepared === null) return;
  if (core.unchangedInARow < unchangedLimit) {
    conclude(core, {
      verdict: 'unchanged',
      trigger,
      durationMs: sinceSettled(core, examined),
      after: changeOf(examined.prepared),
    });
  }
  await examined.prepared.folder.remove();
}

async function reject(
  core: SessionCore,
  trigger: ReloadTrigger,
  examined: Found,
  failure: Failure,
  notes: readonly string[] = [],
): Promise<void> {
  const { prepared, sighting } = examined;
  core.disk = { kind: 'refused', failure };
  if (core.running === null && prepared !== null) showFile(core, prepared);
  const seen = sighting.kind === 'present' ? { identity: sighting.identity, build: null } : null;
  conclude(core, {
    verdict: 'rejected',
    trigger,
    durationMs: sinceSettled(core, examined),
    after: prepared === null ? seen : changeOf(prepared),
    failure,
    notes,
  });
  await prepared?.folder.remove();
}

/** Shows the state the attempt led to, and then writes its line. */
function conclude(core: SessionCore, line: HistoryLine): void {
  rest(core);
  recordLine(core, line);
}

/** The static view of a file that could not be loaded. */
function showFile(core: SessionCore, prepared: PreparedBuild): void {
  const { symbolsVersion } = core.store.get();
  core.store.change({ fileFacts: prepared.snapshot.facts, symbolsVersion: symbolsVersion + 1 });
}

function sinceSettled(core: SessionCore, examined: Found): number {
  return core.dependencies.clock.monotonicMs() - examined.settledAtMs;
}

async function load(
  core: SessionCore,
  trigger: ReloadTrigger,
  examined: Found,
  prepared: PreparedBuild,
  strategy: ReloadStrategy,
): Promise<Outcome<null>> {
  core.store.change({ freshness: { kind: 'loading', sinceMs: core.dependencies.clock.nowMs() } });
  const replacement = await replaceGeneration(core, prepared, strategy);
  if (replacement.kind === 'refused') return refused(core, trigger, examined, prepared, replacement);
  core.guard.forgive(prepared.snapshot.build.hash);
  core.disk = { kind: 'same' };
  const { symbolsVersion } = core.store.get();
  core.store.change({ fileFacts: null, symbolsVersion: symbolsVersion + 1 });
  rest(core);
  await recordLoaded(core, trigger, prepared, replacement, sinceSettled(core, examined));
  inBackground(core, runPinnedAfterLoad(core));
  return succeed(null);
}

/** Compares the copies of both builds, writes the line, and takes the old generation down. */
async function recordLoaded(
  core: SessionCore,
  trigger: ReloadTrigger,
  prepared: PreparedBuild,
  replacement: Extract<Replacement, { kind: 'loaded' }>,
  durationMs: number,
): Promise<void> {
  const { old, oldUnloaded, notes } = replacement;
  const compared =
    old === null
      ? null
      : await core.dependencies.reader.compare({ before: old.build.file, after: prepared.file });
  const preloaded = prepared.preload.map(
    (file) => `${file} was opened first, since $ORIGIN of the private copy is another folder.`,
  );
  conclude(core, {
    verdict: 'loaded',
    trigger,
    durationMs,
    generation: core.running?.generation.number ?? null,
    before: old === null ? null : changeOf(old.build),
    after: changeOf(prepared),
    symbolCount: prepared.snapshot.facts.exportCount,
    changes: compared?.ok ? compared.value : null,
    notes: [...notes, ...preloaded],
  });
  if (old === null) return;
  const { unloadTimeoutMs } = core.limits;
  inBackground(core, retireGeneration(core, old, { unloaded: oldUnloaded, timeoutMs: unloadTimeoutMs }));
}

/** The build could not be loaded: a crash, a dlerror text, or no runner. */
async function refused(
  core: SessionCore,
  trigger: ReloadTrigger,
  examined: Found,
  prepared: PreparedBuild,
  replacement: Extract<Replacement, { kind: 'refused' }>,
): Promise<Outcome<null>> {
  const { failure, rolledBack, notes } = replacement;
  const { fault } = failure;
  if (core.closed || core.released) {
    await prepared.folder.remove();
    return { ok: false, failure };
  }
  const paused = fault === undefined ? [] : noteCrash(core, prepared);
  if (fault === undefined && !rolledBack) {
    await reject(core, trigger, examined, failure, notes);
    return { ok: false, failure };
  }
  core.disk = { kind: 'refused', failure };
  if (core.running === null) showFile(core, prepared);
  conclude(core, {
    verdict: fault === undefined ? 'rolled-back' : 'crashed',
    trigger,
    durationMs: sinceSettled(core, examined),
    after: changeOf(prepared),
    failure,
    fault: fault ?? null,
    notes: [...notes, ...paused],
  });
  await prepared.folder.remove();
  return { ok: false, failure };
}

/** Remembers the build that crashed; after the third crash in five minutes reloads by themselves are paused. */
function noteCrash(core: SessionCore, prepared: PreparedBuild): string[] {
  const { clock } = core.dependencies;
  if (!core.guard.noteLoadCrash(prepared.snapshot.build.hash, clock.nowMs())) return [];
  const { options } = core.store.get();
  core.store.change({ options: { ...options, watching: false } });
  return ['Three builds crashed while loading within five minutes: reloading by itself is paused.'];
}
