import type { ReactNode } from 'react';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { useSelector } from '../state/store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PinnedRow } from './pinned-row.tsx';
import './pinned.css';

const none = [] as const;

/** Calls that run again after every rebuild, old result beside new. */
export function PinnedCalls({ libraryId }: { readonly libraryId: string }): ReactNode {
  const pinned = useSelector(
    (state) => state.snapshot?.libraries.find(({ id }) => id === libraryId)?.pinned ?? none,
  );
  if (pinned.length === 0) {
    return (
      <EmptyState title="No pinned calls">
        Press <b>Pin call</b> in the form: the call runs again after every rebuild, and the old result stands
        here beside the new one.
      </EmptyState>
    );
  }
  return (
    <div className="table-frame">
      <table className="table pinned" aria-label="Pinned calls">
        <colgroup>
          <col />
          <col className="pinned-value" />
          <col className="pinned-value" />
          <col className="pinned-state" />
          <col className="pinned-actions" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Call</th>
            <th scope="col">Old result</th>
            <th scope="col">New result</th>
            <th scope="col">State</th>
            <th scope="col" className="right">
              <button
                type="button"
                className="mini-button"
                onClick={() => void ask(pageApi.request['call:run-pinned']({ libraryId, pinnedId: null }))}
              >
                Run all
              </button>
            </th>
          </tr>
        </thead>
        <tbody>
          {pinned.map((call) => (
            <PinnedRow key={call.id} libraryId={libraryId} call={call} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
