import type { CapturedOutput } from '../contract/fault.ts';
import type { CType } from '../contract/prototype.ts';
import type { CallReply } from '../contract/runner-protocol.ts';
import type { Runner } from '../processes/runner.ts';

/** A call as the runner answered it: with the value itself, which the session keeps as text only. */
export interface AnsweredCall {
  readonly type: CType;
  readonly reply: CallReply;
  readonly output: CapturedOutput;
}

/** The same runner, which also tells of every call that returned, before the one who asked hears of it. */
export function tellOfCalls(runner: Runner, onAnswer: (call: AnsweredCall) => void): Runner {
  return {
    place: runner.place,
    get pid() {
      return runner.pid;
    },
    get alive() {
      return runner.alive;
    },
    get activity() {
      return runner.activity;
    },
    ready: runner.ready,
    load: (request, limits) => runner.load(request, limits),
    unload: (handle, limits) => runner.unload(handle, limits),
    call: async (request, limits) => {
      const report = await runner.call(request, limits);
      if (report.outcome.ok) {
        onAnswer({ type: request.prototype.result, reply: report.outcome.value, output: report.output });
      }
      return report;
    },
    stop: (cause) => runner.stop(cause),
    onGone: (listener) => runner.onGone(listener),
  };
}
