import type { CapturedOutput } from '../contract/fault.ts';
import { joinedOutput, type OutputFields, outputFields } from './captured-output.ts';

/** Gathers what constructors write until the event of their load tells it. */
export class LoadOutput {
  #gathered: CapturedOutput | null = null;

  add(output: CapturedOutput): void {
    if (output.stdout.text === '' && output.stderr.text === '') return;
    this.#gathered = this.#gathered === null ? output : joinedOutput(this.#gathered, output);
  }

  /** What was written since the last time; nothing when that is nothing. */
  take(): Partial<OutputFields> {
    const gathered = this.#gathered;
    this.#gathered = null;
    return gathered === null ? {} : outputFields(gathered);
  }
}
