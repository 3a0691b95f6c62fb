import { useMemo } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { viewOf } from '../state/page-state.ts';
import { useSelector } from '../state/store.ts';
import { type SymbolSource, useSymbolTable } from './symbol-source.ts';
import { findRow, rowAt, type SymbolRow, type SymbolTable } from './symbol-table.ts';

/** The chosen name and what is known of it. */
export type SelectedSymbol =
  /** Nothing is chosen: the prototype's name decides. */
  | { readonly kind: 'by-name' }
  /** The tables are still on their way. */
  | { readonly kind: 'looking'; readonly name: string }
  | { readonly kind: 'absent'; readonly name: string }
  | { readonly kind: 'export' | 'import'; readonly name: string; readonly row: SymbolRow };

/** Looks the chosen name up in the exports, and in the imports when those are in view. */
export function useSelectedSymbol(library: LibraryState, name: string | null): SelectedSymbol {
  const view = useSelector((state) => viewOf(state, library.id));
  const exports = useSymbolTable(library.id, 'exports', library.symbolsVersion);
  const shown = useSymbolTable(library.id, view.table, library.symbolsVersion);
  const { symbolVersion } = view;
  return useMemo(
    () => lookUp(name, { exports, shown: shown.table, version: symbolVersion }),
    [name, exports, shown.table, symbolVersion],
  );
}

interface Tables {
  readonly exports: SymbolSource;
  readonly shown: SymbolTable | null;
  readonly version: string | null;
}

function lookUp(name: string | null, { exports, shown, version }: Tables): SelectedSymbol {
  if (name === null) return { kind: 'by-name' };
  if (exports.table === null) return { kind: exports.failure === null ? 'looking' : 'absent', name };
  const exported = findRow(exports.table, name, version);
  if (exported !== -1) return { kind: 'export', name, row: rowAt(exports.table, exported) };
  const imported = shown === null ? -1 : findRow(shown, name, version);
  if (imported !== -1 && shown !== null) return { kind: 'import', name, row: rowAt(shown, imported) };
  return { kind: 'absent', name };
}
