import type { ResultValue } from '../contract/call-value.ts';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { RunnerActivity } from '../contract/fault.ts';
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
import type { Runner, RunnerReport } from '../processes/runner.ts';
import { captureOutput } from './captured-files.ts';
import { Engine } from './engine.ts';

/** The same engine inside this very process: a call blocks it, a fault of the library is the end of the program, and nothing can be stopped. */
export function createInProcessRunner(): Runner {
  return new InProcessRunner();
}

class InProcessRunner implements Runner {
  readonly place = 'in-main';
  readonly pid = process.pid;
  readonly alive = true;
  readonly ready = Promise.resolve(succeed({ pid: process.pid }));
  readonly #engine = new Engine();
  #activity: RunnerActivity = 'idle';

  get activity(): RunnerActivity {
    return this.#activity;
  }

  load(request: LoadRequest): Promise<RunnerReport<LoadReply>> {
    return this.#run('load', () => this.#engine.load(request));
  }

  unload(handle: number): Promise<RunnerReport<UnloadReply>> {
    return this.#run('unload', () => this.#engine.unload(handle));
  }

  use(handle: number): Promise<RunnerReport<ImageUse>> {
    return this.#run('idle', () => this.#engine.use(handle));
  }

  explain(request: ExplainRequest): Promise<RunnerReport<UnloadEvidence>> {
    return this.#run('idle', () => this.#engine.explain(request));
  }

  call(request: CallRequest): Promise<RunnerReport<CallReply>> {
    return this.#run('call', () => this.#engine.call(request));
  }

  read(request: ReadRequest): Promise<RunnerReport<ResultValue>> {
    return this.#run('idle', () => this.#engine.read(request));
  }

  keep(request: KeepRequest): Promise<RunnerReport<null>> {
    return this.#run('idle', () => this.#engine.keep(request));
  }

  readVariables(request: VariablesRequest): Promise<RunnerReport<VariablesReply>> {
    return this.#run('idle', () => this.#engine.readVariables(request));
  }

  writeVariables(request: WriteVariablesRequest): Promise<RunnerReport<WriteVariablesReply>> {
    return this.#run('idle', () => this.#engine.writeVariables(request));
  }

  hook(request: HookRequest): Promise<RunnerReport<null>> {
    return this.#run('call', () => this.#engine.hook(request));
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  /** Never calls: this process does not outlive a fault. */
  onGone(): () => void {
    return () => undefined;
  }

  async #run<T>(activity: RunnerActivity, work: () => Outcome<T>): Promise<RunnerReport<T>> {
    this.#activity = activity;
    try {
      const { result, output } = captureOutput(work);
      return { outcome: result, output };
    } finally {
      this.#activity = 'idle';
    }
  }
}
