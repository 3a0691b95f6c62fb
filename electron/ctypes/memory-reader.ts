/** Reads the memory of the process that values lie in; what is not mapped is null and no fault. */
export interface MemoryReader {
  /** Exactly `length` bytes at `address`; null when not all of them can be read. */
  read(address: bigint, length: number): Uint8Array | null;
  /** The bytes up to the first NUL, at most `max` of them; null when the first cannot be read. */
  readString(
    address: bigint,
    max: number,
  ): { readonly bytes: Uint8Array; readonly truncated: boolean } | null;
}

/** A reader for values that lie wholly in bytes at hand: nothing else can be read. */
export const noMemory: MemoryReader = { read: () => null, readString: () => null };

/** Where a value lies: at an address, in bytes at hand, or in bytes that were copied from an address. */
export interface ValueSource {
  readonly address: bigint | null;
  readonly bytes: Uint8Array | null;
}

// Larger values are read piece by piece, because most of them is not shown.
const readAtOnce = 1024 * 1024;

/** The bytes of one value: read at once where that can be done, so that it is one moment's state; else piece by piece, so that what is readable shows. */
export class ByteWindow {
  readonly address: bigint | null;
  readonly #memory: MemoryReader;
  readonly #bytes: Uint8Array | null;

  constructor(source: ValueSource, size: number | null, memory: MemoryReader) {
    this.address = source.address;
    this.#memory = memory;
    this.#bytes = source.bytes ?? this.#readWhole(size);
  }

  /** `length` bytes at `offset`, or null when they cannot be read. */
  at(offset: number, length: number): Uint8Array | null {
    if (offset < 0 || length < 0) return null;
    if (this.#bytes)
      return offset + length <= this.#bytes.length ? this.#bytes.subarray(offset, offset + length) : null;
    return this.address === null ? null : this.#memory.read(this.address + BigInt(offset), length);
  }

  #readWhole(size: number | null): Uint8Array | null {
    if (this.address === null || size === null || size > readAtOnce) return null;
    return this.#memory.read(this.address, size);
  }
}
