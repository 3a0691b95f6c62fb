import type { LibraryVariable } from '../contract/variables.ts';
import type { VariablePlace } from '../contract/variables-protocol.ts';

/** How a runner finds a variable; guards have no thread of their own. */
export function placeOf({
  symbol,
  offset,
  size,
  threadLocal = false,
}: Pick<LibraryVariable, 'symbol' | 'offset' | 'size'> & { readonly threadLocal?: boolean }): VariablePlace {
  return { symbol, offset, size, threadLocal };
}
