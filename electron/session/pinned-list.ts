import { refuseExpected } from '../checks/expected-result.ts';
import { keyedPinned } from '../checks/merge-pinned.ts';
import type { CallRecord } from '../contract/call-record.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { PinnedCall, PinnedDefinition } from '../contract/kept-calls.ts';
import { checkCall } from './check-call.ts';
import type { LibrarySession } from './library-session.ts';
import { changePinned, findPinned, notPinned } from './pinned-calls.ts';
import { judged, pinnedFrom, typesOf } from './pinned-result.ts';
import { inBackground, type SessionCore } from './session-core.ts';

/** As many as a person may pin; all of them run again after each reload. */
const pinnedAtMost = 200;

/** The requests of a session that change the list of pinned calls. */
export function pinnedList(
  core: SessionCore,
): Pick<LibrarySession, 'pin' | 'unpin' | 'expect' | 'movePinned' | 'setPinned'> {
  const { store } = core;
  return {
    pin: async (typed) => {
      const checked = await checkCall(core, typed);
      if (!checked.ok) return checked;
      const { input } = checked.value;
      const key = JSON.stringify(input);
      const same = store.get().pinned.find((call) => JSON.stringify(call.input) === key);
      if (same !== undefined) return succeed(same);
      if (store.get().pinned.length >= pinnedAtMost) {
        return fail('limit-reached', `${pinnedAtMost} calls are pinned; unpin one first.`);
      }
      const pinned = newPinned(core, { name: null, input, expected: null });
      store.change({ pinned: [...store.get().pinned, pinned] });
      return succeed(pinned);
    },
    unpin: (pinnedId) => {
      store.change({ pinned: store.get().pinned.filter(({ id }) => id !== pinnedId) });
      return succeed(null);
    },
    expect: (pinnedId, expected) => expectResult(core, pinnedId, expected),
    movePinned: (pinnedId, index) => {
      const moved = findPinned(core, pinnedId);
      if (moved === undefined) return notPinned();
      const others = store.get().pinned.filter((call) => call !== moved);
      store.change({ pinned: others.toSpliced(index, 0, moved) });
      return succeed(null);
    },
    setPinned: (definitions) => setPinned(core, definitions),
  };
}

function newPinned(core: SessionCore, definition: PinnedDefinition): PinnedCall {
  const key = JSON.stringify(definition.input);
  // A call of an earlier build says nothing of this one.
  const isSame = ({ input, outcome, trigger }: CallRecord) =>
    trigger !== 'beside' && outcome.kind !== 'failed' && JSON.stringify(input) === key;
  return pinnedFrom(core.dependencies.newId(), core.calls.find(isSame), definition);
}

/** Another expectation has no past: which build broke it is known from now on. */
async function expectResult(
  core: SessionCore,
  pinnedId: string,
  expected: string | null,
): Promise<Outcome<null>> {
  const pinned = findPinned(core, pinnedId);
  if (pinned === undefined) return notPinned();
  if (expected === null) {
    changePinned(core, pinnedId, (call) => ({ ...call, expected, verdict: null, brokenBy: null }));
    return succeed(null);
  }
  const checked = await checkCall(core, pinned.input);
  if (!checked.ok) return checked;
  const types = typesOf(checked.value);
  const refusal = refuseExpected(types, expected);
  if (refusal !== null) return fail('bad-argument', refusal);
  changePinned(core, pinnedId, (call) => judged({ ...call, expected, brokenBy: null }, types));
  return succeed(null);
}

function setPinned(core: SessionCore, definitions: readonly PinnedDefinition[]): void {
  const known = keyedPinned(core.store.get().pinned);
  const pinned = [...keyedPinned(definitions)].map(([key, definition]) => {
    const same = known.get(key);
    if (same === undefined) return newPinned(core, definition);
    const { name, expected } = definition;
    if (same.expected === expected) return { ...same, name };
    return { ...same, name, expected, verdict: null, brokenBy: null };
  });
  core.store.change({ pinned });
  for (const { id, expected, latest, verdict } of pinned) {
    if (expected !== null && latest !== null && verdict === null) inBackground(core, judgeAnew(core, id));
  }
}

/** Judges the newest result by an expectation that came from the file; what does not fit any more is told at its next run. */
async function judgeAnew(core: SessionCore, id: string): Promise<void> {
  const pinned = findPinned(core, id);
  if (pinned === undefined) return;
  const checked = await checkCall(core, pinned.input);
  if (!checked.ok) return;
  const types = typesOf(checked.value);
  changePinned(core, id, (call) => (call.verdict === null ? judged(call, types) : call));
}
