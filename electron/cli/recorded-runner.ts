import type { CapturedOutput } from '../contract/fault.ts';
import type { Runner } from '../processes/runner.ts';
import type { AnsweredCall } from './call-document.ts';

export interface RunnerEvents {
  readonly onAnswer: (call: AnsweredCall) => void;
  /** What constructors wrote, also those of a library that could not be loaded. */
  readonly onLoad: (output: CapturedOutput) => void;
}

/** The same runner, which also tells of every load and of every call that returned, before the one who asked hears of it. */
export function recordedRunner(runner: Runner, { onAnswer, onLoad }: RunnerEvents): Runner {
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
    load: async (request, limits) => {
      const report = await runner.load(request, limits);
      onLoad(report.output);
      return report;
    },
    use: (handle, limits) => runner.use(handle, limits),
    unload: (handle, limits) => runner.unload(handle, limits),
    explain: (request, limits) => runner.explain(request, limits),
    call: async (request, limits) => {
      const report = await runner.call(request, limits);
      if (report.outcome.ok) onAnswer({ request, reply: report.outcome.value, output: report.output });
      return report;
    },
    read: (request) => runner.read(request),
    keep: (request) => runner.keep(request),
    readVariables: (request, limits) => runner.readVariables(request, limits),
    writeVariables: (request, limits) => runner.writeVariables(request, limits),
    hook: (request, limits) => runner.hook(request, limits),
    stop: (cause) => runner.stop(cause),
    onGone: (listener) => runner.onGone(listener),
  };
}
