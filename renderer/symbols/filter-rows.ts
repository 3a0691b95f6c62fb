import { markExact, markMatches } from './haystack.ts';
import type { SymbolTable } from './symbol-table.ts';

// One bit of the hit column stands for one word, the last one for a name that is the filter and nothing more.
const wordLimit = 7;
const exactMark = 1 << wordLimit;

/** The words of a filter, lower-cased, without repetition; at most seven count. */
export function filterWords(filter: string): readonly string[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return [...new Set(words)].slice(0, wordLimit);
}

/**
 * The rows of `order` whose name, as in the file or demangled, contains every word; `order` itself without words.
 * A name that is the filter, letter for letter, comes first: `cos` is not to be looked for behind `acos`.
 */
export function filterRows(table: SymbolTable, order: Uint32Array, filter: string): Uint32Array {
  const words = filterWords(filter);
  const [first] = words;
  if (first === undefined) return order;
  const hits = new Uint8Array(table.columns.count);
  for (const names of [table.names, table.demangledNames]) {
    words.forEach((word, index) => {
      markMatches(names, word, hits, 1 << index);
    });
    if (words.length === 1) markExact(names, first, hits, exactMark);
  }
  const all = 2 ** words.length - 1;
  const found = order.filter((row) => ((hits[row] ?? 0) & ~exactMark) === all);
  return exactFirst(found, hits);
}

function exactFirst(found: Uint32Array, hits: Uint8Array): Uint32Array {
  const isExact = (row: number) => ((hits[row] ?? 0) & exactMark) !== 0;
  const exact = found.filter(isExact);
  if (exact.length === 0) return found;
  const ordered = new Uint32Array(found.length);
  ordered.set(exact);
  ordered.set(
    found.filter((row) => !isExact(row)),
    exact.length,
  );
  return ordered;
}
