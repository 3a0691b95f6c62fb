import type { ExitCause } from '../contract/fault.ts';
import { signalNames } from './zombie.ts';

/** What Electron's `child-process-gone` says of a process. */
export interface ProcessGone {
  readonly reason: string;
  readonly exitCode: number;
}

/** The two events of one end come within a millisecond of each other, in either order (electron#42283, #42290). */
const secondEventMs = 150;
/** The first of them comes within milliseconds of the end. */
const firstEventMs = 500;

/**
 * How a utility process ended, from two events. `exit` alone cannot tell exit(11) from SIGSEGV, both are 11; for a
 * signal `child-process-gone` comes as well, with the reason `crashed` or `killed` and the signal's number. Of signals
 * that Chromium counts as neither (SIGALRM, SIGHUP, SIGUSR1, …) both events say code 0.
 */
export class UtilityEnd {
  pid: number | null = null;
  hasExited = false;
  #exitCode: number | null = null;
  #gone: ProcessGone | null = null;
  #seen: ExitCause | null = null;
  #cause: ExitCause | null = null;
  #timer: NodeJS.Timeout | null = null;
  readonly #listeners: ((cause: ExitCause) => void)[] = [];

  noteStart(pid: number | null): void {
    this.pid = pid;
  }

  noteExit(code: number): void {
    this.hasExited = true;
    this.#exitCode = code;
    if (this.#gone || !signalNames.has(code)) this.#settle();
    else this.#settleSoon();
  }

  noteGone(gone: ProcessGone): void {
    this.#gone = gone;
    if (this.#exitCode !== null) this.#settle();
    // A process that could not be started has no `exit`.
    else if (this.pid === null) this.#settleSoon();
  }

  /**
   * The process was seen dead. Chromium hears of an end by the channel, which a process that called code forked holds
   * open for as long as it lives: then no event comes.
   */
  noteDead(cause: ExitCause): void {
    if (this.#seen !== null || this.#exitCode !== null) return;
    this.#seen = cause;
    this.#timer ??= setTimeout(() => this.#settle(), firstEventMs);
  }

  onEnd(listener: (cause: ExitCause) => void): void {
    if (this.#cause) listener(this.#cause);
    else this.#listeners.push(listener);
  }

  #settleSoon(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), secondEventMs);
  }

  #settle(): void {
    if (this.#cause) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.hasExited = true;
    const told = this.#exitCode !== null || this.#gone !== null;
    const cause = this.#seen !== null && !told ? this.#seen : causeOf(this.#exitCode, this.#gone);
    this.#cause = cause;
    // Never from inside the listener of `exit`: posting to another process there can crash (electron#53923).
    setImmediate(() => {
      for (const listener of this.#listeners) listener(cause);
    });
  }
}

function causeOf(exitCode: number | null, gone: ProcessGone | null): ExitCause {
  const code = exitCode ?? gone?.exitCode ?? 127;
  const signal = signalNames.get(code & 0x7f);
  const bySignal = gone !== null && (gone.reason === 'crashed' || gone.reason === 'killed');
  if (bySignal && signal) return { kind: 'signal', signal };
  return code === 0 ? { kind: 'exit', code, orSignal: true } : { kind: 'exit', code };
}
