import type { Failure, Outcome } from '../contract/failure.ts';
import type { HistoryEntry, ReloadTrigger } from '../contract/history-entry.ts';
import { type Examined, missingFile } from './examine-file.ts';
import { wentBackFailure } from './freshness.ts';
import { changeOf, type HistoryLine, recordLine } from './history-line.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { type Running, rest, type SessionCore } from './session-core.ts';

/** One attempt after its look at the file. */
export interface Attempt {
  readonly trigger: ReloadTrigger;
  readonly examined: Extract<Examined, { kind: 'found' }>;
}

/** After so many lines in a row that say `unchanged`, further ones are left out until something else happens. */
const unchangedLimit = 5;

/** Shows the state the attempt led to, and then writes its line. */
export function conclude(core: SessionCore, line: HistoryLine): HistoryEntry {
  rest(core);
  return recordLine(core, line);
}

/** Milliseconds since the file had settled. */
export function sinceSettled(core: SessionCore, { settledAtMs }: { readonly settledAtMs: number }): number {
  return core.dependencies.clock.monotonicMs() - settledAtMs;
}

/** The file is gone; what runs goes on. */
export function concludeMissing(core: SessionCore, trigger: ReloadTrigger): Outcome<null> {
  const failure = missingFile(core.start.path);
  core.disk = { kind: 'missing' };
  conclude(core, { verdict: 'missing', trigger, durationMs: 0, failure });
  return { ok: false, failure };
}

/** The build on disk is the one that runs. */
export async function concludeUnchanged(core: SessionCore, attempt: Attempt): Promise<void> {
  const { prepared } = attempt.examined;
  core.disk = { kind: 'same' };
  core.wentBack = null;
  if (prepared === null) return;
  const before = core.running === null ? null : changeOf(core.running.build);
  if (core.running !== null) core.running = withIdentities(core.running, prepared);
  await recordUnchanged(core, attempt, { prepared, before, notes: [] });
}

/** The build on disk is the one that the user went back from: it was only touched. */
export async function concludePassedOver(core: SessionCore, attempt: Attempt): Promise<void> {
  const { prepared } = attempt.examined;
  const { wentBack } = core;
  if (prepared === null || wentBack === null) return;
  const failure = wentBackFailure(wentBack.to);
  core.disk = { kind: 'refused', failure };
  await recordUnchanged(core, attempt, { prepared, before: changeOf(prepared), notes: [failure.message] });
}

async function recordUnchanged(
  core: SessionCore,
  attempt: Attempt,
  {
    prepared,
    before,
    notes,
  }: Required<Pick<HistoryLine, 'before' | 'notes'>> & { readonly prepared: PreparedBuild },
): Promise<void> {
  if (core.unchangedInARow < unchangedLimit) {
    conclude(core, {
      verdict: 'unchanged',
      trigger: attempt.trigger,
      durationMs: sinceSettled(core, attempt.examined),
      before,
      after: changeOf(prepared),
      notes,
    });
  } else rest(core);
  await prepared.folder.remove();
}

/** The build that runs lies in another version of the file now: touched, renamed, or made again byte for byte. */
function withIdentities(running: Running, { snapshot, needed }: PreparedBuild): Running {
  const { build, generation } = running;
  const { identity } = snapshot;
  const now = new Map(needed.map((one) => [one.path, one.identity]));
  return {
    ...running,
    generation: { ...generation, identity },
    build: {
      ...build,
      snapshot: { ...build.snapshot, identity },
      needed: build.needed.map((one) => ({ ...one, identity: now.get(one.path) ?? one.identity })),
    },
  };
}

/** The build is not taken; what runs goes on. */
export async function concludeRejected(
  core: SessionCore,
  attempt: Attempt,
  refusal: { readonly failure: Failure; readonly notes?: readonly string[] },
): Promise<Outcome<null>> {
  const { prepared, look } = attempt.examined;
  const { failure, notes = [] } = refusal;
  core.disk = { kind: 'refused', failure };
  if (prepared !== null) showFile(core, prepared);
  const { library } = look;
  const seen = library.kind === 'present' ? { identity: library.identity, build: null } : null;
  conclude(core, {
    verdict: 'rejected',
    trigger: attempt.trigger,
    durationMs: sinceSettled(core, attempt.examined),
    after: prepared === null ? seen : changeOf(prepared),
    failure,
    notes,
  });
  await prepared?.folder.remove();
  return { ok: false, failure };
}

/** Gives the static view of a file that could not be loaded, while nothing else can be shown. */
export function showFile(core: SessionCore, prepared: PreparedBuild): void {
  if (core.running !== null) return;
  const { symbolsVersion } = core.store.get();
  core.store.change({ fileFacts: prepared.snapshot.facts, symbolsVersion: symbolsVersion + 1 });
}
