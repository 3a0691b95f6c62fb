import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Asks questions and reads answers, line by line, from a terminal or a pipe. */
export class LineInput {
  private readonly reader: Interface;
  private readonly lines: AsyncIterator<string>;
  private readonly output: Writable;

  constructor(input: Readable, output: Writable, onInterrupt: () => void) {
    const terminal = 'isTTY' in input && input.isTTY === true;
    this.output = output;
    this.reader = createInterface({ input, terminal, ...(terminal && { output }) });
    this.reader.on('SIGINT', onInterrupt);
    this.lines = this.reader[Symbol.asyncIterator]();
  }

  /** The next line after the question was shown; null at the end of the input. */
  async ask(question: string): Promise<string | null> {
    if (this.reader.terminal) {
      this.reader.setPrompt(question);
      this.reader.prompt();
    } else this.output.write(question);
    return this.nextLine();
  }

  /** The next line without a question. */
  async nextLine(): Promise<string | null> {
    const next = await this.lines.next();
    return next.done ? null : next.value;
  }

  close(): void {
    this.reader.close();
  }
}
