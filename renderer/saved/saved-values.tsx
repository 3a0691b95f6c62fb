import { type ReactNode, useState } from 'react';
import { useSelector } from '../state/store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { SavedRow } from './saved-row.tsx';
import './saved.css';

const none = [] as const;

/** The values that have a name, and may stand in any later argument as `$name`. */
export function SavedValues({ libraryId }: { readonly libraryId: string }): ReactNode {
  const saved = useSelector(
    (state) => state.snapshot?.libraries.find(({ id }) => id === libraryId)?.saved ?? none,
  );
  const [viewed, setViewed] = useState<string | null>(null);
  if (saved.length === 0) {
    return (
      <EmptyState title="No saved values">
        Press <b>Save…</b> beside a result: a handle, a pointer or a number gets a name, and any later
        argument can use it, as in <code>$db</code>. It lives as long as the process that made it.
      </EmptyState>
    );
  }
  return (
    <div className="table-frame">
      <table className="table saved" aria-label="Saved values">
        <colgroup>
          <col className="saved-name" />
          <col className="saved-type" />
          <col />
          <col className="saved-origin" />
          <col className="saved-build" />
          <col className="saved-actions" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Type</th>
            <th scope="col">Value</th>
            <th scope="col">From</th>
            <th scope="col">Build</th>
            <th scope="col" aria-label="Actions" />
          </tr>
        </thead>
        <tbody>
          {saved.toReversed().map((value) => (
            <SavedRow
              key={value.name}
              libraryId={libraryId}
              value={value}
              viewed={viewed === value.name}
              onView={() => setViewed((before) => (before === value.name ? null : value.name))}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
