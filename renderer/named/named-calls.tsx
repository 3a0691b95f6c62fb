import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import type { NamedCalls as NamedCallsState } from '../../electron/contract/kept-calls.ts';
import { useSelector } from '../state/store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { CallsFile, CallsFileProblem } from './calls-file.tsx';
import { filterNamed } from './filter-named.ts';
import { NamedRow } from './named-row.tsx';
import './named.css';

/** The calls of a library that have a name, and the file that holds them. */
export function NamedCalls({ libraryId }: { readonly libraryId: string }): ReactNode {
  const named = useSelector(
    (state) => state.snapshot?.libraries.find(({ id }) => id === libraryId)?.named ?? null,
  );
  const [search, setSearch] = useState('');
  const deferred = useDeferredValue(search);
  const calls = useMemo(() => filterNamed(named?.calls ?? [], deferred), [named, deferred]);
  const empty = named === null || named.calls.length === 0;
  return (
    <>
      <div className="dock-tools">
        {empty ? null : (
          <input
            type="search"
            className="field"
            aria-label="Search named calls"
            placeholder="Search named calls"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
        <CallsFile libraryId={libraryId} named={named} />
      </div>
      <CallsFileProblem named={named} />
      {empty ? (
        <EmptyState title="No named calls">
          Press <b>Name this call…</b> in the form: prototype and arguments are kept under that name, in a
          plain JSON file that can live in your repository.
        </EmptyState>
      ) : (
        <NamedTable libraryId={libraryId} calls={calls} />
      )}
    </>
  );
}

function NamedTable({
  libraryId,
  calls,
}: {
  readonly libraryId: string;
  readonly calls: NamedCallsState['calls'];
}): ReactNode {
  return (
    <div className="table-frame">
      <table className="table named" aria-label="Named calls">
        <colgroup>
          <col className="named-name" />
          <col />
          <col className="named-actions" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Call</th>
            <th scope="col" aria-label="Actions" />
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <NamedRow key={call.name} libraryId={libraryId} call={call} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
