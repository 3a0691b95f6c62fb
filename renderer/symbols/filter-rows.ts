import { markMatches } from './haystack.ts';
import type { SymbolTable } from './symbol-table.ts';

// One bit of the hit column stands for one word.
const wordLimit = 8;

/** The words of a filter, lower-cased, without repetition; at most eight count. */
export function filterWords(filter: string): readonly string[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return [...new Set(words)].slice(0, wordLimit);
}

/** The rows of `order` whose name, as in the file or demangled, contains every word; `order` itself without words. */
export function filterRows(table: SymbolTable, order: Uint32Array, filter: string): Uint32Array {
  const words = filterWords(filter);
  if (words.length === 0) return order;
  const hits = new Uint8Array(table.columns.count);
  words.forEach((word, index) => {
    markMatches(table.names, word, hits, 1 << index);
    markMatches(table.demangledNames, word, hits, 1 << index);
  });
  const all = 2 ** words.length - 1;
  return order.filter((row) => hits[row] === all);
}
