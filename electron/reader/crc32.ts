const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** CRC-32 as zlib and gdb compute it (ISO 3309); Node has one of its own only since 22.2. */
export function crc32(chunks: Iterable<Uint8Array>): number {
  let value = 0xffff_ffff;
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += 1) {
      value = (table[(value ^ (chunk[at] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);
    }
  }
  return (value ^ 0xffff_ffff) >>> 0;
}
