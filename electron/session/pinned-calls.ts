import type { BrokenBy } from '../contract/check.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { HistoryEntry } from '../contract/history-entry.ts';
import type { PinnedCall } from '../contract/kept-calls.ts';
import { amend } from './amend-entry.ts';
import { type CheckedCall, checkCall } from './check-call.ts';
import { contradictingPrototype } from './own-prototype.ts';
import { pinnedEffect } from './pinned-effect.ts';
import { breakerOf, typesOf, withResult, withStale } from './pinned-result.ts';
import { logCall, runCall } from './run-call.ts';
import type { SessionCore } from './session-core.ts';

/** Runs every pinned call in order with the generation just loaded, also those that come meanwhile; ends early when another one takes its place. */
export async function runPinnedAfterLoad(core: SessionCore): Promise<void> {
  const number = core.running?.generation.number;
  if (number === undefined) return;
  const ran = new Set<string>();
  for (;;) {
    if (core.closed || core.running?.generation.number !== number) return;
    const next = core.store.get().pinned.find(({ id }) => !ran.has(id));
    if (next === undefined) break;
    ran.add(next.id);
    await runPinnedInTurn(core, next.id);
  }
  // The process of the last one may have ended: that is told before the results are.
  if (core.running !== null && !core.running.runner.alive) await core.exclusive.idle();
  if (!core.closed) core.dependencies.pinnedRan?.(number);
}

/** The same for the load that the entry tells of, which then says what the calls told of the build. */
export async function runPinnedFor(core: SessionCore, entry: HistoryEntry): Promise<void> {
  await runPinnedAfterLoad(core);
  const { generation } = entry;
  if (core.closed || generation === null || core.running?.generation.number !== generation) return;
  const effect = pinnedEffect(core.store.get().pinned, generation);
  if (effect !== null) amend(core, entry, { pinned: effect });
}

/** Runs all pinned calls in order, whatever becomes of each. */
export async function runAllPinned(core: SessionCore): Promise<void> {
  for (const { id } of core.store.get().pinned) await runPinnedInTurn(core, id);
}

/** A call that ended its process the last time is not run in main, where it would end the program, unless it is asked for by itself. */
async function runPinnedInTurn(core: SessionCore, id: string): Promise<void> {
  const pinned = findPinned(core, id);
  const inMain = core.running?.generation.place === 'in-main';
  if (!inMain || pinned?.latest?.outcome.kind !== 'fault') {
    await runPinnedCall(core, id);
    return;
  }
  const { failure } = fail(
    'busy',
    'It ended its process the last time, so it is not run by itself inside dlscope.',
  );
  changePinned(core, id, (call) => withStale(call, failure, null));
}

/** Runs one pinned call and keeps its result; one that does not fit any more is marked and not run. */
export async function runPinnedCall(core: SessionCore, id: string): Promise<Outcome<null>> {
  const pinned = findPinned(core, id);
  if (pinned === undefined) return notPinned();
  const asked = core.running?.build.folder;
  const checked = await checkPinned(core, pinned);
  // Another build took the place of the one that was asked, and may say something else.
  if (!core.closed && core.running?.build.folder !== asked) return runPinnedCall(core, id);
  if (!checked.ok) {
    changePinned(core, id, (call) => withStale(call, checked.failure, breakers(core)[0] ?? null));
    return checked;
  }
  const before = breakers(core);
  const timeoutMs = core.limits.pinnedTimeoutMs;
  const record = await runCall(core, checked.value, { trigger: 'pinned', timeoutMs });
  if (core.closed) return record.ok ? succeed(null) : record;
  if (!record.ok) {
    changePinned(core, id, (call) => withStale(call, record.failure, null));
    return record;
  }
  const { generation } = record.value;
  const by = [...before, ...breakers(core)].find((breaker) => breaker.generation === generation) ?? {
    generation,
    build: null,
  };
  const types = typesOf(checked.value);
  changePinned(core, id, (call) => withResult(call, record.value, { types, by }));
  if (record.value.outcome.kind !== 'failed') logCall(core, record.value);
  return succeed(null);
}

/** A call that was pinned with a prototype which this build contradicts does not fit any more. */
async function checkPinned(core: SessionCore, { input }: PinnedCall): Promise<Outcome<CheckedCall>> {
  const checked = await checkCall(core, input);
  if (!checked.ok) return checked;
  const known = await contradictingPrototype(core, checked.value);
  if (known === null) return checked;
  return fail(
    'bad-prototype',
    `This build has ${known.text}, and the call is pinned as ${input.prototype}; pin it again with the prototype of this build.`,
  );
}

/** The generation that answers now: a call that waits for its turn may be answered by the next one. */
function breakers({ running }: SessionCore): readonly BrokenBy[] {
  return running === null ? [] : [breakerOf(running.generation)];
}

export function notPinned(): Outcome<never> {
  return fail('unknown-id', 'This call is not pinned any more.');
}

export function findPinned(core: SessionCore, id: string): PinnedCall | undefined {
  return core.store.get().pinned.find((call) => call.id === id);
}

export function changePinned(
  core: SessionCore,
  id: string,
  change: (pinned: PinnedCall) => PinnedCall,
): void {
  const pinned = core.store.get().pinned.map((call) => (call.id === id ? change(call) : call));
  core.store.change({ pinned });
}
