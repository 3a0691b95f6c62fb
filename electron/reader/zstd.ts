import zlib from 'node:zlib';

/** What Node 22.15 and newer have beside `inflateSync`. */
interface ZstdModule {
  readonly zstdDecompressSync?: (
    bytes: Uint8Array,
    options: { readonly maxOutputLength: number },
  ) => Uint8Array;
}

/** The content of a zstd stream, at most `size` bytes; null where Node cannot decompress it. A damaged stream throws. */
export function decompressZstd(stream: Uint8Array, size: number): Uint8Array | null {
  const { zstdDecompressSync } = zlib as ZstdModule;
  return zstdDecompressSync?.(stream, { maxOutputLength: Math.max(size, 1) }) ?? null;
}
