import type { SymbolColumns } from '../contract/library-model.ts';
import { readAvailable } from '../elf/byte-source.ts';
import type { ElfFile } from '../elf/elf-file.ts';
import { addressToFile } from '../elf/program-headers.ts';
import { CodePlaces } from './code-places.ts';
import type { ComparedBuild } from './compared-build.ts';

const EM_X86_64 = 62;

/** A hostile file may claim that each of a million functions is the whole file; real libraries stay far below. */
const comparedBytesLimit = 512 * 1024 * 1024;
const functionBytesLimit = 16 * 1024 * 1024;

/** Compares the machine code of functions in two builds. */
export class CodeComparison {
  readonly #before: FunctionBytes;
  readonly #after: FunctionBytes;
  readonly #oldPlaces: CodePlaces | null;
  readonly #newPlaces: CodePlaces | null;

  constructor(before: ComparedBuild, after: ComparedBuild) {
    this.#before = new FunctionBytes(before.file, before.columns);
    this.#after = new FunctionBytes(after.file, after.columns);
    const relative = before.file.header.machine === EM_X86_64 && after.file.header.machine === EM_X86_64;
    this.#oldPlaces = relative ? new CodePlaces(before) : null;
    this.#newPlaces = relative ? new CodePlaces(after) : null;
  }

  /**
   * True when the function's bytes in the file differ, apart from x86-64 displacements that still lead to the same
   * thing: those change in every function when one before it grows. Sizes decide alone once the work is too much.
   */
  differs(oldRow: number, newRow: number): boolean {
    const size = this.#after.sizeOf(newRow);
    if (size !== this.#before.sizeOf(oldRow)) return true;
    if (size === 0n) return false;
    const oldCode = this.#before.read(oldRow);
    const newCode = this.#after.read(newRow);
    if (oldCode === null || newCode === null) return false;
    return !this.#sameCode(oldCode, newCode, oldRow, newRow);
  }

  #sameCode(oldCode: Uint8Array, newCode: Uint8Array, oldRow: number, newRow: number): boolean {
    const length = newCode.length;
    if (oldCode.length !== length) return false;
    const oldAddress = this.#before.addressOf(oldRow);
    const newAddress = this.#after.addressOf(newRow);
    let at = 0;
    while (at < length) {
      if (oldCode[at] === newCode[at]) {
        at += 1;
        continue;
      }
      const next = this.#afterDisplacement(oldCode, newCode, at, oldAddress, newAddress);
      if (next === null) return false;
      at = next;
    }
    return true;
  }

  /** Where to go on when the difference at `at` lies in a displacement with equal meaning; null when it does not. */
  #afterDisplacement(
    oldCode: Uint8Array,
    newCode: Uint8Array,
    at: number,
    oldAddress: bigint,
    newAddress: bigint,
  ): number | null {
    const oldPlaces = this.#oldPlaces;
    const newPlaces = this.#newPlaces;
    if (oldPlaces === null || newPlaces === null) return null;
    for (let start = at; start >= Math.max(0, at - 3); start -= 1) {
      if (start + 4 > newCode.length) continue;
      // A displacement counts from the end of its instruction, which an immediate of 1, 2 or 4 bytes may delay.
      for (const immediate of [0, 4, 1, 2]) {
        const end = BigInt(start + 4 + immediate);
        const oldTarget = oldAddress + end + BigInt(displacementAt(oldCode, start));
        const newTarget = newAddress + end + BigInt(displacementAt(newCode, start));
        if (oldPlaces.corresponds(oldTarget, newPlaces, newTarget)) return start + 4;
      }
    }
    return null;
  }
}

function displacementAt(code: Uint8Array, at: number): number {
  return new DataView(code.buffer, code.byteOffset).getInt32(at, true);
}

/** The bytes of exported functions, read in blocks because neighbours lie side by side. */
class FunctionBytes {
  readonly #file: ElfFile;
  readonly #columns: SymbolColumns;
  #budget = comparedBytesLimit;
  #blockAt = 0;
  #block: Uint8Array = new Uint8Array(0);

  constructor(file: ElfFile, columns: SymbolColumns) {
    this.#file = file;
    this.#columns = columns;
  }

  addressOf(row: number): bigint {
    return this.#columns.value[row] ?? 0n;
  }

  sizeOf(row: number): bigint {
    return this.#columns.size[row] ?? 0n;
  }

  /** The function's bytes; null when they are not in the file or the work would be too much. */
  read(row: number): Uint8Array | null {
    const place = addressToFile(this.#file.segments, this.addressOf(row));
    const size = this.sizeOf(row);
    if (place === null || size > place.available || size > BigInt(functionBytesLimit)) return null;
    const length = Number(size);
    this.#budget -= length;
    return this.#budget < 0 ? null : this.#slice(Number(place.offset), length);
  }

  #slice(offset: number, length: number): Uint8Array | null {
    const inBlock = offset - this.#blockAt;
    if (inBlock < 0 || inBlock + length > this.#block.length) {
      this.#block = readAvailable(this.#file.source, offset, Math.max(length, 1024 * 1024));
      this.#blockAt = offset;
    }
    const start = offset - this.#blockAt;
    return start + length <= this.#block.length ? this.#block.subarray(start, start + length) : null;
  }
}
