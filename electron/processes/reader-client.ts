import { fail, type Outcome } from '../contract/failure.ts';
import type { ExitCause } from '../contract/fault.ts';
import type {
  ReaderClient,
  ReaderMethod,
  ReaderReplyMessage,
  ReaderRequestMessage,
  ReaderRequests,
} from '../contract/reader-protocol.ts';
import { waitAtMost } from './bounded-wait.ts';
import { endingOf } from './fault-text.ts';
import { StreamCapture } from './stream-capture.ts';
import type { ReaderTransport } from './transport.ts';

// A file that kills the reader is asked for again by whoever watches it; that must not become a storm of processes.
const deathLimit = 5;
const deathWindowMs = 60_000;
/** Copying a library of some gigabytes takes seconds; what takes this long hangs, on a file or on a name made for it. */
const answerLimitMs = 60_000;
/** What a child wrote just before its end may arrive just after the news of it. */
const lastWordsWaitMs = 200;
const stderrTailLength = 4096;

/** How a reader ended, and the last it wrote to stderr (at most 4096 characters). */
export interface ReaderDeath {
  readonly cause: ExitCause;
  readonly stderrTail: string;
}

export interface ReaderOptions {
  /** A child that owes an answer for longer is ended, in milliseconds. */
  readonly timeoutMs?: number;
  /** Called for each child that ended before `close`. */
  readonly onDeath?: (death: ReaderDeath) => void;
}

/** A reader that can be closed for good. */
export type ClosableReader = ReaderClient & { close(): void };

/**
 * A reader in a child process that `spawn` starts at the first request and again after it died, five times a minute at
 * most. What is outstanding when it dies settles with `reader-unavailable`, whose detail says how it ended; a child that
 * owes an answer for `timeoutMs` is ended. `now` gives milliseconds that only grow.
 */
export function createReaderClient(
  spawn: () => ReaderTransport,
  now: () => number = () => performance.now(),
  options: ReaderOptions = {},
): ClosableReader {
  const reader = new RestartedReader(spawn, now, options);
  return {
    inspect: (input) => reader.ask('inspect', input),
    snapshot: (input) => reader.ask('snapshot', input),
    symbols: (input) => reader.ask('symbols', input),
    compare: (input) => reader.ask('compare', input),
    compareTypes: (input) => reader.ask('compareTypes', input),
    unloadHints: (input) => reader.ask('unloadHints', input),
    demangle: (input) => reader.ask('demangle', input),
    describe: (input) => reader.ask('describe', input),
    prototypes: (input) => reader.ask('prototypes', input),
    variables: (input) => reader.ask('variables', input),
    type: (input) => reader.ask('type', input),
    close: () => reader.close(),
  };
}

type Settle = (outcome: ReaderReplyMessage['outcome']) => void;

class RestartedReader {
  readonly #spawn: () => ReaderTransport;
  readonly #now: () => number;
  readonly #limitMs: number;
  readonly #onDeath: (death: ReaderDeath) => void;
  readonly #outstanding = new Map<number, Settle>();
  #transport: ReaderTransport | null = null;
  #deaths: readonly number[] = [];
  #lastId = 0;
  #lastDeath: ReaderDeath | null = null;
  #closed = false;

  constructor(spawn: () => ReaderTransport, now: () => number, { timeoutMs, onDeath }: ReaderOptions) {
    this.#spawn = spawn;
    this.#now = now;
    this.#limitMs = timeoutMs ?? answerLimitMs;
    this.#onDeath = onDeath ?? (() => undefined);
  }

  ask<M extends ReaderMethod>(
    method: M,
    input: ReaderRequests[M]['input'],
  ): Promise<Outcome<ReaderRequests[M]['output']>> {
    const transport = this.#running();
    if (transport === null) return Promise.resolve(this.#unavailable());
    this.#lastId += 1;
    const message: ReaderRequestMessage = { id: this.#lastId, method, input };
    return new Promise((resolve) => {
      const timer = setTimeout(() => transport.kill(), this.#limitMs);
      const settle = (outcome: Outcome<ReaderRequests[M]['output']>): void => {
        clearTimeout(timer);
        resolve(outcome);
      };
      // The reader answers each method with its own output; it is our own code and runs no other.
      this.#outstanding.set(message.id, settle as Settle);
      transport.post(message);
    });
  }

  close(): void {
    this.#closed = true;
    this.#transport?.kill();
  }

  #running(): ReaderTransport | null {
    if (this.#closed) return null;
    if (this.#transport !== null) return this.#transport;
    this.#deaths = this.#deaths.filter((at) => at > this.#now() - deathWindowMs);
    if (this.#deaths.length >= deathLimit) return null;
    const transport = this.#spawn();
    this.#transport = transport;
    transport.onMessage((message) => this.#receive(message));
    const stderr = new StreamCapture(transport.stderr);
    transport.onExit((cause) => void this.#bury(cause, stderr));
    return transport;
  }

  #receive(message: unknown): void {
    if (!isReply(message)) return;
    const settle = this.#outstanding.get(message.id);
    this.#outstanding.delete(message.id);
    settle?.(message.outcome);
  }

  async #bury(cause: ExitCause, stderr: StreamCapture): Promise<void> {
    this.#transport = null;
    this.#deaths = [...this.#deaths, this.#now()];
    const settles = [...this.#outstanding.values()];
    this.#outstanding.clear();
    if (!this.#closed) {
      await waitAtMost(lastWordsWaitMs, stderr.whenEnded());
      this.#lastDeath = { cause, stderrTail: stderr.peek().text.slice(-stderrTailLength) };
      this.#onDeath(this.#lastDeath);
    }
    for (const settle of settles) settle(this.#unavailable());
  }

  #unavailable() {
    if (this.#closed) return fail('reader-unavailable', 'The reader is closed.');
    return fail(
      'reader-unavailable',
      'The process that reads files ended; it starts again with the next request.',
      this.#lastDeath ? { detail: deathText(this.#lastDeath) } : {},
    );
  }
}

function deathText({ cause, stderrTail }: ReaderDeath): string {
  return `It ${endingOf(cause)}.${stderrTail === '' ? '' : `\n${stderrTail}`}`;
}

function isReply(message: unknown): message is ReaderReplyMessage {
  return typeof message === 'object' && message !== null && 'id' in message && 'outcome' in message;
}
