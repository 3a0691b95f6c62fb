import type { OutputTail } from '../contract/fault.ts';

/** Keeps the last `capacity` bytes written to it, in one block of memory, and counts those it dropped. */
export class OutputRing {
  readonly #capacity: number;
  #block: Buffer | null = null;
  #written = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  write(bytes: Buffer): void {
    this.#block ??= Buffer.alloc(this.#capacity);
    const kept = bytes.subarray(Math.max(0, bytes.length - this.#capacity));
    const at = (this.#written + bytes.length - kept.length) % this.#capacity;
    const untilEnd = kept.copy(this.#block, at);
    kept.copy(this.#block, 0, untilEnd);
    this.#written += bytes.length;
  }

  /** What is kept, oldest first; it stays in the ring. */
  peek(): OutputTail {
    if (this.#block === null || this.#written === 0) return { text: '', droppedBytes: 0 };
    if (this.#written <= this.#capacity) {
      return { text: this.#block.toString('utf8', 0, this.#written), droppedBytes: 0 };
    }
    const start = this.#written % this.#capacity;
    const tail = Buffer.concat([this.#block.subarray(start), this.#block.subarray(0, start)]);
    const whole = tail.subarray(continuationBytes(tail));
    return { text: whole.toString('utf8'), droppedBytes: this.#written - whole.length };
  }

  /** What is kept; the ring is empty afterwards. */
  take(): OutputTail {
    const tail = this.peek();
    this.#written = 0;
    return tail;
  }
}

/** How many bytes at the start belong to a UTF-8 character that was cut in two: at most three. */
function continuationBytes(bytes: Buffer): number {
  let count = 0;
  while (count < 3 && ((bytes[count] ?? 0) & 0xc0) === 0x80) count += 1;
  return count;
}
