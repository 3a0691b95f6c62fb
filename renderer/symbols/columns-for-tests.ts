import type { StringColumn, SymbolColumns } from '../../electron/contract/library-model.ts';
import { prepareTable, type SymbolTable } from './symbol-table.ts';

export interface TestSymbol {
  readonly name: string;
  readonly demangled?: string;
  readonly version?: string;
  readonly defaultVersion?: boolean;
  readonly value?: bigint;
  readonly size?: bigint;
  readonly type?: number;
}

/** A table of the given symbols, as the reader would send it. */
export function tableOf(symbols: readonly TestSymbol[]): SymbolTable {
  const demangled = symbols.map((symbol) => symbol.demangled ?? symbol.name);
  const order = symbols.map((_, row) => row).sort((a, b) => compareTexts(demangled[a], demangled[b]));
  const columns: SymbolColumns = {
    count: symbols.length,
    name: stringColumn(symbols.map((symbol) => symbol.name)),
    demangled: stringColumn(demangled),
    version: stringColumn(symbols.map((symbol) => symbol.version ?? '')),
    value: BigUint64Array.from(symbols, (symbol) => symbol.value ?? 0n),
    size: BigUint64Array.from(symbols, (symbol) => symbol.size ?? 0n),
    type: Uint8Array.from(symbols, (symbol) => symbol.type ?? 2),
    bind: Uint8Array.from(symbols, () => 1),
    visibility: Uint8Array.from(symbols, () => 0),
    defaultVersion: Uint8Array.from(symbols, (symbol) => (symbol.defaultVersion === true ? 1 : 0)),
    section: new Uint32Array(symbols.length),
    sectionNames: ['.text'],
    byName: Uint32Array.from(order),
  };
  return prepareTable(columns);
}

function compareTexts(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function stringColumn(texts: readonly string[]): StringColumn {
  const encoder = new TextEncoder();
  const parts = texts.map((text) => encoder.encode(text));
  const offsets = new Uint32Array(parts.length + 1);
  parts.forEach((part, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + part.length;
  });
  const bytes = new Uint8Array(offsets.at(-1) ?? 0);
  parts.forEach((part, index) => {
    bytes.set(part, offsets[index]);
  });
  return { bytes, offsets };
}
