import { type ByteSource, readAvailable } from './byte-source.ts';

const decoder = new TextDecoder();

/** The NUL-terminated string at `offset`, clipped at `limit` bytes; null when the offset lies outside. */
export function stringIn(bytes: Uint8Array, offset: number, limit: number): string | null {
  if (offset >= bytes.length) return null;
  const longest = Math.min(bytes.length, offset + limit);
  let end = offset;
  while (end < longest && bytes[end] !== 0) end += 1;
  return decoder.decode(bytes.subarray(offset, end));
}

/** The NUL-terminated string at a place of the file, clipped at `limit` bytes; null when the place lies outside. */
export function readString(source: ByteSource, offset: bigint, limit: number): string | null {
  // Most strings are short: a small read first, a whole one when no NUL was in it.
  for (const length of [Math.min(256, limit), limit]) {
    const bytes = readAvailable(source, offset, length);
    if (bytes.length === 0) return null;
    if (bytes.includes(0) || bytes.length < length || length === limit) return stringIn(bytes, 0, limit);
  }
  return null;
}
