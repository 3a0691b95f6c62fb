import type { BuildChangeFact, KeptChanges } from '../../electron/contract/build-changes.ts';
import type { HistoryEntry } from '../../electron/contract/history-entry.ts';
import { useSelector } from '../state/store.ts';
import { isComparable } from './kept-generations.ts';
import { useComparison } from './use-comparison.ts';

const none: readonly BuildChangeFact[] = [];
const noBuilds = [] as const;

/** All that a load changed: what its entry has, and where that was cut, what main knows. */
export function useChangesOf(libraryId: string, entry: HistoryEntry | null): readonly BuildChangeFact[] {
  const kept = useSelector(
    (state) => state.snapshot?.libraries.find(({ id }) => id === libraryId)?.kept ?? noBuilds,
  );
  const { replaced = null, generation = null, changes = null } = entry ?? {};
  const isAsked = changes?.complete && isCut(changes) && replaced !== null && generation !== null;
  const pair =
    isAsked && isComparable(kept, replaced, generation) ? { before: replaced, after: generation } : null;
  const compared = useComparison(libraryId, pair);
  return compared?.ok ? compared.value.changes : (changes?.changes ?? none);
}

function isCut({ changes, counts }: KeptChanges): boolean {
  const total = counts.breaking + counts.risky + counts.compatible;
  return total > changes.length || changes.some(({ symbols, symbolCount }) => symbols.length < symbolCount);
}
