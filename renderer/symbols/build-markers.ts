import type { HistoryEntry } from '../../electron/contract/session-state.ts';

/** What the last loaded build did to a symbol. */
export type BuildMarker = 'new' | 'code';

const none: ReadonlyMap<string, BuildMarker> = new Map();

/** Markers by symbol name; none for the first build, which has nothing to be compared with. */
export function markersOf(entry: HistoryEntry | null): ReadonlyMap<string, BuildMarker> {
  if (entry === null || entry.before === null) return none;
  const markers = new Map<string, BuildMarker>();
  for (const name of entry.changed) markers.set(name, 'code');
  for (const name of entry.added) markers.set(name, 'new');
  return markers;
}
