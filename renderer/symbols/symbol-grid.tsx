import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { SymbolTableName } from '../../electron/contract/library-model.ts';
import { sendToPart } from '../state/commands.ts';
import { selectSymbol } from '../state/intents.ts';
import type { SymbolSort } from '../state/page-state.ts';
import { useSelector } from '../state/store.ts';
import { useCommand } from '../state/use-command.ts';
import type { BuildMarker } from './build-markers.ts';
import { GridHeader } from './grid-header.tsx';
import { positionAfterKey } from './grid-keys.ts';
import { GridRow } from './grid-row.tsx';
import { type Signatures, signatureAt } from './signatures.ts';
import { findRow, rowAt, type SymbolTable } from './symbol-table.ts';

const rowHeight = 27;
const headerHeight = 29;

/**
 * The symbols as a grid of which only what is in view exists; one row is selected, by name. Remembers its last
 * picture, so that typing in the filter or in the form does not draw it again.
 */
export const SymbolGrid = memo(function SymbolGrid({
  libraryId,
  tableName,
  sort,
  symbolVersion,
  table,
  rows,
  selected,
  markers,
  signatures,
  symbolsVersion,
}: {
  readonly libraryId: string;
  readonly tableName: SymbolTableName;
  readonly sort: SymbolSort;
  /** Tells rows of the selected name apart. */
  readonly symbolVersion: string | null;
  readonly table: SymbolTable;
  readonly rows: Uint32Array;
  readonly selected: string | null;
  readonly markers: ReadonlyMap<string, BuildMarker>;
  /** Null while they are on their way, and for imports. */
  readonly signatures: Signatures | null;
  /** Of `table`. */
  readonly symbolsVersion: number;
}): ReactNode {
  const demangle = useSelector((state) => state.snapshot?.settings.demangle ?? true);
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // The sticky header takes this much of the frame away.
    scrollPaddingEnd: headerHeight,
  });
  // Scrolling renders again and again; finding a name goes through all of them.
  const selectedRow = useMemo(
    () => (selected === null ? -1 : findRow(table, selected, symbolVersion)),
    [table, selected, symbolVersion],
  );
  const position = useMemo(() => (selectedRow === -1 ? -1 : rows.indexOf(selectedRow)), [rows, selectedRow]);
  useEffect(() => {
    if (position !== -1) virtualizer.scrollToIndex(position, { align: 'auto' });
  }, [position, virtualizer]);
  const choose = (at: number) => {
    const symbol = rowAt(table, rows[at] ?? 0);
    selectSymbol(libraryId, symbol.name, symbol.version);
  };
  useCommand('focus-grid', () => {
    frame.current?.focus();
    if (position === -1 && rows.length > 0) choose(0);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== frame.current) return;
    if (event.key === 'Enter' && !event.ctrlKey && position !== -1) {
      event.preventDefault();
      return sendToPart('focus-form');
    }
    const page = Math.max(1, Math.floor(((frame.current?.clientHeight ?? 0) - headerHeight) / rowHeight) - 1);
    const next = positionAfterKey(event, { position, count: rows.length, page });
    if (next === null) return;
    event.preventDefault();
    choose(next);
  };
  return (
    <div
      ref={frame}
      className={`grid ${table.columns.version.bytes.length === 0 ? 'unversioned' : ''}`}
      role="grid"
      aria-label={tableName === 'exports' ? 'Exported symbols' : 'Imported symbols'}
      aria-rowcount={rows.length}
      aria-activedescendant={position === -1 ? undefined : rowId(libraryId, position)}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <GridHeader libraryId={libraryId} sort={sort} />
      <div role="rowgroup" className="grid-body" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index] ?? 0;
          const symbol = rowAt(table, row);
          return (
            <GridRow
              key={item.key}
              id={rowId(libraryId, item.index)}
              index={item.index}
              top={item.start}
              symbol={symbol}
              demangle={demangle}
              signature={signatureAt(signatures, symbolsVersion, row)}
              selected={row === selectedRow}
              marker={markers.get(symbol.name) ?? null}
              onChoose={() => choose(item.index)}
            />
          );
        })}
      </div>
    </div>
  );
});

function rowId(libraryId: string, index: number): string {
  return `symbol-${libraryId}-${index}`;
}
