import { type ReactNode, useDeferredValue, useMemo } from 'react';
import { useChangesOf } from '../changes/use-changes-of.ts';
import { selectedSymbol, viewOf } from '../state/page-state.ts';
import { useSelector } from '../state/store.ts';
import { markersOf } from './build-markers.ts';
import { filterRows } from './filter-rows.ts';
import { useSignatures } from './signatures.ts';
import { sortRows } from './sort-rows.ts';
import { NoMatch, NoSymbols, SymbolsFailed } from './symbol-empty.tsx';
import { SymbolGrid } from './symbol-grid.tsx';
import { useSymbolTable } from './symbol-source.ts';
import { SymbolToolbar } from './symbol-toolbar.tsx';
import './symbols.css';

const noRows = new Uint32Array(0);

/** The symbols of one library: toolbar and grid. */
export function SymbolPane({ libraryId }: { readonly libraryId: string }): ReactNode {
  const library = useSelector((state) => state.snapshot?.libraries.find(({ id }) => id === libraryId));
  const view = useSelector((state) => viewOf(state, libraryId));
  const selected = useSelector((state) => (library === undefined ? null : selectedSymbol(state, library)));
  const loaded = useSelector((state) => state.snapshot?.lastLoaded[libraryId] ?? null);
  const source = useSymbolTable(libraryId, view.table, library?.symbolsVersion ?? 0);
  const { table, failure, symbolsVersion } = source;
  const signatures = useSignatures(library, table !== null);
  // Typing stays ahead of the list: the list follows as soon as there is time.
  const filter = useDeferredValue(view.filter);
  const isLoaded = library !== undefined && library.generation !== null;
  const changes = useChangesOf(libraryId, isLoaded ? loaded : null);
  const markers = useMemo(() => markersOf(changes), [changes]);
  const order = useMemo(
    () => (table === null ? noRows : sortRows(table, view.sort, markers)),
    [table, view.sort, markers],
  );
  const rows = useMemo(
    () => (table === null ? order : filterRows(table, order, filter)),
    [table, order, filter],
  );
  if (library === undefined) return null;
  const facts = library.generation?.facts ?? library.fileFacts;
  return (
    <section className="pane symbols" aria-label="Symbols">
      <SymbolToolbar library={library} view={view} shown={rows.length} total={table?.columns.count ?? null} />
      {failure === null ? null : <SymbolsFailed failure={failure} />}
      {table === null ? null : (
        <SymbolGrid
          libraryId={libraryId}
          tableName={view.table}
          sort={view.sort}
          symbolVersion={view.symbolVersion}
          table={table}
          rows={rows}
          selected={selected}
          markers={markers}
          signatures={view.table === 'exports' ? signatures : null}
          symbolsVersion={symbolsVersion}
        />
      )}
      {table !== null && table.columns.count === 0 ? (
        <NoSymbols tableName={view.table} complete={facts?.complete ?? true} />
      ) : null}
      {table !== null && table.columns.count > 0 && rows.length === 0 ? (
        <NoMatch libraryId={libraryId} view={view} />
      ) : null}
    </section>
  );
}
