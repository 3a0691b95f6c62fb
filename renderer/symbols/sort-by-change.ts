import { changeSeverities } from '../../electron/contract/build-changes.ts';
import type { BuildMarker } from './build-markers.ts';
import { stringAt } from './haystack.ts';
import type { SymbolTable } from './symbol-table.ts';

// A symbol that is new breaks nobody: it comes after the changed ones.
const ranks = [...changeSeverities, null] as const;

/**
 * Row numbers, those that the build changed first: the worst, or with `descending` the least of them in front, equal ones
 * by name. The others follow by name either way.
 */
export function sortByChange(
  table: SymbolTable,
  markers: ReadonlyMap<string, BuildMarker>,
  descending: boolean,
): Uint32Array {
  const { byName } = table.columns;
  if (markers.size === 0) return byName;
  const groups = ranks.map((): number[] => []);
  const others: number[] = [];
  for (const row of byName) {
    const marker = markers.get(stringAt(table.columns.name, row));
    const group = marker === undefined ? others : groups[ranks.indexOf(marker.severity)];
    group?.push(row);
  }
  return Uint32Array.from([...(descending ? groups.toReversed() : groups), others].flat());
}
