const decoder = new TextDecoder();

/**
 * Reads numbers and strings of one section, moving on by each. Total: what lies behind the end reads as zeros, so whoever
 * loops compares `at` with an end of its own. Numbers above 2^53 lose their low bits; the readers named `Big` are exact.
 */
export class Cursor {
  readonly bytes: Uint8Array;
  readonly little: boolean;
  at = 0;

  constructor(bytes: Uint8Array, little: boolean) {
    this.bytes = bytes;
    this.little = little;
  }

  u8(): number {
    return this.bytes[this.at++] ?? 0;
  }

  u16(): number {
    const first = this.u8();
    const second = this.u8();
    return this.little ? first | (second << 8) : (first << 8) | second;
  }

  u24(): number {
    const first = this.u8();
    const middle = this.u8();
    const last = this.u8();
    return this.little ? first | (middle << 8) | (last << 16) : (first << 16) | (middle << 8) | last;
  }

  u32(): number {
    const at = this.at;
    const bytes = this.bytes;
    this.at = at + 4;
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1] ?? 0;
    const third = bytes[at + 2] ?? 0;
    const last = bytes[at + 3] ?? 0;
    return this.little
      ? ((last << 24) | (third << 16) | (second << 8) | first) >>> 0
      : ((first << 24) | (second << 16) | (third << 8) | last) >>> 0;
  }

  u64(): number {
    const first = this.u32();
    const second = this.u32();
    return this.little ? second * 0x1_0000_0000 + first : first * 0x1_0000_0000 + second;
  }

  u64Big(): bigint {
    const first = BigInt(this.u32());
    const second = BigInt(this.u32());
    return this.little ? (second << 32n) | first : (first << 32n) | second;
  }

  /** An unsigned number of 1, 2, 3, 4 or 8 bytes. */
  unsigned(size: number): number {
    switch (size) {
      case 1:
        return this.u8();
      case 2:
        return this.u16();
      case 3:
        return this.u24();
      case 4:
        return this.u32();
      default:
        return this.u64();
    }
  }

  /** ULEB128 (DWARF 5, 7.6). */
  uleb(): number {
    const first = this.bytes[this.at++] ?? 0;
    if (first < 0x80) return first;
    let value = first & 0x7f;
    let scale = 0x80;
    for (let count = 1; count < 10; count += 1) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
    this.#skipLongLeb();
    return value;
  }

  ulebBig(): bigint {
    return BigInt.asUintN(64, this.#lebBits().value);
  }

  /** SLEB128 (DWARF 5, 7.6). */
  slebBig(): bigint {
    const { value, bits } = this.#lebBits();
    return BigInt.asIntN(Math.min(bits, 64), value);
  }

  #lebBits(): { readonly value: bigint; readonly bits: number } {
    let value = 0n;
    let bits = 0;
    for (let count = 0; count < 10; count += 1) {
      const byte = this.u8();
      value |= BigInt(byte & 0x7f) << BigInt(bits);
      bits += 7;
      if (byte < 0x80) return { value, bits };
    }
    this.#skipLongLeb();
    return { value, bits };
  }

  /** Padding behind ten bytes carries nothing that fits 64 bits. */
  #skipLongLeb(): void {
    while (this.at < this.bytes.length && (this.bytes[this.at] ?? 0) >= 0x80) this.at += 1;
    this.at += 1;
  }

  skipLeb(): void {
    while ((this.bytes[this.at++] ?? 0) >= 0x80);
  }

  skipString(): void {
    const end = this.bytes.indexOf(0, this.at);
    this.at = end < 0 ? this.bytes.length + 1 : end + 1;
  }

  /** A NUL-terminated string, clipped at `limit` bytes; the cursor is then behind its NUL. */
  string(limit = stringLimit): string {
    const start = this.at;
    this.skipString();
    return textIn(this.bytes, start, Math.min(this.at - 1, start + limit));
  }
}

/** Demangled template names reach some 10,000 characters. */
export const stringLimit = 64 * 1024;

/** The NUL-terminated string at `offset`, clipped at 64 KiB; null when the offset lies outside. */
export function stringAt(bytes: Uint8Array, offset: number): string | null {
  if (!(offset >= 0 && offset < bytes.length)) return null;
  const end = bytes.indexOf(0, offset);
  return textIn(bytes, offset, Math.min(end < 0 ? bytes.length : end, offset + stringLimit));
}

function textIn(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > 40) return decoder.decode(bytes.subarray(start, end));
  // A decoder's call costs more than a short name itself.
  let text = '';
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80) return decoder.decode(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}
