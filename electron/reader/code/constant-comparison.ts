import { isUtf8 } from 'node:buffer';
import { viewOf } from '../../elf/byte-source.ts';
import type { FunctionRanges } from './address-range.ts';
import type { BuildPlaces } from './build-places.ts';
import type { Relocation } from './relocations.ts';

/** Of all constants together; a hostile file may claim that each of a million objects is the whole file. */
const comparedBytesLimit = 256 * 1024 * 1024;
const textLimit = 4096;
/** To look at a place at all, in bytes. */
const leastWork = 64;
const tableLimit = 4096;
const wordSize = 8;
const entrySize = 4;

type RelocationsAgree = (old: Relocation | null, now: Relocation | null, depth: number) => boolean;

/** Two places that may hold the same constant. */
export interface ConstantPlaces {
  readonly old: number;
  readonly now: number;
  /** How many bytes are used; 0 when not known. */
  readonly width: number;
  /** Whose code uses them; null when it is not code. */
  readonly functions: FunctionRanges | null;
  readonly depth: number;
}

/** Compares the content of constants and data, apart from the addresses that the loader writes into them. */
export class ConstantComparison {
  readonly #before: BuildPlaces;
  readonly #after: BuildPlaces;
  readonly #agree: RelocationsAgree;
  #left = comparedBytesLimit;

  constructor(before: BuildPlaces, after: BuildPlaces, agree: RelocationsAgree) {
    this.#before = before;
    this.#after = after;
    this.#agree = agree;
  }

  /** Compares as much of two constants as is certain to be used: nobody says where a nameless one ends. */
  compare(places: ConstantPlaces): 'same' | 'changed' | 'unnamed' {
    const { old, now, width, functions, depth } = places;
    if (width > 0) return this.sameRange(old, now, width, depth) ? 'same' : 'changed';
    this.#left -= leastWork;
    if (this.#left < 0) return 'same';
    if (this.#before.relocations.at(old) !== null || this.#after.relocations.at(now) !== null) {
      return this.sameRange(old, now, wordSize, depth) ? 'unnamed' : 'changed';
    }
    const entries = functions === null ? null : this.#sameEntries(old, now, functions);
    if (entries !== null) return entries ? 'same' : 'changed';
    const isAligned = old % entrySize === 0 && now % entrySize === 0;
    if (isAligned && this.#leadsToSameText(old, now)) return 'unnamed';
    const text = this.#textAt(this.#before, old);
    const textNow = this.#textAt(this.#after, now);
    if (text !== null || textNow !== null) return text === textNow ? 'same' : 'changed';
    // What is aligned like half a word is likely to be one; else a byte is certain.
    return this.sameRange(old, now, isAligned ? entrySize : 1, depth) ? 'unnamed' : 'changed';
  }

  sameRange(old: number, now: number, size: number, depth: number): boolean {
    this.#left -= size;
    // What is too much counts as equal.
    if (this.#left < 0) return true;
    const bytes = bytesFrom(this.#before, old, size);
    const bytesNow = bytesFrom(this.#after, now, size);
    if (bytes === null || bytesNow === null || bytes.length !== bytesNow.length) return bytes === bytesNow;
    let at = 0;
    while (at < bytes.length) {
      if ((old + at) % wordSize === 0 && at + wordSize <= bytes.length) {
        const slot = this.#before.relocations.at(old + at);
        const slotNow = this.#after.relocations.at(now + at);
        if (slot !== null || slotNow !== null) {
          if (!this.#agree(slot, slotNow, depth)) return false;
          at += wordSize;
          continue;
        }
      }
      if (bytes[at] === bytesNow[at]) {
        at += 1;
        continue;
      }
      const entry = at - (at % entrySize);
      if (entry + entrySize > bytes.length) return false;
      const target = old + viewOf(bytes).getInt32(entry, true);
      const targetNow = now + viewOf(bytesNow).getInt32(entry, true);
      if (!this.#sameText(target, targetNow)) return false;
      at = entry + entrySize;
    }
    return true;
  }

  #leadsToSameText(old: number, now: number): boolean {
    const view = viewOfPlace(this.#before, old);
    const viewNow = viewOfPlace(this.#after, now);
    return (
      view !== null &&
      viewNow !== null &&
      this.#sameText(old + view.getInt32(0, true), now + viewNow.getInt32(0, true))
    );
  }

  /** Clang makes tables of texts hold the distances from their start. */
  #sameText(old: number, now: number): boolean {
    const isConstant = ({ image }: BuildPlaces, address: number) =>
      image.sectionAt(address)?.isConstant === true;
    if (!isConstant(this.#before, old) || !isConstant(this.#after, now)) return false;
    const text = this.#textAt(this.#before, old);
    return text !== null && text === this.#textAt(this.#after, now);
  }

  /** Up to the NUL of what reads as a text; the empty text where one may stand, null where none does. */
  #textAt(places: BuildPlaces, address: number): string | null {
    const bytes = bytesFrom(places, address, textLimit);
    const end = bytes?.indexOf(0) ?? -1;
    this.#left -= Math.max(0, end);
    if (bytes === null || end < 1) return null;
    const text = bytes.subarray(0, end);
    return text.every(isTextByte) && isUtf8(text) ? String.fromCharCode(...text) : null;
  }

  /**
   * Jump tables hold the distances from their start to places of the function, which is moved as a whole: whether they
   * lead to the same ones, as far as both do; null where there is no such table.
   */
  #sameEntries(old: number, now: number, { before, after }: FunctionRanges): boolean | null {
    const view = viewOfPlace(this.#before, old);
    const viewNow = viewOfPlace(this.#after, now);
    if (view === null || viewNow === null) return null;
    const length = Math.min(view.byteLength, viewNow.byteLength);
    for (let at = 0; at + entrySize <= length; at += entrySize) {
      this.#left -= entrySize;
      const target = old + view.getInt32(at, true) - before.start;
      const targetNow = now + viewNow.getInt32(at, true) - after.start;
      const isInside = target >= 0 && target < before.size && targetNow >= 0 && targetNow < after.size;
      if (!isInside) return at === 0 ? null : true;
      if (target !== targetNow) return false;
    }
    return true;
  }
}

function isTextByte(byte: number): boolean {
  return byte >= 0x20 ? byte !== 0x7f : (byte >= 9 && byte <= 13) || byte === 0x1b;
}

function bytesFrom({ image }: BuildPlaces, address: number, length: number): Uint8Array | null {
  const section = image.sectionAt(address);
  return section === null ? null : image.bytesAt(section, address, length);
}

function viewOfPlace(places: BuildPlaces, address: number): DataView | null {
  const bytes = bytesFrom(places, address, tableLimit * entrySize);
  return bytes === null || bytes.length < entrySize ? null : viewOf(bytes);
}
