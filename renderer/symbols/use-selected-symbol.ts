import type { LibraryState } from '../../electron/contract/session-state.ts';
import { viewOf } from '../state/page-state.ts';
import { useSelector } from '../state/store.ts';
import { useSymbolTable } from './symbol-source.ts';
import { findRow, rowAt, type SymbolRow } from './symbol-table.ts';

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
  if (name === null) return { kind: 'by-name' };
  if (exports.table === null) return { kind: exports.failure === null ? 'looking' : 'absent', name };
  const row = findRow(exports.table, name, view.symbolVersion);
  if (row !== -1) return { kind: 'export', name, row: rowAt(exports.table, row) };
  const imported = shown.table === null ? -1 : findRow(shown.table, name, view.symbolVersion);
  if (imported !== -1 && shown.table !== null) {
    return { kind: 'import', name, row: rowAt(shown.table, imported) };
  }
  return { kind: 'absent', name };
}
