import { fail, succeed } from '../contract/failure.ts';
import { checkCall } from './check-call.ts';
import { withDraft } from './drafts.ts';
import type { LibrarySession } from './library-session.ts';
import { pinnedFrom } from './pinned-calls.ts';
import type { SessionCore } from './session-core.ts';

/** As many as are kept on disk; all of them run again after each reload. */
const pinnedAtMost = 200;

/** The requests of a session that only keep what the user chose. */
export function userChoices(
  core: SessionCore,
): Pick<LibrarySession, 'pin' | 'unpin' | 'saveDraft' | 'selectSymbol' | 'setHeaders' | 'setNamed'> {
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
        return fail('busy', `${pinnedAtMost} calls are pinned; unpin one first.`);
      }
      const record = core.calls.find(
        (call) =>
          call.trigger !== 'beside' && JSON.stringify(call.input) === key && call.outcome.kind !== 'failed',
      );
      const pinned = pinnedFrom(core.dependencies.newId(), record, input);
      store.change({ pinned: [...store.get().pinned, pinned] });
      return succeed(pinned);
    },
    unpin: (pinnedId) => {
      store.change({ pinned: store.get().pinned.filter(({ id }) => id !== pinnedId) });
      return succeed(null);
    },
    saveDraft: (draft) => store.change({ drafts: withDraft(store.get().drafts, draft) }),
    selectSymbol: (selectedSymbol) => store.change({ selectedSymbol }),
    setHeaders: (headers) => store.change({ headers }),
    setNamed: (named) => store.change({ named }),
  };
}
