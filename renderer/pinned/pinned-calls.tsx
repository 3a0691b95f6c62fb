import type { ReactNode } from 'react';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import { CallsFile, CallsFileProblem } from '../named/calls-file.tsx';
import { useSelector } from '../state/store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PinnedRow } from './pinned-row.tsx';
import { type OpenCall, pinnedKind, pinnedKinds } from './pinned-state.ts';
import { PinnedSummary } from './pinned-summary.tsx';
import { useLastingCall } from './use-lasting-call.ts';
import { useMoving } from './use-moving.ts';
import './pinned.css';

const none = [] as const;

/** Calls that run again after every rebuild, old result beside new, and those with an expected result as checks. */
export function PinnedCalls({ libraryId }: { readonly libraryId: string }): ReactNode {
  const library = useSelector((state) => state.snapshot?.libraries.find(({ id }) => id === libraryId));
  const pinned = library?.pinned ?? none;
  const named = library?.named ?? null;
  const activity = useLastingCall(library?.activity ?? null);
  const generation = library?.generation?.number;
  const open = activity === null || generation === undefined ? null : { symbol: activity.symbol, generation };
  return (
    <>
      {pinned.length === 0 ? null : (
        <div className="dock-tools">
          <PinnedSummary libraryId={libraryId} pinned={pinned} />
          <CallsFile libraryId={libraryId} named={named} />
        </div>
      )}
      <CallsFileProblem named={named} />
      {pinned.length === 0 ? (
        <EmptyState title="No pinned calls">
          Press <b>Pin call</b> in the form: the call runs again after every rebuild, its old result beside
          the new one. With an expected result it is a check.
        </EmptyState>
      ) : (
        <PinnedTable libraryId={libraryId} pinned={pinned} open={open} />
      )}
    </>
  );
}

function PinnedTable({
  libraryId,
  pinned,
  open,
}: {
  readonly libraryId: string;
  readonly pinned: readonly PinnedCall[];
  readonly open: OpenCall | null;
}): ReactNode {
  const kinds = pinnedKinds(pinned, open);
  const { list, move } = useMoving(libraryId, pinned);
  return (
    <div className="table-frame pinned-frame">
      <table className="table pinned" aria-label="Pinned calls">
        <colgroup>
          <col />
          <col className="pinned-old" />
          <col className="pinned-new" />
          <col className="pinned-time" />
          <col className="pinned-expectation" />
          <col className="pinned-state" />
          <col className="pinned-actions" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Call</th>
            <th scope="col">Old result</th>
            <th scope="col">New result</th>
            <th scope="col">Time</th>
            <th scope="col">Expected</th>
            <th scope="col">State</th>
            <th scope="col" aria-label="Actions" />
          </tr>
        </thead>
        <tbody ref={list}>
          {pinned.map((call, index) => (
            <PinnedRow
              key={call.id}
              libraryId={libraryId}
              call={call}
              kind={kinds[index] ?? pinnedKind(call)}
              onMove={{ up: move(index, -1), down: move(index, 1) }}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
