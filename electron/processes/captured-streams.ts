import type { CapturedOutput } from '../contract/fault.ts';
import { waitAtMost } from './bounded-wait.ts';
import { StreamCapture } from './stream-capture.ts';
import type { RunnerTransport } from './transport.ts';

// The marks come with the reply; a child that closed its pipes, or a grandchild that holds them, must not hold us up.
const markerWaitMs = 250;
const drainWaitMs = 200;
const stderrTailLength = 4096;

/** What a request that never reached the runner wrote. */
export const silence: CapturedOutput = {
  stdout: { text: '', droppedBytes: 0 },
  stderr: { text: '', droppedBytes: 0 },
};

/** stdout and stderr of one runner, drained for as long as it lives and cut at the end of each request. */
export class CapturedStreams {
  readonly #stdout: StreamCapture;
  readonly #stderr: StreamCapture;

  constructor(transport: Pick<RunnerTransport, 'stdout' | 'stderr'>) {
    this.#stdout = new StreamCapture(transport.stdout);
    this.#stderr = new StreamCapture(transport.stderr);
  }

  /** The next request's output ends at this marker. */
  expect(marker: string): void {
    for (const stream of [this.#stdout, this.#stderr]) stream.expect(marker);
  }

  /** The output of the request that was answered just now; waits a short time for its markers. */
  async take(): Promise<CapturedOutput> {
    const markers = [this.#stdout, this.#stderr].map((stream) => stream.whenComplete());
    await waitAtMost(markerWaitMs, Promise.all(markers));
    return { stdout: this.#stdout.take(), stderr: this.#stderr.take() };
  }

  /** Reads what a process that has ended left in its pipes; waits a short time for their end. */
  async drain(): Promise<void> {
    const streams = [this.#stdout, this.#stderr];
    await waitAtMost(drainWaitMs, Promise.all(streams.map((stream) => stream.whenEnded())));
    for (const stream of streams) stream.giveUp();
  }

  /** The last words on stderr that no request has taken. */
  stderrTail(): string {
    return this.#stderr.peek().text.slice(-stderrTailLength);
  }
}
