import type { ShownVariable } from '../../electron/contract/state-view.ts';

/** The variables whose name, type or file contain every word; guards of the compiler only on request. */
export function filterVariables(
  variables: readonly ShownVariable[],
  search: string,
  withGuards: boolean,
): readonly ShownVariable[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return variables.filter(({ kind, name, type, location }) => {
    if (kind === 'guard' && !withGuards) return false;
    const text = `${name} ${type ?? ''} ${location?.file ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
