import type { CallInput, CallRecord } from '../contract/call-record.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import { callBeside } from './call-beside.ts';
import { checkCall } from './check-call.ts';
import type { CallLimits, LibrarySession } from './library-session.ts';
import { runAllPinned, runPinnedCall } from './pinned-calls.ts';
import { logCall, runCall } from './run-call.ts';
import type { SessionCore } from './session-core.ts';

/** The requests of a session that call functions, and its call log; one call of the user is open at a time. */
export function callRequests(
  core: SessionCore,
): Pick<LibrarySession, 'call' | 'callBoth' | 'runPinned' | 'calls' | 'clearCalls'> {
  let open = false;
  const alone = async <T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    if (open) return fail('busy', 'The call before has not returned yet.');
    open = true;
    try {
      return await work();
    } finally {
      open = false;
    }
  };
  const callRunning = async (input: CallInput, limits: CallLimits): Promise<Outcome<CallRecord>> => {
    const checked = await checkCall(core, input);
    if (!checked.ok) return checked;
    const record = await runCall(core, checked.value, { ...limits, trigger: 'user' });
    if (record.ok) logCall(core, record.value);
    return record;
  };
  return {
    call: (input, limits = {}) => alone(() => callRunning(input, limits)),
    callBoth: (input, limits = {}) =>
      alone(async () => {
        const record = await callRunning(input, limits);
        if (!record.ok) return record;
        // One after the other: neither measures the other, and what both write is never written at once.
        return succeed({ record: record.value, beside: await callBeside(core, record.value, limits) });
      }),
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
