import type { ResultValue } from '../contract/call-value.ts';
import { type Failure, fail, type Outcome, succeed } from '../contract/failure.ts';
import type { ExitCause, Fault, RunnerActivity, StopCause } from '../contract/fault.ts';
import {
  type CallReply,
  type CallRequest,
  type ExplainRequest,
  type ImageUse,
  type KeepRequest,
  type LoadReply,
  type LoadRequest,
  type ReadRequest,
  type RunnerMessage,
  type RunnerRequest,
  runnerMessageSchema,
  type UnloadEvidence,
  type UnloadReply,
  type VariablesReply,
  type WriteVariablesReply,
} from '../contract/runner-protocol.ts';
import type { HookRequest, VariablesRequest, WriteVariablesRequest } from '../contract/variables-protocol.ts';
import { CapturedStreams, silence } from './captured-streams.ts';
import { Deferred } from './deferred.ts';
import { faultSentence } from './fault-text.ts';
import { mintOutputMarker } from './output-marker.ts';
import type { RequestLimits, Runner, RunnerReport } from './runner.ts';
import type { RunnerTransport } from './transport.ts';

type Reply = Exclude<RunnerMessage, { readonly type: 'ready' }>;
type RequestBody =
  | { readonly type: 'load'; readonly request: LoadRequest }
  | { readonly type: 'in-use'; readonly handle: number }
  | { readonly type: 'unload'; readonly handle: number }
  | { readonly type: 'explain'; readonly request: ExplainRequest }
  | { readonly type: 'call'; readonly request: CallRequest }
  | { readonly type: 'read'; readonly request: ReadRequest }
  | { readonly type: 'keep'; readonly request: KeepRequest }
  | { readonly type: 'read-variables'; readonly request: VariablesRequest }
  | { readonly type: 'write-variables'; readonly request: WriteVariablesRequest }
  | { readonly type: 'hook'; readonly request: HookRequest };

const replyTypes = {
  load: 'loaded',
  'in-use': 'use-known',
  unload: 'unloaded',
  explain: 'explained',
  call: 'called',
  read: 'was-read',
  keep: 'kept',
  'read-variables': 'variables-read',
  'write-variables': 'variables-written',
  hook: 'hook-called',
} as const;

/** What a runner does meanwhile; during the others no code of the library runs. */
const activities: Readonly<Record<RequestBody['type'], RunnerActivity>> = {
  load: 'load',
  'in-use': 'idle',
  unload: 'unload',
  explain: 'idle',
  call: 'call',
  read: 'idle',
  keep: 'idle',
  'read-variables': 'idle',
  'write-variables': 'idle',
  hook: 'call',
};

interface OpenRequest {
  readonly id: number;
  readonly type: RequestBody['type'];
  readonly settle: (outcome: Outcome<unknown>) => void;
  answered: boolean;
}

/** A process that is not ready after so long never will be; a busy machine needs some seconds. */
const startTimeoutMs = 20_000;

/**
 * A runner in a child process, started already: every request settles exactly once, with the reply or with the fault
 * that ended the child. A child that does not get ready within `limits.timeoutMs` is ended with the fault `timeout`.
 */
export function createRunnerClient(
  transport: RunnerTransport,
  { timeoutMs = startTimeoutMs }: RequestLimits = {},
): Runner {
  return new RunnerClient(transport, timeoutMs);
}

class RunnerClient implements Runner {
  readonly place = 'isolated';
  readonly #transport: RunnerTransport;
  readonly #streams: CapturedStreams;
  readonly #listeners = new Set<(fault: Fault) => void>();
  readonly #readiness = new Deferred<Outcome<{ readonly pid: number }>>();
  readonly #gone = new Deferred<void>();
  #isReady = false;
  #alive = true;
  #open: OpenRequest | null = null;
  #stopCause: StopCause | null = null;
  #fault: Fault | null = null;
  #lastId = 0;

  constructor(transport: RunnerTransport, startMs: number) {
    this.#transport = transport;
    this.#streams = new CapturedStreams(transport);
    const timer = this.#limit(startMs);
    void this.ready.then(() => clearTimeout(timer));
    transport.onMessage((message) => this.#receive(message));
    transport.onExit((cause) => void this.#end(cause));
  }

  get ready(): Promise<Outcome<{ readonly pid: number }>> {
    return this.#readiness.promise;
  }

  get pid(): number | null {
    return this.#transport.pid;
  }

  get alive(): boolean {
    return this.#alive;
  }

  get activity(): RunnerActivity {
    if (this.#open !== null && !this.#open.answered) return activities[this.#open.type];
    return this.#isReady ? 'idle' : 'start';
  }

  load(request: LoadRequest, limits: RequestLimits = {}): Promise<RunnerReport<LoadReply>> {
    return this.#ask<LoadReply>({ type: 'load', request }, limits);
  }

  unload(handle: number, limits: RequestLimits = {}): Promise<RunnerReport<UnloadReply>> {
    return this.#ask<UnloadReply>({ type: 'unload', handle }, limits);
  }

  use(handle: number, limits: RequestLimits = {}): Promise<RunnerReport<ImageUse>> {
    return this.#ask<ImageUse>({ type: 'in-use', handle }, limits);
  }

  explain(request: ExplainRequest, limits: RequestLimits = {}): Promise<RunnerReport<UnloadEvidence>> {
    return this.#ask<UnloadEvidence>({ type: 'explain', request }, limits);
  }

  call(request: CallRequest, limits: RequestLimits = {}): Promise<RunnerReport<CallReply>> {
    return this.#ask<CallReply>({ type: 'call', request }, limits);
  }

  read(request: ReadRequest, limits: RequestLimits = {}): Promise<RunnerReport<ResultValue>> {
    return this.#ask<ResultValue>({ type: 'read', request }, limits);
  }

  keep(request: KeepRequest, limits: RequestLimits = {}): Promise<RunnerReport<null>> {
    return this.#ask<null>({ type: 'keep', request }, limits);
  }

  readVariables(
    request: VariablesRequest,
    limits: RequestLimits = {},
  ): Promise<RunnerReport<VariablesReply>> {
    return this.#ask<VariablesReply>({ type: 'read-variables', request }, limits);
  }

  writeVariables(
    request: WriteVariablesRequest,
    limits: RequestLimits = {},
  ): Promise<RunnerReport<WriteVariablesReply>> {
    return this.#ask<WriteVariablesReply>({ type: 'write-variables', request }, limits);
  }

  hook(request: HookRequest, limits: RequestLimits = {}): Promise<RunnerReport<null>> {
    return this.#ask<null>({ type: 'hook', request }, limits);
  }

  stop(cause: StopCause = { kind: 'stopped' }): Promise<void> {
    if (this.#alive) {
      this.#stopCause ??= cause;
      this.#transport.killGroup('SIGKILL');
    }
    return this.#gone.promise;
  }

  onGone(listener: (fault: Fault) => void): () => void {
    if (this.#fault === null) this.#listeners.add(listener);
    else listener(this.#fault);
    return () => this.#listeners.delete(listener);
  }

  async #ask<T>(body: RequestBody, limits: RequestLimits): Promise<RunnerReport<T>> {
    if (!this.#alive) return { outcome: this.#unavailable(), output: silence };
    if (this.#open !== null) return { outcome: busy(this.#open.type), output: silence };
    const timer = this.#limit(limits.timeoutMs);
    try {
      // The schema of the reply to this type of request has checked the value.
      const outcome = (await this.#send(body)) as Outcome<T>;
      return { outcome, output: await this.#streams.take() };
    } finally {
      clearTimeout(timer);
      this.#open = null;
    }
  }

  #limit(timeoutMs: number | undefined): NodeJS.Timeout | undefined {
    if (timeoutMs === undefined) return undefined;
    return setTimeout(() => void this.stop({ kind: 'timeout', ms: timeoutMs }), timeoutMs);
  }

  #send(body: RequestBody): Promise<Outcome<unknown>> {
    this.#lastId += 1;
    const id = this.#lastId;
    const request: RunnerRequest = { ...body, id, outputMarker: mintOutputMarker() };
    const settled = new Promise<Outcome<unknown>>((settle) => {
      this.#open = { id, type: body.type, settle, answered: false };
    });
    void this.ready.then((ready) => {
      if (!ready.ok || !this.#alive) return;
      this.#streams.expect(request.outputMarker);
      this.#transport.post(request);
    });
    return settled;
  }

  #receive(message: unknown): void {
    const parsed = runnerMessageSchema.safeParse(message);
    if (!parsed.success) this.#distrust();
    else if (parsed.data.type === 'ready') this.#becomeReady(parsed.data.pid);
    else this.#settle(parsed.data);
  }

  #becomeReady(pid: number): void {
    if (this.#isReady) return;
    this.#isReady = true;
    this.#readiness.resolve(succeed({ pid: this.#transport.pid ?? pid }));
  }

  #settle(reply: Reply): void {
    const open = this.#open;
    // A second answer, or one to a question never asked, changes nothing.
    if (open === null || open.answered || reply.id !== open.id) return;
    if (reply.type !== replyTypes[open.type]) {
      this.#distrust();
      return;
    }
    open.answered = true;
    open.settle(reply.outcome as Outcome<unknown>);
  }

  /** Foreign code has got hold of the channel: nothing that comes from there can be used any more. */
  #distrust(): void {
    const open = this.#open;
    if (open !== null && !open.answered) {
      open.answered = true;
      open.settle(fail('internal', 'The runner sent a message that makes no sense; it was stopped.'));
    }
    void this.stop();
  }

  async #end(cause: ExitCause): Promise<void> {
    // What the library forked may live on and hold the pipes.
    this.#transport.killGroup('SIGKILL');
    await this.#streams.drain();
    this.#alive = false;
    const fault = {
      ...(this.#stopCause ?? cause),
      during: this.activity,
      stderrTail: this.#streams.stderrTail(),
    };
    this.#fault = fault;
    const failure = faultFailure(fault);
    this.#readiness.resolve({ ok: false, failure });
    if (this.#open !== null && !this.#open.answered) {
      this.#open.answered = true;
      this.#open.settle({ ok: false, failure });
    }
    this.#transport.letGo();
    this.#gone.resolve();
    for (const listener of [...this.#listeners]) listener(fault);
    this.#listeners.clear();
  }

  #unavailable(): { readonly ok: false; readonly failure: Failure } {
    const how = this.#fault ? ` ${faultSentence(this.#fault)}` : '';
    return fail('runner-unavailable', `The runner is gone.${how}`);
  }
}

function busy(type: RequestBody['type']): { readonly ok: false; readonly failure: Failure } {
  return fail('busy', `The runner is still busy with a ${type}; wait for it or stop it.`);
}

function faultFailure(fault: Fault): Failure {
  return { code: 'fault', message: faultSentence(fault), fault };
}
