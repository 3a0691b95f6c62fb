import type { ResultValue } from '../contract/call-value.ts';
import type { Outcome } from '../contract/failure.ts';
import type { CapturedOutput, Fault, RunnerActivity, StopCause } from '../contract/fault.ts';
import type { RunPlace } from '../contract/generation.ts';
import type {
  CallReply,
  CallRequest,
  ExplainRequest,
  ImageUse,
  KeepRequest,
  LoadReply,
  LoadRequest,
  ReadRequest,
  UnloadEvidence,
  UnloadReply,
  VariablesReply,
  WriteVariablesReply,
} from '../contract/runner-protocol.ts';
import type { HookRequest, VariablesRequest, WriteVariablesRequest } from '../contract/variables-protocol.ts';

/** The outcome of one request and what the library wrote meanwhile, also when it failed or ended the process. */
export interface RunnerReport<T> {
  readonly outcome: Outcome<T>;
  readonly output: CapturedOutput;
}

export interface RequestLimits {
  /** After so many milliseconds the runner is ended with the fault `timeout`; a runner in main cannot be ended. */
  readonly timeoutMs?: number;
}

/** The place where a library is loaded and called: a process of its own, or this one. */
export interface Runner {
  readonly place: RunPlace;
  /** Null until the process has started. */
  readonly pid: number | null;
  /** True until the process has ended. */
  readonly alive: boolean;
  readonly activity: RunnerActivity;
  /** Settles when the runner takes requests or has ended before (failure `fault` or `runner-unavailable`). Requests may be made without waiting for it. */
  readonly ready: Promise<Outcome<{ readonly pid: number }>>;
  /** Opens a library; one request at a time, else the failure `busy`. */
  load(request: LoadRequest, limits?: RequestLimits): Promise<RunnerReport<LoadReply>>;
  /** Closes a handle and proves whether the image is gone. */
  unload(handle: number, limits?: RequestLimits): Promise<RunnerReport<UnloadReply>>;
  /** What would run code of the open library after it was closed. */
  use(handle: number, limits?: RequestLimits): Promise<RunnerReport<ImageUse>>;
  /** What keeps an image in the process whose handle was closed. */
  explain(request: ExplainRequest, limits?: RequestLimits): Promise<RunnerReport<UnloadEvidence>>;
  call(request: CallRequest, limits?: RequestLimits): Promise<RunnerReport<CallReply>>;
  /** Reads a value from the memory of the runner; what is not mapped is `unreadable` and no fault. `busy` while a call is open. */
  read(request: ReadRequest, limits?: RequestLimits): Promise<RunnerReport<ResultValue>>;
  /** Keeps the new memory of earlier calls for good, or gives it free again. `busy` while a call is open. */
  keep(request: KeepRequest, limits?: RequestLimits): Promise<RunnerReport<null>>;
  /** Reads variables of an open library; what is not mapped is said and no fault. `busy` while a call is open. */
  readVariables(request: VariablesRequest, limits?: RequestLimits): Promise<RunnerReport<VariablesReply>>;
  /** Writes variables of an open library; why one was not written is in the reply. `busy` while a call is open. */
  writeVariables(
    request: WriteVariablesRequest,
    limits?: RequestLimits,
  ): Promise<RunnerReport<WriteVariablesReply>>;
  /** Calls `void f(void **)` with the pointer that the process keeps for hooks; NULL until a hook sets it. */
  hook(request: HookRequest, limits?: RequestLimits): Promise<RunnerReport<null>>;
  /** Ends the process and all it forked (SIGKILL; a runner in main cannot be ended and stays); an open request settles with this cause as its fault. Resolves when it is gone. */
  stop(cause?: StopCause): Promise<void>;
  /** Called once when the process has ended, for whatever cause, at once when it is gone already; returns the way to unsubscribe. */
  onGone(listener: (fault: Fault) => void): () => void;
}
