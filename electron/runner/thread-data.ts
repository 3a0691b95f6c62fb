import { dlFlags, dlinfo } from './libc.ts';
import { threadSegment } from './loaded-objects.ts';
import { readMemory } from './memory.ts';

/** Of one library; what is beyond is simply not known. */
const heldBytesLimit = 1024 * 1024;

/** The thread-local variables of an image as this thread, which makes the calls, has them at one moment. */
export class ThreadData {
  /** Where this thread's block lies; null while the thread has none, since it has used none of them. */
  readonly block: bigint | null;
  readonly #bytes: Buffer;

  private constructor(block: bigint | null, bytes: Buffer) {
    this.block = block;
    this.#bytes = bytes;
  }

  /**
   * Copies what the image with this handle holds now. Without a block that is the image which the block will begin with
   * (gABI, PT_TLS): asking the loader for an address would make it.
   */
  static take(pointer: bigint, base: bigint, dynamicSection: bigint): ThreadData {
    const segment = threadSegment(base, dynamicSection);
    if (segment === null) return new ThreadData(null, Buffer.alloc(0));
    const size = Math.min(Number(segment.size), heldBytesLimit);
    const block = blockOf(pointer);
    if (block !== null) return new ThreadData(block, readMemory(block, size) ?? Buffer.alloc(0));
    const bytes = Buffer.alloc(size);
    const initial = readMemory(segment.start, Math.min(Number(segment.end - segment.start), size));
    if (initial === null) return new ThreadData(null, Buffer.alloc(0));
    bytes.set(initial);
    return new ThreadData(null, bytes);
  }

  /** The bytes at an offset in the block; null for what is not held. */
  bytesAt(offset: bigint, size: number): Buffer | null {
    if (offset < 0n || offset + BigInt(size) > BigInt(this.#bytes.length)) return null;
    return this.#bytes.subarray(Number(offset), Number(offset) + size);
  }
}

/** RTLD_DI_TLS_DATA (dlinfo(3)): this thread's block of the library, or null while there is none. */
function blockOf(pointer: bigint): bigint | null {
  const out = Buffer.alloc(8);
  if (dlinfo(pointer, dlFlags.threadDataRequest, out) !== 0) return null;
  const block = out.readBigUInt64LE();
  return block === 0n ? null : block;
}
