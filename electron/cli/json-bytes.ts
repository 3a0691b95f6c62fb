import type { StringColumn } from '../contract/library-model.ts';
import { safeJson } from './terminal.ts';

const pieceSize = 256 * 1024;

/** 1 for the bytes that a JSON string holds as they are: printable ASCII without `"` and `\`. */
const plain = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c ? 1 : 0,
);

/** JSON text as bytes, to be taken away in pieces. */
export class JsonBytes {
  #bytes = Buffer.allocUnsafe(2 * pieceSize);
  #length = 0;

  get isFull(): boolean {
    return this.#length >= pieceSize;
  }

  /** What was written since the last piece. */
  take(): Uint8Array {
    const piece = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.allocUnsafe(2 * pieceSize);
    this.#length = 0;
    return piece;
  }

  /** Writes JSON text. */
  text(json: string): void {
    // No UTF-16 code unit takes more than three bytes.
    this.#reserve(json.length * 3);
    const bytes = this.#bytes;
    let to = this.#length;
    for (let at = 0; at < json.length; at++) {
      const code = json.charCodeAt(at);
      if (code > 0x7f) {
        this.#length += bytes.write(json, this.#length, 'utf8');
        return;
      }
      bytes[to++] = code;
    }
    this.#length = to;
  }

  /** Writes one string of a column in quotes; bytes that are not UTF-8 become U+FFFD. */
  string(column: StringColumn, row: number): void {
    const start = column.offsets[row] ?? 0;
    const end = column.offsets[row + 1] ?? 0;
    this.#reserve(end - start + 2);
    const from = this.#length;
    if (this.#copyPlain(column.bytes, start, end)) return;
    this.#length = from;
    this.text(safeJson(Buffer.from(column.bytes.subarray(start, end)).toString('utf8')));
  }

  /** False when a byte would need an escape. */
  #copyPlain(source: Uint8Array, start: number, end: number): boolean {
    const bytes = this.#bytes;
    let to = this.#length;
    bytes[to++] = 0x22;
    for (let at = start; at < end; at++) {
      const byte = source[at] ?? 0;
      if (plain[byte] === 0) return false;
      bytes[to++] = byte;
    }
    bytes[to++] = 0x22;
    this.#length = to;
    return true;
  }

  #reserve(length: number): void {
    if (this.#length + length <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe((this.#length + length) * 2);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
