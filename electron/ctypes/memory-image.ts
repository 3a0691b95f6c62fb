import type { ArgumentValue, MemoryImage, PointerValue } from '../contract/call-value.ts';
import { assertNever } from '../contract/failure.ts';

/** Builds the content of new memory: little-endian bytes, zero at first, and the pointers to fill in before the call. */
export class ImageBuilder {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  readonly #pointers: { readonly offset: number; readonly value: PointerValue }[] = [];

  /** `size` in bytes; the caller has checked it against the limit. */
  constructor(size: number) {
    this.bytes = new Uint8Array(size);
    this.#view = new DataView(this.bytes.buffer);
  }

  /** False when `length` bytes at `offset` are not inside: the layout of the type contradicts itself. */
  holds(offset: number, length: number): boolean {
    return offset >= 0 && length >= 0 && offset + length <= this.bytes.length;
  }

  /** Writes a value of `size` bytes at `offset`; both must lie inside. */
  write(value: ArgumentValue, offset: number, size: number): void {
    switch (value.kind) {
      case 'integer':
        this.#writeInteger(value.value, offset, size);
        return;
      case 'bool':
        this.#writeInteger(value.value ? 1n : 0n, offset, size);
        return;
      case 'float':
        if (size === 4) this.#view.setFloat32(offset, value.value, true);
        else this.#view.setFloat64(offset, value.value, true);
        return;
      case 'address':
        this.#writeInteger(value.value, offset, 8);
        return;
      case 'record':
        this.bytes.set(value.image.bytes, offset);
        for (const pointer of value.image.pointers)
          this.#pointers.push({ offset: offset + pointer.offset, value: pointer.value });
        return;
      case 'string':
      case 'symbol':
      case 'block':
      case 'callback':
        this.#pointers.push({ offset, value });
        return;
      default:
        assertNever(value);
    }
  }

  /** Writes the low `size` bits of `value` from bit `bitOffset` on, counted from the lowest bit of the first byte (System V psABI, 3.1.2, bit-fields). */
  writeBits(value: bigint, bitOffset: number, size: number): void {
    const first = Math.floor(bitOffset / 8);
    const shift = BigInt(bitOffset % 8);
    const mask = ((1n << BigInt(size)) - 1n) << shift;
    const bits = (BigInt.asUintN(size, value) << shift) & mask;
    for (let index = 0; mask >> BigInt(8 * index) > 0n; index++) {
      const kept = (this.bytes[first + index] ?? 0) & ~Number((mask >> BigInt(8 * index)) & 0xffn);
      this.bytes[first + index] = kept | Number((bits >> BigInt(8 * index)) & 0xffn);
    }
  }

  finish(alignment: number): MemoryImage {
    return { bytes: this.bytes, alignment, pointers: this.#pointers };
  }

  #writeInteger(value: bigint, offset: number, size: number): void {
    if (size === 8) this.#view.setBigUint64(offset, BigInt.asUintN(64, value), true);
    else if (size === 4) this.#view.setUint32(offset, Number(BigInt.asUintN(32, value)), true);
    else if (size === 2) this.#view.setUint16(offset, Number(BigInt.asUintN(16, value)), true);
    else this.#view.setUint8(offset, Number(BigInt.asUintN(8, value)));
  }
}
