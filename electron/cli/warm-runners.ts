import { type Outcome, succeed } from '../contract/failure.ts';
import type { RunPlace } from '../contract/session-state.ts';
import type { Runner } from '../processes/runner.ts';
import type { RunnerSource } from '../session/session-dependencies.ts';
import { startIsolatedRunner, startRunner } from './runner-process.ts';

/** Gives runners and keeps one started beforehand, so that a new build does not wait for a process to start. */
export class WarmRunners implements RunnerSource {
  readonly #decorate: (runner: Runner) => Runner;
  #spare: Runner | null = null;
  #closed = false;

  /** `decorate` wraps each runner that is given away. */
  constructor(decorate: (runner: Runner) => Runner) {
    this.#decorate = decorate;
  }

  async acquire(place: RunPlace): Promise<Outcome<Runner>> {
    const spare = this.#spare;
    this.#spare = null;
    const usable = place === 'isolated' && spare?.alive === true;
    const runner = usable ? succeed(spare) : await startRunner(place);
    if (!runner.ok) return runner;
    if (place === 'isolated' && !this.#closed) this.#spare = startIsolatedRunner();
    return succeed(this.#decorate(runner.value));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#spare?.stop();
  }
}
