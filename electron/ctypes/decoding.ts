import { type ResultValue, readLimits } from '../contract/call-value.ts';
import type { CType, RecordType } from '../contract/prototype.ts';
import type { MemoryReader, ValueSource } from './memory-reader.ts';

/** How far a value may still reach. */
export interface Reach {
  /** Pointers that are still followed. */
  readonly follow: number;
  /** Levels that it lies below the outermost value. */
  readonly depth: number;
}

// Of all strings and arrays of bytes in one tree together: a list of a thousand long ones is nothing that anybody reads.
const allBytes = 1024 * 1024;

type Decode = (decoding: Decoding, type: CType, source: ValueSource, reach: Reach) => ResultValue;

/** The work on one tree of values: what its types mean, and how many values and bytes of strings may still be read. */
export class Decoding {
  readonly records: readonly RecordType[];
  readonly memory: MemoryReader;
  /** Addresses that are being followed, so that a ring ends. */
  readonly following = new Set<bigint>();
  readonly #decode: Decode;
  #left: number = readLimits.values;
  #bytesLeft = allBytes;

  constructor(records: readonly RecordType[], memory: MemoryReader, decode: Decode) {
    this.records = records;
    this.memory = memory;
    this.#decode = decode;
  }

  /** Counts values; false when they are too many. */
  take(count: number): boolean {
    if (count > this.#left) return false;
    this.#left -= count;
    return true;
  }

  /** How many of the `count` bytes of an array are read. */
  takeBytes(count: number): number {
    const taken = Math.max(0, Math.min(count, readLimits.bytes, this.#bytesLeft));
    this.#bytesLeft -= taken;
    return taken;
  }

  /** Decodes a value elsewhere: what a pointer points to. */
  decode(type: CType, source: ValueSource, reach: Reach): ResultValue {
    return this.#decode(this, type, source, reach);
  }

  /** The text at a char pointer, bytes that are not UTF-8 replaced; null when it cannot be read. */
  text(address: bigint): { readonly value: string; readonly truncated: boolean } | null {
    const found = this.memory.readString(address, Math.min(readLimits.stringBytes, this.#bytesLeft));
    if (!found) return null;
    this.#bytesLeft -= Math.min(found.bytes.length, this.#bytesLeft);
    const value = new TextDecoder('utf-8', { ignoreBOM: true }).decode(found.bytes);
    return { value, truncated: found.truncated };
  }
}
