import type { Readable } from 'node:stream';
import type { OutputTail } from '../contract/fault.ts';
import { withoutMarkers } from './output-marker.ts';
import { OutputRing } from './output-tail.ts';

// What people read of one stream of one call.
const capacityBytes = 256 * 1024;

/** Drains one stream for as long as it lives, and cuts the output of each request at the marker the child writes after it. */
export class StreamCapture {
  readonly #ring = new OutputRing(capacityBytes);
  readonly #untilComplete = new Set<() => void>();
  readonly #untilEnded = new Set<() => void>();
  #marker: Buffer | null = null;
  /** The last bytes seen, which may be the beginning of the marker. */
  #held: Buffer = Buffer.alloc(0);
  #cut: OutputTail | null = null;
  #ended = false;

  constructor(stream: Readable) {
    stream.on('data', (bytes: Buffer) => this.#receive(bytes));
    // A pipe that breaks has nothing more to say; its process tells how it ended.
    for (const event of ['end', 'close', 'error']) stream.on(event, () => this.#end());
  }

  /** From now on the marker is looked for. */
  expect(marker: string): void {
    this.#release();
    this.#marker = Buffer.from(marker);
    this.#cut = null;
  }

  /** Resolves when the marker has come or can come no more; the caller bounds the time. */
  whenComplete(): Promise<void> {
    if (this.#ended || this.#marker === null) return Promise.resolve();
    return new Promise((resolve) => this.#untilComplete.add(resolve));
  }

  /** Resolves when the stream has ended. */
  whenEnded(): Promise<void> {
    if (this.#ended) return Promise.resolve();
    return new Promise((resolve) => this.#untilEnded.add(resolve));
  }

  /** Waits for the marker no longer: what may have been its beginning is plain output. */
  giveUp(): void {
    this.#release();
    wake(this.#untilComplete);
  }

  /** The output up to the marker, or all there is when it has not come. */
  take(): OutputTail {
    const cut = this.#cut;
    this.#cut = null;
    if (cut !== null) return cut;
    this.#release();
    return shown(this.#ring.take());
  }

  /** The last output that no request has taken. */
  peek(): OutputTail {
    return this.#cut ?? shown(this.#ring.peek());
  }

  #receive(bytes: Buffer): void {
    if (this.#marker === null) {
      this.#ring.write(bytes);
      return;
    }
    const all = this.#held.length > 0 ? Buffer.concat([this.#held, bytes]) : bytes;
    const at = all.indexOf(this.#marker);
    if (at < 0) {
      const keep = Math.min(all.length, this.#marker.length - 1);
      this.#ring.write(all.subarray(0, all.length - keep));
      this.#held = Buffer.from(all.subarray(all.length - keep));
      return;
    }
    this.#ring.write(all.subarray(0, at));
    this.#cut = shown(this.#ring.take());
    this.#ring.write(all.subarray(at + this.#marker.length));
    this.#marker = null;
    this.#held = Buffer.alloc(0);
    wake(this.#untilComplete);
  }

  #release(): void {
    this.#marker = null;
    this.#ring.write(this.#held);
    this.#held = Buffer.alloc(0);
  }

  #end(): void {
    this.#ended = true;
    wake(this.#untilComplete);
    wake(this.#untilEnded);
  }
}

function shown(tail: OutputTail): OutputTail {
  return { ...tail, text: withoutMarkers(tail.text) };
}

function wake(waiting: Set<() => void>): void {
  const resolves = [...waiting];
  waiting.clear();
  for (const resolve of resolves) resolve();
}
