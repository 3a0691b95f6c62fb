import type { ArgumentValue } from '../contract/call-value.ts';
import type { Failure, Outcome } from '../contract/failure.ts';
import type { Prototype } from '../contract/prototype.ts';
import type {
  CallReply,
  CallRequest,
  LoadReply,
  LoadRequest,
  UnloadReply,
} from '../contract/runner-protocol.ts';
import { encodeArguments } from '../ctypes/encode-arguments.ts';
import { formatResult } from '../ctypes/format-result.ts';
import { parsePrototype } from '../ctypes/parse-prototype.ts';
import type { RequestLimits, Runner, RunnerReport } from '../processes/runner.ts';

/** A runner with one library open, driven by text as people type it. */
export interface OpenSample {
  readonly runner: Runner;
  readonly loaded: LoadReply;
  call(prototype: string, ...texts: readonly string[]): Promise<RunnerReport<CallReply>>;
  callLimited(limits: RequestLimits, prototype: string): Promise<RunnerReport<CallReply>>;
  /** The result as people read it; a failure is thrown. */
  text(prototype: string, ...texts: readonly string[]): Promise<string>;
  unload(limits?: RequestLimits): Promise<RunnerReport<UnloadReply>>;
}

export function prototypeOf(text: string): Prototype {
  return valueOfOutcome(parsePrototype(text));
}

export function valueOfOutcome<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.message} ${outcome.failure.detail ?? ''}`);
  return outcome.value;
}

export function failureOf(report: RunnerReport<unknown>): Failure {
  if (report.outcome.ok) throw new Error('succeeded unexpectedly');
  return report.outcome.failure;
}

/** One ordinary call; `more` changes what it asks for. */
export function callRequest(
  handle: number,
  prototype: Prototype,
  values: readonly ArgumentValue[],
  more: Partial<CallRequest> = {},
): CallRequest {
  const usual = { symbol: prototype.name, extra: [], repeat: 1, measure: null };
  return { handle, prototype, arguments: values, ...usual, ...more };
}

export async function openSample(
  runner: Runner,
  path: string,
  request: Partial<LoadRequest> = {},
): Promise<OpenSample> {
  const report = await runner.load({ path, binding: 'now', preload: [], ...request });
  const loaded = valueOfOutcome(report.outcome);
  const call = (limits: RequestLimits, text: string, texts: readonly string[]) => {
    const prototype = prototypeOf(text);
    const { values, extra, records } = valueOfOutcome(encodeArguments(prototype, texts));
    const request = callRequest(loaded.handle, { ...prototype, records }, values, { extra });
    return runner.call(request, limits);
  };
  return {
    runner,
    loaded,
    call: (prototype, ...texts) => call({}, prototype, texts),
    callLimited: (limits, prototype) => call(limits, prototype, []),
    text: async (prototype, ...texts) => {
      const reply = valueOfOutcome((await call({}, prototype, texts)).outcome);
      return formatResult(prototypeOf(prototype).result, reply.value).text;
    },
    unload: (limits) => runner.unload(loaded.handle, limits),
  };
}
