import { viewOf } from '../elf/byte-source.ts';
import type { AddressRange, FunctionRanges } from './code/address-range.ts';
import type { FunctionBytes } from './code/function-bytes.ts';
import type { PlaceComparison } from './code/place-comparison.ts';
import { PlaceVotes } from './code/place-votes.ts';
import { X86Instruction } from './code/x86-instruction.ts';

/** What differs in a function: its code, or only constants that the code uses. */
export type CodeDifference = 'code' | 'constants';

/** Old and new places by turns. */
type PlacePairs = number[];

export interface ComparedCode {
  readonly before: FunctionBytes;
  readonly after: FunctionBytes;
  readonly places: PlaceComparison;
  /** Whether displacements are understood; else bytes alone decide. */
  readonly isX86: boolean;
}

/** Compares the machine code of functions in two builds. */
export class CodeComparison {
  readonly #compared: ComparedCode;
  readonly #votes = new PlaceVotes();
  readonly #nameless = new Map<string, PlacePairs>();
  readonly #found = new Map<string, CodeDifference | null>();
  readonly #instruction = new X86Instruction();

  constructor(compared: ComparedCode) {
    this.#compared = compared;
  }

  /** Looks at a function. What it uses of no name is remembered: `differenceOf` knows once all were looked at. */
  look(before: AddressRange, after: AddressRange): void {
    const key = keyOf(before, after);
    if (this.#found.has(key)) return;
    const pairs: PlacePairs = [];
    this.#found.set(key, this.#difference({ before, after }, pairs));
    let isCounted = pairs.length > 0;
    // A function has one vote, however often it uses a place.
    const counted = new Map<number, number>();
    eachPair(pairs, (old, now) => {
      if (counted.get(old) === now) return;
      counted.set(old, now);
      isCounted = this.#votes.add(old, now);
    });
    if (isCounted) this.#nameless.set(key, pairs);
  }

  /**
   * What differs in a function that was looked at; null when nothing does, apart from x86-64 displacements that still
   * lead to the same thing: those change in every function when one before it grows.
   */
  differenceOf(before: AddressRange, after: AddressRange): CodeDifference | null {
    const key = keyOf(before, after);
    const found = this.#found.get(key) ?? null;
    if (found === 'code') return found;
    let isOther = false;
    eachPair(this.#nameless.get(key) ?? [], (old, now) => {
      if (!this.#votes.agree(old, now)) isOther = true;
    });
    return isOther ? 'code' : found;
  }

  #difference(functions: FunctionRanges, pairs: PlacePairs): CodeDifference | null {
    const { before, after } = functions;
    if (before.size !== after.size) return 'code';
    if (after.size === 0) return null;
    const oldCode = this.#compared.before.read(before);
    const newCode = this.#compared.after.read(after);
    // Sizes decide alone once the work is too much.
    if (oldCode === null || newCode === null || oldCode.length !== newCode.length) return null;
    if (!this.#compared.isX86) return sameBytes(oldCode, newCode, 0, newCode.length) ? null : 'code';
    return this.#differenceOfInstructions(oldCode, newCode, functions, pairs);
  }

  #differenceOfInstructions(
    oldCode: Uint8Array,
    newCode: Uint8Array,
    functions: FunctionRanges,
    pairs: PlacePairs,
  ): CodeDifference | null {
    const instruction = this.#instruction;
    const [oldView, newView] = [viewOf(oldCode), viewOf(newCode)];
    let difference: CodeDifference | null = null;
    let usesThreadLocals = false;
    for (let at = 0; at < newCode.length; ) {
      if (!instruction.read(newCode, at)) {
        return sameBytes(oldCode, newCode, at, newCode.length) ? difference : 'code';
      }
      const { length, relativeAt, displacementAt, width } = instruction;
      const end = at + length;
      const field = relativeAt >= 0 ? relativeAt : displacementAt;
      if (!sameBytes(oldCode, newCode, at, field < 0 ? end : field)) return 'code';
      if (field >= 0 && !sameBytes(oldCode, newCode, field + 4, end)) return 'code';
      at = end;
      if (field < 0) continue;
      const [old, now] = [oldView.getInt32(field, true), newView.getInt32(field, true)];
      if (relativeAt < 0) {
        const isSame = old === now || (usesThreadLocals && this.#compared.places.sameThreadOffset(old, now));
        if (!isSame) return 'code';
        continue;
      }
      const from = functions.before.start + end + old;
      const to = functions.after.start + end + now;
      const relation = this.#compared.places.relation(from, to, width, functions);
      if (relation === 'other') return 'code';
      if (relation === 'changed') difference = 'constants';
      if (relation === 'unnamed') pairs.push(from, to);
      usesThreadLocals ||= this.#compared.places.isThreadLocalSlot(to);
    }
    return difference;
  }
}

function keyOf(before: AddressRange, after: AddressRange): string {
  return `${before.start} ${before.size} ${after.start} ${after.size}`;
}

function eachPair(pairs: PlacePairs, take: (old: number, now: number) => void): void {
  for (let index = 0; index + 1 < pairs.length; index += 2) take(pairs[index] ?? 0, pairs[index + 1] ?? 0);
}

function sameBytes(old: Uint8Array, now: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (old[at] !== now[at]) return false;
  return true;
}
