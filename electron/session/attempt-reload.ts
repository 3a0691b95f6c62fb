import { assertNever, type Outcome, succeed } from '../contract/failure.ts';
import type { ReloadTrigger } from '../contract/history-entry.ts';
import {
  type Attempt,
  concludeMissing,
  concludePassedOver,
  concludeRejected,
  concludeUnchanged,
} from './conclude-attempt.ts';
import { decideReload, type ReloadDecision } from './decide-reload.ts';
import { announceChange, examineFile } from './examine-file.ts';
import { loadBuild } from './load-build.ts';
import { isKnown, lookAtBuild } from './look-at-build.ts';
import { rest, type SessionCore } from './session-core.ts';
import { keyOfBuild, neededChanges } from './whole-build.ts';

/** One attempt from a look at the file to its line in the history. Waits for an open call first, so that the newest file is taken. */
export async function attemptReload(core: SessionCore, trigger: ReloadTrigger): Promise<Outcome<null>> {
  if (core.released) return succeed(null);
  if (trigger === 'watch') {
    if (!core.store.get().options.watching) return notePaused(core);
    if (!(await announceChange(core))) return noteKnown(core);
  }
  await core.exclusive.idle();
  const examined = await examineFile(core, trigger);
  const outcome =
    examined.kind === 'known' ? succeed(null) : await decideAndPerform(core, { trigger, examined });
  if (outcome === 'superseded') return attemptReload(core, trigger);
  if (!core.closed) rest(core);
  return outcome;
}

async function notePaused(core: SessionCore): Promise<Outcome<null>> {
  const look = await lookAtBuild(core);
  if (isKnown(core, look)) return noteKnown(core);
  core.disk = look.library.kind === 'missing' ? { kind: 'missing' } : { kind: 'unread' };
  rest(core);
  return succeed(null);
}

/** The file is as it was decided upon: it may have been another one while watching was off. */
function noteKnown(core: SessionCore): Outcome<null> {
  if (core.closed) return succeed(null);
  if (core.handled?.library.kind === 'missing') core.disk = { kind: 'missing' };
  else if (core.disk.kind !== 'refused') core.disk = { kind: 'same' };
  rest(core);
  return succeed(null);
}

async function decideAndPerform(core: SessionCore, attempt: Attempt): Promise<Outcome<null> | 'superseded'> {
  const { look, prepared } = attempt.examined;
  const decision = decide(core, attempt);
  core.handled = look;
  if (prepared !== null) core.readLast = keyOfBuild(prepared);
  core.store.change({ realPath: await realPathOf(core) });
  return perform(core, attempt, decision);
}

function decide(core: SessionCore, { trigger, examined }: Attempt): ReloadDecision {
  const { found, prepared } = examined;
  const key = prepared === null ? null : keyOfBuild(prepared);
  const { runIn, strategy } = core.store.get().options;
  const running = core.fault === null ? core.running : null;
  return decideReload({
    trigger,
    found,
    running: running?.build.snapshot.build ?? null,
    neededChanged: neededChanges(running?.build.needed ?? [], prepared?.needed ?? []).length > 0,
    crashedBefore: key !== null && core.guard.crashedBefore(key),
    passedOver: key !== null && core.wentBack?.over === key,
    place: runIn,
    strategy,
  });
}

async function realPathOf(core: SessionCore): Promise<string | null> {
  return core.dependencies.files.realpath(core.start.path).catch(() => null);
}

async function perform(
  core: SessionCore,
  attempt: Attempt,
  decision: ReloadDecision,
): Promise<Outcome<null> | 'superseded'> {
  const { prepared } = attempt.examined;
  switch (decision.action) {
    case 'note-missing':
      return concludeMissing(core, attempt.trigger);
    case 'reject':
      return concludeRejected(core, attempt, decision);
    case 'keep':
      await concludeUnchanged(core, attempt);
      return succeed(null);
    case 'pass-over':
      await concludePassedOver(core, attempt);
      return succeed(null);
    case 'load':
      if (prepared === null) throw new Error('a build was found without its copy');
      return loadBuild(core, {
        trigger: attempt.trigger,
        prepared,
        strategy: decision.strategy,
        origin: attempt,
        settledAtMs: attempt.examined.settledAtMs,
      });
    default:
      return assertNever(decision);
  }
}
