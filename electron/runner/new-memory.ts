import koffi from 'koffi';

/** Memory of ours that native code may use for as long as `bytes` is referenced. */
export interface NativeMemory {
  readonly address: bigint;
  readonly bytes: Buffer;
}

/** Zeroed memory at an address that is a multiple of `alignment`, a power of two; at least one byte, so that no two share an address. */
export function newMemory(size: number, alignment: number): NativeMemory {
  // Not Buffer.alloc: V8 keeps the bytes of small typed arrays within the object, which the collector moves.
  const buffer = new ArrayBuffer(Math.max(size, 1) + alignment);
  const whole = Buffer.from(buffer);
  const start = koffi.address(whole);
  const skip = Number((BigInt(alignment) - (start % BigInt(alignment))) % BigInt(alignment));
  return { address: start + BigInt(skip), bytes: whole.subarray(skip, skip + size) };
}
