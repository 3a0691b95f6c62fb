import type { StringColumn } from '../../electron/contract/library-model.ts';

/** All strings of a column as one text, so that a search is a handful of native `indexOf` runs. */
export interface Haystack {
  readonly text: string;
  /** count + 1 ascending offsets into `text`. */
  readonly starts: Uint32Array;
}

const decoder = new TextDecoder();

/** One string of a column; bytes that are not UTF-8 become U+FFFD. */
export function stringAt(column: StringColumn, index: number): string {
  return decoder.decode(column.bytes.subarray(column.offsets[index], column.offsets[index + 1]));
}

/** Decodes and lower-cases a whole column at once. */
export function buildHaystack(column: StringColumn): Haystack {
  const text = decoder.decode(column.bytes).toLowerCase();
  // One UTF-16 unit for each byte means plain ASCII: byte offsets are text offsets.
  if (text.length === column.bytes.length) return { text, starts: column.offsets };
  return buildMixedHaystack(column);
}

function buildMixedHaystack(column: StringColumn): Haystack {
  const count = Math.max(column.offsets.length - 1, 0);
  const starts = new Uint32Array(count + 1);
  const parts: string[] = [];
  let length = 0;
  for (let index = 0; index < count; index += 1) {
    const part = stringAt(column, index).toLowerCase();
    parts.push(part);
    length += part.length;
    starts[index + 1] = length;
  }
  return { text: parts.join(''), starts };
}

/** Adds `mark` to `hits[row]` for every row whose string contains the needle (already lower-cased, not empty). */
export function markMatches(haystack: Haystack, needle: string, hits: Uint8Array, mark: number): void {
  visitMatches(haystack, needle, (row) => {
    hits[row] = (hits[row] ?? 0) | mark;
  });
}

/** The same for every row whose string is the needle and nothing more. */
export function markExact(haystack: Haystack, needle: string, hits: Uint8Array, mark: number): void {
  const { starts } = haystack;
  visitMatches(haystack, needle, (row) => {
    const length = (starts[row + 1] ?? 0) - (starts[row] ?? 0);
    if (length === needle.length) hits[row] = (hits[row] ?? 0) | mark;
  });
}

function visitMatches({ text, starts }: Haystack, needle: string, visit: (row: number) => void): void {
  let row = 0;
  let at = text.indexOf(needle);
  while (at !== -1) {
    row = rowAt(starts, at, row);
    const end = starts[row + 1] ?? text.length;
    const inside = at + needle.length <= end;
    if (inside) visit(row);
    // A match that runs over the end of its string is none; the next one may begin one letter later.
    at = text.indexOf(needle, inside ? end : at + 1);
  }
}

/** The row that holds the offset, searched from `from` on: first in growing steps, then by halving. */
function rowAt(starts: Uint32Array, offset: number, from: number): number {
  const last = starts.length - 2;
  let step = 1;
  let low = from;
  while (low + step <= last && (starts[low + step] ?? 0) <= offset) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, last + 1);
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
