import type { StringColumn } from '../contract/library-model.ts';

/** A key of 32 bits and a position below this fit into the 53 bits of a number together. */
const positionRange = 2 ** 21;

/** The largest number of rows that `sortRows` takes. */
export const sortableRows = positionRange;

/** Groups smaller than this are sorted by comparing pairs. */
const smallGroup = 24;

/**
 * Row numbers ordered by the first column, rows equal in it by the second, and so on, at last by row number.
 * Strings compare by their bytes, which for UTF-8 is the order of code points. Time is bounded by the number of
 * bytes in the columns (radix sort from the first byte on). At most `sortableRows` rows.
 */
export function sortRows(count: number, columns: readonly StringColumn[]): Uint32Array<ArrayBuffer> {
  const rows = Uint32Array.from({ length: count }, (_, index) => index);
  const scratch = { keys: new Float64Array(count), order: new Uint32Array(count) };
  const pending: Group[] = [{ start: 0, end: count, column: 0, depth: 0 }];
  for (let group = pending.pop(); group; group = pending.pop()) {
    const column = columns[group.column];
    if (column === undefined) rows.subarray(group.start, group.end).sort();
    else if (group.end - group.start <= smallGroup) insertionSort(rows, group, columns);
    else distribute(rows, scratch, group, column, pending);
  }
  return rows;
}

interface Scratch {
  readonly keys: Float64Array;
  readonly order: Uint32Array;
}

/** Rows start .. end agree in all columns before `column` and in the first `depth` bytes of it. */
interface Group {
  readonly start: number;
  readonly end: number;
  readonly column: number;
  readonly depth: number;
}

/** Splits a group by the four bytes at its depth into groups that agree in them. */
function distribute(
  rows: Uint32Array,
  { keys, order }: Scratch,
  group: Group,
  column: StringColumn,
  pending: Group[],
): void {
  const { start, end } = group;
  const depth = skipCommonBytes(rows, group, column);
  const length = end - start;
  for (let index = 0; index < length; index += 1) {
    keys[index] = fourBytes(column, rows[start + index] ?? 0, depth) * positionRange + index;
  }
  // Without a comparator the engine sorts numbers natively; the position in the low digits travels along.
  keys.subarray(0, length).sort();
  for (let index = 0; index < length; index += 1) {
    const key = keys[index] ?? 0;
    order[index] = rows[start + key - Math.floor(key / positionRange) * positionRange] ?? 0;
  }
  rows.set(order.subarray(0, length), start);
  pushRuns(keys, group, depth, pending);
}

/** Each run of equal keys is a group of its own: further into the column, or in the next one when the strings end. */
function pushRuns(keys: Float64Array, { start, end, column }: Group, depth: number, pending: Group[]): void {
  const length = end - start;
  for (let from = 0; from < length; ) {
    const key = Math.floor((keys[from] ?? 0) / positionRange);
    let to = from + 1;
    while (to < length && Math.floor((keys[to] ?? 0) / positionRange) === key) to += 1;
    if (to - from > 1) {
      const ended = key % 256 === 0;
      pending.push({
        start: start + from,
        end: start + to,
        column: ended ? column + 1 : column,
        depth: ended ? 0 : depth + 4,
      });
    }
    from = to;
  }
}

/** The four bytes of a string at `depth` as one number, zeros after its end: strings of symbols hold no NUL. */
function fourBytes({ bytes, offsets }: StringColumn, row: number, depth: number): number {
  const at = (offsets[row] ?? 0) + depth;
  const rest = (offsets[row + 1] ?? 0) - at;
  const byte = (index: number) => (index < rest ? (bytes[at + index] ?? 0) : 0);
  return byte(0) * 0x1000000 + byte(1) * 0x10000 + byte(2) * 0x100 + byte(3);
}

/** Names of one library share long beginnings (`llvm::…`): the first depth at which two rows of the group differ. */
function skipCommonBytes(
  rows: Uint32Array,
  { start, end, depth }: Group,
  { bytes, offsets }: StringColumn,
): number {
  const first = rows[start] ?? 0;
  const firstAt = offsets[first] ?? 0;
  let common = (offsets[first + 1] ?? 0) - firstAt;
  for (let index = start + 1; index < end && common > depth; index += 1) {
    const row = rows[index] ?? 0;
    const at = offsets[row] ?? 0;
    common = Math.min(common, (offsets[row + 1] ?? 0) - at);
    let same = depth;
    while (same < common && bytes[at + same] === bytes[firstAt + same]) same += 1;
    common = same;
  }
  return Math.max(common, depth);
}

function insertionSort(rows: Uint32Array, group: Group, columns: readonly StringColumn[]): void {
  for (let index = group.start + 1; index < group.end; index += 1) {
    const row = rows[index] ?? 0;
    let at = index - 1;
    while (at >= group.start && compareRows(rows[at] ?? 0, row, group, columns) > 0) {
      rows[at + 1] = rows[at] ?? 0;
      at -= 1;
    }
    rows[at + 1] = row;
  }
}

function compareRows(a: number, b: number, group: Group, columns: readonly StringColumn[]): number {
  for (let index = group.column; index < columns.length; index += 1) {
    const column = columns[index];
    const order = column ? compareStrings(column, a, b, index === group.column ? group.depth : 0) : 0;
    if (order !== 0) return order;
  }
  return a - b;
}

/** Negative, zero or positive as string `a` of the column comes before, equals or comes after string `b`. */
export function compareStrings({ bytes, offsets }: StringColumn, a: number, b: number, from = 0): number {
  const aStart = offsets[a] ?? 0;
  const bStart = offsets[b] ?? 0;
  const aLength = (offsets[a + 1] ?? 0) - aStart;
  const bLength = (offsets[b + 1] ?? 0) - bStart;
  const shorter = Math.min(aLength, bLength);
  for (let at = from; at < shorter; at += 1) {
    const order = (bytes[aStart + at] ?? 0) - (bytes[bStart + at] ?? 0);
    if (order !== 0) return order;
  }
  return aLength - bLength;
}
