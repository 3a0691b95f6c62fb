import { constants } from 'node:os';
import type { ExitCause } from '../contract/fault.ts';

/** What Electron's `child-process-gone` says of a process. */
export interface ProcessGone {
  readonly reason: string;
  readonly exitCode: number;
}

/** Of two names for one number the first is the usual one: SIGABRT before SIGIOT. */
const signalNames = new Map(
  Object.entries(constants.signals)
    .reverse()
    .map(([name, number]) => [number, name]),
);

/** The two events of one end come within a millisecond of each other, in either order (electron#42283, #42290). */
const secondEventMs = 150;

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
    else this.#timer = setTimeout(() => this.#settle(), secondEventMs);
  }

  noteGone(gone: ProcessGone): void {
    this.#gone = gone;
    if (this.#exitCode !== null) this.#settle();
    // A process that could not be started has no `exit`.
    else if (this.pid === null) this.#timer = setTimeout(() => this.#settle(), secondEventMs);
  }

  onEnd(listener: (cause: ExitCause) => void): void {
    if (this.#cause) listener(this.#cause);
    else this.#listeners.push(listener);
  }

  #settle(): void {
    if (this.#cause) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.hasExited = true;
    const cause = causeOf(this.#exitCode, this.#gone);
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
