import type { ResultValue } from '../../contract/call-value.ts';
import { fail, type Outcome, succeed } from '../../contract/failure.ts';
import type { CapturedOutput, ExitCause, Fault, RunnerActivity, StopCause } from '../../contract/fault.ts';
import type { RunPlace } from '../../contract/generation.ts';
import type {
  CallReply,
  ExplainRequest,
  ImageUse,
  KeepRequest,
  LoadReply,
  LoadRequest,
  UnloadEvidence,
  UnloadReply,
  VariablesReply,
  WriteVariablesReply,
} from '../../contract/runner-protocol.ts';
import type { Runner, RunnerReport } from '../../processes/runner.ts';

const silence: CapturedOutput = {
  stdout: { text: '', droppedBytes: 0 },
  stderr: { text: '', droppedBytes: 0 },
};

/** How a request to a fake runner ends: with a reply, a fault of the process, or not before the process is stopped. */
export type Ending<T> =
  | { readonly kind: 'reply'; readonly outcome: Outcome<T>; readonly after?: Promise<void> }
  | { readonly kind: 'dies'; readonly cause: ExitCause }
  | { readonly kind: 'hangs' };

/** What the library in a fake runner does. */
export interface FakeLibrary {
  load(request: LoadRequest): Ending<LoadReply>;
  use(): Ending<ImageUse>;
  unload(): Ending<UnloadReply>;
  explain(request: ExplainRequest): Ending<UnloadEvidence>;
  call(symbol: string): Ending<CallReply>;
  readVariables(): Ending<VariablesReply>;
}

/** A library that loads and returns 7 from everything. */
export const wellBehaved: FakeLibrary = {
  load: () => ({
    kind: 'reply',
    outcome: succeed({ handle: 1, baseAddress: 0n, alreadyOpen: false, objects: [], durationMs: 0 }),
  }),
  use: () => ({ kind: 'reply', outcome: succeed({ image: null, threads: 0, signals: [], replaced: [] }) }),
  unload: () => ({ kind: 'reply', outcome: succeed({ stillMapped: false, durationMs: 0 }) }),
  explain: () => ({
    kind: 'reply',
    outcome: succeed({ openedAs: [], unique: [], uniqueCount: 0, neededBy: [], pointedToBy: [] }),
  }),
  call: () => ({
    kind: 'reply',
    outcome: succeed({
      value: { kind: 'integer', value: 7n },
      out: [],
      callbacks: [],
      durationNs: 1,
      timing: null,
      errno: null,
    }),
  }),
  readVariables: () => ({ kind: 'reply', outcome: succeed([]) }),
};

/** A runner without a process, which does what its library says. */
export class FakeRunner implements Runner {
  readonly place: RunPlace;
  readonly pid: number;
  readonly ready: Promise<Outcome<{ readonly pid: number }>>;
  readonly loads: LoadRequest[] = [];
  readonly keeps: KeepRequest[] = [];
  unloads = 0;
  alive = true;
  activity: RunnerActivity = 'idle';
  readonly #library: FakeLibrary;
  readonly #listeners = new Set<(fault: Fault) => void>();
  #end: ((fault: Fault) => void) | null = null;
  #fault: Fault | null = null;

  constructor(place: RunPlace, pid: number, library: FakeLibrary) {
    this.place = place;
    this.pid = pid;
    this.#library = library;
    this.ready = Promise.resolve(succeed({ pid }));
  }

  load(request: LoadRequest): Promise<RunnerReport<LoadReply>> {
    this.loads.push(request);
    return this.#run('load', this.#library.load(request));
  }

  use(): Promise<RunnerReport<ImageUse>> {
    return this.#run('idle', this.#library.use());
  }

  explain(request: ExplainRequest): Promise<RunnerReport<UnloadEvidence>> {
    return this.#run('idle', this.#library.explain(request));
  }

  unload(): Promise<RunnerReport<UnloadReply>> {
    this.unloads += 1;
    return this.#run('unload', this.#library.unload());
  }

  call({ symbol }: { readonly symbol: string }): Promise<RunnerReport<CallReply>> {
    return this.#run('call', this.#library.call(symbol));
  }

  read(): Promise<RunnerReport<ResultValue>> {
    return this.#run('idle', { kind: 'reply', outcome: succeed({ kind: 'integer', value: 7n }) });
  }

  keep(request: KeepRequest): Promise<RunnerReport<null>> {
    this.keeps.push(request);
    return this.#run('idle', { kind: 'reply', outcome: succeed(null) });
  }

  readVariables(): Promise<RunnerReport<VariablesReply>> {
    return this.#run('idle', this.#library.readVariables());
  }

  writeVariables(): Promise<RunnerReport<WriteVariablesReply>> {
    return this.#run('idle', { kind: 'reply', outcome: succeed([]) });
  }

  hook(): Promise<RunnerReport<null>> {
    return this.#run('call', { kind: 'reply', outcome: succeed(null) });
  }

  stop(cause: StopCause = { kind: 'stopped' }): Promise<void> {
    this.die(cause);
    return Promise.resolve();
  }

  onGone(listener: (fault: Fault) => void): () => void {
    if (this.#fault !== null) listener(this.#fault);
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the process, whatever it was doing. */
  die(cause: ExitCause | StopCause): void {
    if (!this.alive) return;
    this.alive = false;
    const fault: Fault = { ...cause, during: this.activity, stderrTail: '' };
    this.#fault = fault;
    this.#end?.(fault);
    for (const listener of [...this.#listeners]) listener(fault);
  }

  async #run<T>(activity: RunnerActivity, ending: Ending<T>): Promise<RunnerReport<T>> {
    if (!this.alive) return { outcome: fail('runner-unavailable', 'The runner is gone.'), output: silence };
    if (this.activity !== 'idle') return { outcome: fail('busy', 'The runner is busy.'), output: silence };
    this.activity = activity;
    if (ending.kind === 'reply') {
      await ending.after;
      this.activity = 'idle';
      return { outcome: ending.outcome, output: silence };
    }
    const ended = new Promise<Fault>((resolve) => {
      this.#end = resolve;
    });
    if (ending.kind === 'dies') this.die(ending.cause);
    const fault = await ended;
    return { outcome: fail('fault', 'The process ended.', { fault }), output: silence };
  }
}
