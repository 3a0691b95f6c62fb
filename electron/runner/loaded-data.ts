import { writableSegments } from './loaded-objects.ts';
import { readMemory } from './memory.ts';

/** Of one library; few have more than a megabyte, and what is beyond is simply not known. */
const heldBytesLimit = 8 * 1024 * 1024;

interface HeldRange {
  readonly start: bigint;
  readonly bytes: Buffer;
}

/** The writable segments of an image as dlopen left them, constructors included: what its variables begin with. */
export class LoadedData {
  readonly #held: readonly HeldRange[];

  private constructor(held: readonly HeldRange[]) {
    this.#held = held;
  }

  /** Copies what the image with this load bias and dynamic section holds now. */
  static take(base: bigint, dynamicSection: bigint): LoadedData {
    const held: HeldRange[] = [];
    let left = heldBytesLimit;
    for (const { start, end } of writableSegments(base, dynamicSection)) {
      const length = Math.min(left, Number(end - start));
      const bytes = length > 0 ? readMemory(start, length) : null;
      if (bytes !== null) held.push({ start, bytes });
      left -= length;
    }
    return new LoadedData(held);
  }

  /** The bytes that lay at an address; null for what is not held. */
  bytesAt(address: bigint, size: number): Buffer | null {
    for (const { start, bytes } of this.#held) {
      const from = address - start;
      if (from < 0n || from + BigInt(size) > BigInt(bytes.length)) continue;
      return bytes.subarray(Number(from), Number(from) + size);
    }
    return null;
  }
}
