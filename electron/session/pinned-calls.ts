import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { CallRecord, PinnedCall } from '../contract/session-state.ts';
import { checkCall } from './check-call.ts';
import { logCall, runCall } from './run-call.ts';
import type { SessionCore } from './session-core.ts';

/** Pins a call; the newest result of the same call, if there is one, is its first. */
export function pinnedFrom(
  id: string,
  record: CallRecord | undefined,
  input: CallRecord['input'],
): PinnedCall {
  const latest =
    record === undefined
      ? null
      : { generation: record.generation, atMs: record.atMs, outcome: record.outcome };
  return { id, input, latest, previous: null, stale: null };
}

/** Takes in a new result: what an earlier generation returned stays beside it. */
export function withResult(pinned: PinnedCall, record: CallRecord): PinnedCall {
  const { generation, atMs, outcome } = record;
  if (outcome.kind === 'failed') return { ...pinned, stale: outcome.failure.message };
  const { latest } = pinned;
  const previous = latest !== null && latest.generation !== generation ? latest : pinned.previous;
  return { ...pinned, latest: { generation, atMs, outcome }, previous, stale: null };
}

/** Runs every pinned call in order with the generation just loaded; ends early when another one takes its place. */
export async function runPinnedAfterLoad(core: SessionCore): Promise<void> {
  const number = core.running?.generation.number;
  for (const { id } of core.store.get().pinned) {
    if (core.closed || core.running?.generation.number !== number) return;
    await runPinnedInTurn(core, id);
  }
}

/** Runs all pinned calls in order, whatever becomes of each. */
export async function runAllPinned(core: SessionCore): Promise<void> {
  for (const { id } of core.store.get().pinned) await runPinnedInTurn(core, id);
}

/** A call that ended its process the last time is not run in main, where it would end the program, unless it is asked for by itself. */
async function runPinnedInTurn(core: SessionCore, id: string): Promise<void> {
  const pinned = core.store.get().pinned.find((call) => call.id === id);
  const inMain = core.running?.generation.place === 'in-main';
  if (!inMain || pinned?.latest?.outcome.kind !== 'fault') {
    await runPinnedCall(core, id);
    return;
  }
  const stale = 'It ended its process the last time, so it is not run by itself inside dlscope.';
  changePinned(core, id, (call) => ({ ...call, stale }));
}

/** Runs one pinned call and keeps its result; one that does not fit any more is marked and not run. */
export async function runPinnedCall(core: SessionCore, id: string): Promise<Outcome<null>> {
  const pinned = core.store.get().pinned.find((call) => call.id === id);
  if (pinned === undefined) return fail('unknown-id', 'This call is not pinned any more.');
  const checked = await checkCall(core, pinned.input);
  if (!checked.ok) {
    changePinned(core, id, (call) => ({ ...call, stale: checked.failure.message }));
    return checked;
  }
  const timeoutMs = core.limits.pinnedTimeoutMs;
  const record = await runCall(core, checked.value, { trigger: 'pinned', timeoutMs });
  if (core.closed) return record.ok ? succeed(null) : record;
  if (!record.ok) {
    changePinned(core, id, (call) => ({ ...call, stale: record.failure.message }));
    return record;
  }
  changePinned(core, id, (call) => withResult(call, record.value));
  if (record.value.outcome.kind !== 'failed') logCall(core, record.value);
  return succeed(null);
}

function changePinned(core: SessionCore, id: string, change: (pinned: PinnedCall) => PinnedCall): void {
  const pinned = core.store.get().pinned.map((call) => (call.id === id ? change(call) : call));
  core.store.change({ pinned });
}
