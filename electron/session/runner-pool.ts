import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { RunPlace } from '../contract/generation.ts';
import type { Runner } from '../processes/runner.ts';
import type { RunnerSource } from './session-dependencies.ts';

export interface RunnerPoolDependencies {
  /** Starts a runner in a process of its own. */
  readonly startIsolated: () => Runner;
  /** Makes the runner inside this process. */
  readonly createInMain: () => Promise<Runner>;
  /** How long nobody must have asked for a runner before the next spare is started, in milliseconds. */
  readonly calmMs: number;
}

/** Runners for the sessions. One isolated runner is kept warm, so that a reload does not wait for a process to start. */
export class RunnerPool implements RunnerSource {
  readonly #dependencies: RunnerPoolDependencies;
  readonly #alive = new Set<Runner>();
  #spare: Runner | null = null;
  #calm: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(dependencies: RunnerPoolDependencies) {
    this.#dependencies = dependencies;
  }

  async acquire(place: RunPlace): Promise<Outcome<Runner>> {
    if (this.#closed) return fail('runner-unavailable', 'dlscope is about to end.');
    if (place === 'in-main') return succeed(await this.#dependencies.createInMain());
    const spare = this.#spare;
    this.#spare = null;
    this.keepSpare();
    return succeed(spare?.alive ? spare : this.#start());
  }

  /** Starts the spare now: at the start of the program a library is about to be opened. */
  warmUp(): void {
    if (!this.#closed && !this.#spare?.alive) this.#spare = this.#start();
  }

  /** Starts a spare once it has been calm for a while: in a storm of reloads it would only be in the way. */
  keepSpare(): void {
    if (this.#calm) clearTimeout(this.#calm);
    if (this.#closed) return;
    this.#calm = setTimeout(() => this.warmUp(), this.#dependencies.calmMs);
  }

  /** Ends every isolated runner and starts no more. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#calm) clearTimeout(this.#calm);
    await Promise.all([...this.#alive].map((runner) => runner.stop()));
  }

  #start(): Runner {
    const runner = this.#dependencies.startIsolated();
    this.#alive.add(runner);
    runner.onGone(() => this.#alive.delete(runner));
    return runner;
  }
}
