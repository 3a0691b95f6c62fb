import type { NamedCall } from '../../electron/contract/kept-calls.ts';

/** The calls whose name, symbol, prototype or arguments contain every word. */
export function filterNamed(calls: readonly NamedCall[], search: string): readonly NamedCall[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return calls;
  return calls.filter(({ name, input }) => {
    const text = `${name} ${input.symbol} ${input.prototype} ${input.arguments.join(' ')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
