import { type ChildProcess, spawn } from 'node:child_process';

/** A program that runs as in a terminal: its output line by line, and how it ended. */
export class TerminalProgram {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #output = '';

  constructor(executable: string, args: readonly string[], environment: Readonly<Record<string, string>>) {
    this.#child = spawn(executable, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
    this.#ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('close', resolve);
    });
  }

  /** All that was printed until now, stdout and stderr in the order they came. */
  get output(): string {
    return this.#output;
  }

  /** Resolves with the exit code once the program and all that holds its output are gone; null after a signal. */
  get exitCode(): Promise<number | null> {
    return this.#ended;
  }

  /** Asks it to quit, if it still runs, and waits until it has. */
  async end(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
  }
}
