import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/** How a run of the command line ended. */
export interface CliRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `node cli.js …args` to its end, with `input` on its stdin. */
export async function runCli(cli: string, args: readonly string[], input = ''): Promise<CliRun> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = endOf(child);
  child.stdin.end(input);
  const [stdout, stderr, end] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { ...end, stdout, stderr };
}

/** A run that goes on: its lines as they come, its stdin, its signals. */
export class LiveCli {
  readonly ended: Promise<Pick<CliRun, 'code' | 'signal'>>;
  readonly child: ChildProcess;
  stderr = '';
  readonly #lines: AsyncIterator<string>;

  constructor(cli: string, args: readonly string[]) {
    const child = spawn(process.execPath, [cli, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.child = child;
    this.ended = endOf(child);
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      this.stderr += chunk;
    });
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** The next line of stdout; throws when the program ends instead. */
  async nextLine(): Promise<string> {
    const next = await this.#lines.next();
    if (next.done === true) throw new Error(`no further line; stderr: ${this.stderr}`);
    return next.value;
  }

  /** The next line as JSON for which `wanted` holds; others are passed over. */
  async nextEvent(wanted: string): Promise<Record<string, unknown>> {
    for (;;) {
      const event: Record<string, unknown> = JSON.parse(await this.nextLine());
      if (event.event === wanted) return event;
    }
  }
}

function endOf(child: ChildProcess): Promise<Pick<CliRun, 'code' | 'signal'>> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}
