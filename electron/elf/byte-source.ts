/** Where the bytes of one file come from; nothing here knows about files or processes. */
export interface ByteSource {
  /** Size of the file in bytes. */
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer when the file ends before. Both are inside 0 .. size when called from here. */
  read(offset: number, length: number): Uint8Array;
}

/** A byte source over bytes in memory. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/**
 * Exactly `length` bytes from `offset`, or null when any of them lies outside the file.
 * Nothing is allocated before that is known.
 */
export function readExactly(
  source: ByteSource,
  offset: bigint | number,
  length: bigint | number,
): Uint8Array | null {
  const end = BigInt(offset) + BigInt(length);
  if (BigInt(offset) < 0n || BigInt(length) < 0n || end > BigInt(source.size)) return null;
  const bytes = source.read(Number(offset), Number(length));
  return bytes.length === Number(length) ? bytes : null;
}

/** What there is of `length` bytes from `offset`: empty when `offset` lies outside the file. */
export function readAvailable(
  source: ByteSource,
  offset: bigint | number,
  length: bigint | number,
): Uint8Array {
  const start = BigInt(offset);
  const rest = BigInt(source.size) - start;
  if (start < 0n || rest <= 0n || BigInt(length) <= 0n) return new Uint8Array(0);
  return source.read(Number(start), Number(smaller(rest, length)));
}

/** A view of `bytes` for fixed-width fields. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The smaller of two 64-bit values: Math.min takes no bigint. */
export function smaller(a: bigint, b: bigint | number): bigint {
  const other = BigInt(b);
  if (a < other) return a;
  return other;
}
