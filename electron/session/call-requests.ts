import { fail, succeed } from '../contract/failure.ts';
import { checkCall } from './check-call.ts';
import type { LibrarySession } from './library-session.ts';
import { runAllPinned, runPinnedCall } from './pinned-calls.ts';
import { logCall, runCall } from './run-call.ts';
import type { SessionCore } from './session-core.ts';

/** The requests of a session that call functions, and its call log; one call of the user is open at a time. */
export function callRequests(
  core: SessionCore,
): Pick<LibrarySession, 'call' | 'runPinned' | 'calls' | 'clearCalls'> {
  let open = false;
  return {
    call: async (input, limits = {}) => {
      if (open) return fail('busy', 'The call before has not returned yet.');
      open = true;
      try {
        const checked = await checkCall(core, input);
        if (!checked.ok) return checked;
        const record = await runCall(core, checked.value, { ...limits, trigger: 'user' });
        if (record.ok) logCall(core, record.value);
        return record;
      } finally {
        open = false;
      }
    },
    runPinned: async (pinnedId) => {
      if (pinnedId !== null) return runPinnedCall(core, pinnedId);
      await runAllPinned(core);
      return succeed(null);
    },
    calls: () => core.calls,
    clearCalls: () => {
      core.calls = [];
    },
  };
}
