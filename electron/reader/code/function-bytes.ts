import { readAvailable } from '../../elf/byte-source.ts';
import type { ElfFile } from '../../elf/elf-file.ts';
import { addressToFile } from '../../elf/program-headers.ts';
import type { AddressRange } from './address-range.ts';

/** A hostile file may claim that each of a million functions is the whole file; real libraries stay far below. */
const comparedBytesLimit = 256 * 1024 * 1024;
const functionBytesLimit = 16 * 1024 * 1024;
const blockBytes = 1024 * 1024;

/** The bytes of functions, read in blocks because neighbours lie side by side. */
export class FunctionBytes {
  readonly #file: ElfFile;
  #budget = comparedBytesLimit;
  #blockAt = 0;
  #block: Uint8Array = new Uint8Array(0);

  constructor(file: ElfFile) {
    this.#file = file;
  }

  /** The function's bytes; null when they are not in the file or the work would be too much. */
  read({ start, size }: AddressRange): Uint8Array | null {
    const place = addressToFile(this.#file.segments, BigInt(start));
    if (place === null || size > place.available || size > functionBytesLimit) return null;
    this.#budget -= size;
    return this.#budget < 0 ? null : this.#slice(Number(place.offset), size);
  }

  #slice(offset: number, length: number): Uint8Array | null {
    const inBlock = offset - this.#blockAt;
    if (inBlock < 0 || inBlock + length > this.#block.length) {
      this.#block = readAvailable(this.#file.source, offset, Math.max(length, blockBytes));
      this.#blockAt = offset;
    }
    const start = offset - this.#blockAt;
    return start + length <= this.#block.length ? this.#block.subarray(start, start + length) : null;
  }
}
