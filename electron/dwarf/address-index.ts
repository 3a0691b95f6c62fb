import { Cursor } from './cursor.ts';
import type { Entries } from './entries.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { rangesOf } from './range-lists.ts';
import { readLength, type Unit } from './units.ts';
import type { Values } from './values.ts';

/** Which unit holds the code at an address: .debug_aranges, and what units say that are not in it. */
export class AddressIndex {
  readonly #entries: Entries;
  readonly #starts = new GrowingNumbers((length) => new Float64Array(length));
  readonly #ends = new GrowingNumbers((length) => new Float64Array(length));
  readonly #units = new GrowingNumbers((length) => new Uint32Array(length));
  readonly #order: Uint32Array;

  constructor(values: Values) {
    this.#entries = values.entries;
    const listed = this.#readTable();
    for (const unit of values.entries.units) {
      if (unit.kind !== 'compile' || listed.has(unit.offset)) continue;
      const root = values.entries.rootOf(unit);
      for (const { start, end } of root === null ? [] : rangesOf(values, root))
        this.#add(start, end, unit.offset);
    }
    this.#order = new Uint32Array(this.#starts.length)
      .map((_, index) => index)
      .sort((left, right) => this.#starts.at(left) - this.#starts.at(right));
  }

  #add(start: number, end: number, unit: number): void {
    this.#starts.push(start);
    this.#ends.push(end);
    this.#units.push(unit);
  }

  /** The tuples of .debug_aranges (DWARF 5, 6.1.2); returns the offsets of the units that it speaks of. */
  #readTable(): ReadonlySet<number> {
    const { sections, problems } = this.#entries;
    const cursor = new Cursor(sections.aranges, sections.little);
    const listed = new Set<number>();
    while (cursor.at < cursor.bytes.length) {
      const start = cursor.at;
      const { bytes, offsetSize } = readLength(cursor);
      const end = Math.min(cursor.at + bytes, cursor.bytes.length);
      cursor.at += 2;
      const unit = cursor.unsigned(offsetSize);
      const addressSize = cursor.u8();
      cursor.at += 1;
      if (addressSize === 4 || addressSize === 8) {
        listed.add(unit);
        this.#readTuples(cursor, { start, end, addressSize, unit });
      } else problems.add(`.debug_aranges has addresses of ${addressSize} bytes; it was not used.`);
      cursor.at = Math.max(end, start + 4);
    }
    return listed;
  }

  #readTuples(
    cursor: Cursor,
    set: {
      readonly start: number;
      readonly end: number;
      readonly addressSize: number;
      readonly unit: number;
    },
  ): void {
    const tuple = set.addressSize * 2;
    // The first tuple begins at a multiple of its size from the start of the set.
    cursor.at = set.start + Math.ceil((cursor.at - set.start) / tuple) * tuple;
    while (cursor.at + tuple <= set.end) {
      const start = cursor.unsigned(set.addressSize);
      const length = cursor.unsigned(set.addressSize);
      if (start === 0 && length === 0) return;
      this.#add(start, start + length, set.unit);
    }
  }

  /** The unit whose range holds the address; of several the one that starts last. */
  unitAt(address: number): Unit | null {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts.at(this.#order[middle] ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    const index = this.#order[low - 1];
    if (index === undefined || this.#ends.at(index) <= address) return null;
    return this.#entries.unitAt(this.#units.at(index));
  }
}
