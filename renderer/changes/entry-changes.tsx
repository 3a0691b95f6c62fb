import type { ReactNode } from 'react';
import type { HistoryEntry } from '../../electron/contract/history-entry.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import { clippedText } from '../ui/visible-text.ts';
import { nothingChanged } from '../wording/change-wording.ts';
import { ChangeList } from './change-list.tsx';

/** What a load changed; entries of earlier releases have names alone. */
export function EntryChanges({
  entry,
  pinned,
}: {
  readonly entry: HistoryEntry;
  readonly pinned: readonly PinnedCall[];
}): ReactNode {
  const { changes } = entry;
  if (changes !== null) {
    const nothing = changes.complete && changes.changes.length === 0 && entry.verdict === 'loaded';
    return (
      <>
        {nothing ? <p>{nothingChanged(entry.needed.length > 0)}</p> : null}
        <ChangeList compared={changes} pinned={pinned} />
        {changes.complete ? null : <p className="dim">Prototypes and layouts are being compared…</p>}
      </>
    );
  }
  return (
    <>
      <NameList title="Code changed" names={entry.changed} count={entry.changedCount} />
      <NameList title="Added" names={entry.added} count={entry.addedCount} />
      <NameList title="Removed" names={entry.removed} count={entry.removedCount} />
    </>
  );
}

function NameList({
  title,
  names,
  count,
}: {
  readonly title: string;
  readonly names: readonly string[];
  readonly count: number;
}): ReactNode {
  if (count === 0) return null;
  return (
    <p>
      {title} ({count}): <code>{names.map((name) => clippedText(name, 200)).join(', ')}</code>
      {count > names.length ? ` and ${count - names.length} more` : ''}
    </p>
  );
}
