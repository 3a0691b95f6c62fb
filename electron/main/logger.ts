import { closeSync, constants, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import pino, { type DestinationStream, type Logger } from 'pino';

const largestLogBytes = 2_000_000;

/**
 * Opens the log `main.log` in `folder` (mode 0600); a line that would make it too large begins a new one, and the old
 * one becomes `main.log.1`, so that two are the most there are.
 */
export function openLog(folder: string, largestBytes = largestLogBytes): Logger {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return pino(
      { base: { pid: process.pid } },
      new BoundedLogFile(path.join(folder, 'main.log'), largestBytes),
    );
  } catch (error) {
    // A profile that cannot be written is no reason not to start: the log goes to stderr.
    const log = pino({ level: 'warn' }, pino.destination(2));
    log.warn({ err: error }, 'the log file cannot be written');
    return log;
  }
}

/** Written line by line and at once: lines are rare, and the last one before the end matters most. */
class BoundedLogFile implements DestinationStream {
  readonly #file: string;
  readonly #largestBytes: number;
  #descriptor: number;
  #bytes: number;
  #complained = false;

  constructor(file: string, largestBytes: number) {
    this.#file = file;
    this.#largestBytes = largestBytes;
    this.#descriptor = openLogFile(file);
    this.#bytes = fstatSync(this.#descriptor).size;
  }

  write(line: string): void {
    try {
      if (this.#bytes > 0 && this.#bytes + Buffer.byteLength(line) > this.#largestBytes) this.#beginAnew();
      this.#bytes += writeSync(this.#descriptor, line);
    } catch (error) {
      // A full disk must not end in a bug report that is logged in turn.
      if (!this.#complained) process.stderr.write(`dlscope: the log cannot be written: ${String(error)}\n`);
      this.#complained = true;
    }
  }

  #beginAnew(): void {
    renameSync(this.#file, `${this.#file}.1`);
    const next = openLogFile(this.#file);
    closeSync(this.#descriptor);
    this.#descriptor = next;
    this.#bytes = 0;
  }
}

/** Without O_NONBLOCK a pipe in the place of the file would be waited for; without O_NOFOLLOW a link would lead elsewhere. */
function openLogFile(file: string): number {
  const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK, O_NOFOLLOW } = constants;
  return openSync(file, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_NOFOLLOW, 0o600);
}
