import { type ChildProcess, spawn } from 'node:child_process';

const prompt = /(What function \(type `quit` to exit\): |Input two numbers: )$/;

/** How the console program ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A talk with the article's console program: it goes on when the program asks, never after a while. */
export class Conversation {
  /** All that a terminal would show, the typed lines included; stdout and stderr in their true order. */
  transcript = '';
  readonly process: ChildProcess;
  readonly ended: Promise<Ending>;
  private unread = '';
  private readonly chunks: AsyncIterator<string>;

  constructor(hostPath: string, libraryPath: string) {
    // One pipe for both streams keeps their order.
    this.process = spawn('sh', ['-c', 'exec "$0" "$1" 2>&1', hostPath, libraryPath], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.ended = new Promise((resolve) => {
      this.process.once('close', (code, signal) => resolve({ code, signal }));
    });
    // A program that ends early closes its end of the pipe: that is for `ended` to tell.
    this.process.stdin?.on('error', () => undefined);
    const output = this.process.stdout;
    if (output === null) throw new Error('the program has no stdout');
    output.setEncoding('latin1');
    this.chunks = output[Symbol.asyncIterator]();
  }

  /** Waits for the next question and gives back what was said before and with it. */
  async nextQuestion(): Promise<string> {
    while (!prompt.test(this.unread)) {
      if (!(await this.readOn())) throw new Error(`the program ended: ${this.transcript}`);
    }
    const said = this.unread;
    this.unread = '';
    return said;
  }

  /** Types a line and waits for the next question. */
  async answer(line: string): Promise<string> {
    this.type(line);
    return this.nextQuestion();
  }

  type(line: string): void {
    this.transcript += `${line}\n`;
    this.process.stdin?.write(`${line}\n`);
  }

  /** Ends the input, reads all that is left and waits for the end of the program. */
  async finish(): Promise<Ending> {
    this.process.stdin?.end();
    while (await this.readOn()) this.unread = '';
    return this.ended;
  }

  private async readOn(): Promise<boolean> {
    const next = await this.chunks.next();
    if (next.done === true) return false;
    this.unread += next.value;
    this.transcript += next.value;
    return true;
  }
}
