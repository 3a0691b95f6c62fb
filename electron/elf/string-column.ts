import type { StringColumn } from '../contract/library-model.ts';

/** Grows a StringColumn string by string; bounded by the caller. */
export class StringColumnBuilder {
  #bytes: Uint8Array<ArrayBuffer>;
  #used = 0;
  #count = 0;
  readonly #offsets: Uint32Array<ArrayBuffer>;

  /** `count` strings will be added; `expectedBytes` is a guess. */
  constructor(count: number, expectedBytes: number) {
    this.#offsets = new Uint32Array(count + 1);
    this.#bytes = new Uint8Array(expectedBytes + 64);
  }

  /** Bytes of all strings so far. */
  get byteLength(): number {
    return this.#used;
  }

  /** Adds the NUL-terminated string at `start` of `source`, at most `limit` bytes of it; returns its length. */
  addTerminated(source: Uint8Array, start: number, limit: number): number {
    const length = terminatedLength(source, start, limit);
    const end = this.#used + length;
    const bytes = end > this.#bytes.length ? this.#grow(end) : this.#bytes;
    copyBytes(source, start, length, bytes, this.#used);
    this.#close(end);
    return length;
  }

  /** Adds a whole string. */
  add(text: Uint8Array): void {
    const end = this.#used + text.length;
    const bytes = end > this.#bytes.length ? this.#grow(end) : this.#bytes;
    copyBytes(text, 0, text.length, bytes, this.#used);
    this.#close(end);
  }

  /** The finished column; strings that were never added are empty. */
  finish(): StringColumn {
    this.#offsets.fill(this.#used, this.#count + 1);
    return { bytes: this.#bytes.slice(0, this.#used), offsets: this.#offsets };
  }

  #close(end: number): void {
    this.#used = end;
    this.#count += 1;
    this.#offsets[this.#count] = end;
  }

  #grow(needed: number): Uint8Array<ArrayBuffer> {
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes);
    this.#bytes = grown;
    return grown;
  }
}

/** Length of the NUL-terminated string at `start`, at most `limit`; one that reaches the end of `source` ends there. */
function terminatedLength(source: Uint8Array, start: number, limit: number): number {
  const end = Math.min(source.length, start + limit);
  let at = start;
  while (at < end && source[at] !== 0) at += 1;
  return Math.max(at - start, 0);
}

/** For the short strings of symbol tables a loop is faster than making a subarray for `set`. */
function copyBytes(source: Uint8Array, start: number, length: number, target: Uint8Array, to: number): void {
  for (let index = 0; index < length; index += 1) target[to + index] = source[start + index] ?? 0;
}
