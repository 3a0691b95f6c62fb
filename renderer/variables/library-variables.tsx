import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import type { StateView } from '../../electron/contract/state-view.ts';
import { useSelector } from '../state/store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Hint } from '../ui/hint.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { filterVariables } from './filter-variables.ts';
import { HookFields } from './hook-fields.tsx';
import { useStateView } from './use-state-view.ts';
import { VariableTable } from './variable-table.tsx';
import './variables.css';

/** The state of a library: its variables with their values, what a reload did to them, and what the next one shall do. */
export function LibraryVariables({ libraryId }: { readonly libraryId: string }): ReactNode {
  const isLoaded = useSelector(
    ({ snapshot }) => (snapshot?.libraries.find(({ id }) => id === libraryId)?.generation ?? null) !== null,
  );
  const { view, failure, refresh } = useStateView(libraryId);
  const [search, setSearch] = useState('');
  const [withGuards, setWithGuards] = useState(false);
  const deferred = useDeferredValue(search);
  const shown = useMemo(
    () => filterVariables(view?.variables ?? [], deferred, withGuards),
    [view, deferred, withGuards],
  );
  if (!isLoaded) {
    return (
      <EmptyState title="Nothing is loaded">
        The variables of the library and their values are listed here while a build runs.
      </EmptyState>
    );
  }
  const hasGuards = view?.variables.some(({ kind }) => kind === 'guard') ?? false;
  const isEmpty = view !== null && !view.variables.some(({ kind }) => kind !== 'guard');
  // The words come first: where the dock is low, the rest is reached by scrolling.
  if (isEmpty) {
    return (
      <div className="table-frame">
        <NoVariables view={view} />
        <div className="dock-tools variables-tools">
          <HookFields libraryId={libraryId} />
        </div>
      </div>
    );
  }
  return (
    <>
      <div className="dock-tools variables-tools">
        <input
          type="search"
          className="field"
          aria-label="Filter variables"
          placeholder="Filter variables"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Hint text="Reads the values as they are now. They are read by themselves as well: after each call, and about once a second (every three seconds in a long list) while no call is open.">
          <button type="button" className="mini-button" onClick={refresh}>
            Refresh
          </button>
        </Hint>
        {hasGuards ? (
          <label className="variables-guards">
            <input
              type="checkbox"
              checked={withGuards}
              onChange={(event) => setWithGuards(event.target.checked)}
            />
            Guards
          </label>
        ) : null}
        <span className="grow" />
        <HookFields libraryId={libraryId} />
      </div>
      {failure === null ? null : (
        <p className="variables-problem" role="alert">
          {clippedText(failure.message, 600)}
        </p>
      )}
      <div className="table-frame">
        <VariableTable libraryId={libraryId} variables={shown} />
        {view === null ? null : <MissingVariables view={view} />}
      </div>
    </>
  );
}

const withoutDebug = 'Static variables are listed when the library has debug information (-g).';

function NoVariables({ view }: { readonly view: StateView }): ReactNode {
  if (view.hasDebugInfo) {
    return (
      <EmptyState title="This library keeps no state of its own">
        It has no variable that can be written: a reload loses nothing.
      </EmptyState>
    );
  }
  return <EmptyState title="No exported variables">{withoutDebug}</EmptyState>;
}

function MissingVariables({ view }: { readonly view: StateView }): ReactNode {
  const left = view.total - view.variables.length;
  if (view.hasDebugInfo && left === 0) return null;
  return (
    <p className="variables-more faint">
      {left > 0 ? `${left} more are not listed. ` : ''}
      {view.hasDebugInfo ? '' : withoutDebug}
    </p>
  );
}
