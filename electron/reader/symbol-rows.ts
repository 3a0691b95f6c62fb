import { isAscii } from 'node:buffer';
import { type StringColumn, type SymbolColumns, symbolTypeName } from '../contract/library-model.ts';

/** One export as the sources of prototypes need it. */
export interface ExportedSymbol {
  readonly name: string;
  readonly demangled: string;
  /** st_value. */
  readonly address: bigint;
  /** `FUNC`, `OBJECT`, `IFUNC`, … */
  readonly type: string;
}

const decoder = new TextDecoder();

/** The string of one row; bytes that are not UTF-8 become U+FFFD. */
export function textAt({ bytes, offsets }: StringColumn, row: number): string {
  return decoder.decode(bytes.subarray(offsets[row], offsets[row + 1]));
}

/** Gives the strings of a column by row, for whoever needs most of them: the bytes are decoded at once where that is right. */
export function textReader(column: StringColumn): (row: number) => string {
  const { bytes, offsets } = column;
  if (!isAscii(bytes)) return (row) => textAt(column, row);
  const whole = decoder.decode(bytes);
  return (row) => whole.slice(offsets[row], offsets[row + 1]);
}

/** One row of a table of exports. */
export function symbolAt(columns: SymbolColumns, row: number): ExportedSymbol {
  const section = columns.sectionNames[columns.section[row] ?? 0] ?? '';
  return {
    name: textAt(columns.name, row),
    demangled: textAt(columns.demangled, row),
    address: columns.value[row] ?? 0n,
    type: symbolTypeName(columns.type[row] ?? 0, section),
  };
}

/** The export of that name, the default version first; null when there is none. */
export function symbolNamed(columns: SymbolColumns, name: string): ExportedSymbol | null {
  const wanted = new TextEncoder().encode(name);
  let found = -1;
  for (let row = 0; row < columns.count; row += 1) {
    if (!isText(columns.name, row, wanted)) continue;
    if (found < 0 || columns.defaultVersion[row] === 1) found = row;
  }
  return found < 0 ? null : symbolAt(columns, found);
}

function isText({ bytes, offsets }: StringColumn, row: number, wanted: Uint8Array): boolean {
  const start = offsets[row] ?? 0;
  if ((offsets[row + 1] ?? 0) - start !== wanted.length) return false;
  return wanted.every((byte, index) => bytes[start + index] === byte);
}
