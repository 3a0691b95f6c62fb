import { type Outcome, succeed } from '../contract/failure.ts';
import { type StringColumn, type SymbolColumns, symbolTypeName } from '../contract/library-model.ts';
import type { ReaderClient } from '../contract/reader-protocol.ts';

/** What the export table says of a name. */
export interface SymbolFacts {
  /** `FUNC`, `OBJECT`, …; null when the library does not export the name itself. */
  readonly type: string | null;
  /** Exports that demangle to a function of that name: at most `namesakeLimit`. */
  readonly namesakes: readonly { readonly name: string; readonly demangled: string }[];
}

const namesakeLimit = 4;
const decoder = new TextDecoder();

function textAt(column: StringColumn, row: number): string {
  return decoder.decode(column.bytes.subarray(column.offsets[row], column.offsets[row + 1]));
}

/** The last row that begins at or before the byte. */
function rowAtByte(column: StringColumn, byte: number): number {
  let low = 0;
  let high = column.offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((column.offsets[middle] ?? 0) <= byte) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Rows of the column that begin with the bytes, in file order; searches the blob as a whole instead of row by row. */
function* rowsBeginningWith(column: StringColumn, prefix: Buffer): Generator<number> {
  // The empty text is found everywhere, for ever.
  if (prefix.length === 0) return;
  const blob = Buffer.from(column.bytes.buffer, column.bytes.byteOffset, column.bytes.byteLength);
  for (let at = blob.indexOf(prefix); at !== -1; at = blob.indexOf(prefix, at + 1)) {
    const row = rowAtByte(column, at);
    const end = column.offsets[row + 1] ?? 0;
    if (column.offsets[row] === at && at + prefix.length <= end) yield row;
  }
}

/** Looks a name up in a table of exports. */
export function findSymbol(columns: SymbolColumns, name: string): SymbolFacts {
  let type: string | null = null;
  for (const row of rowsBeginningWith(columns.name, Buffer.from(name))) {
    if (textAt(columns.name, row) !== name) continue;
    const section = columns.sectionNames[columns.section[row] ?? 0] ?? '';
    type = symbolTypeName(columns.type[row] ?? 0, section);
    break;
  }
  const namesakes: { name: string; demangled: string }[] = [];
  for (const row of rowsBeginningWith(columns.demangled, Buffer.from(`${name}(`))) {
    namesakes.push({ name: textAt(columns.name, row), demangled: textAt(columns.demangled, row) });
    if (namesakes.length === namesakeLimit) break;
  }
  return { type, namesakes };
}

/** So many answers are kept for one build. */
const keptLimit = 256;

/** Makes the function that looks names up in the exports of a file that does not change, and keeps its answers. */
export function createSymbolLookup(
  reader: Pick<ReaderClient, 'symbols'>,
): (file: string, name: string) => Promise<Outcome<SymbolFacts>> {
  let kept = { file: '', answers: new Map<string, SymbolFacts>() };
  return async (file, name) => {
    if (kept.file !== file || kept.answers.size >= keptLimit) kept = { file, answers: new Map() };
    const { answers } = kept;
    const known = answers.get(name);
    if (known !== undefined) return succeed(known);
    const columns = await reader.symbols({ path: file, table: 'exports' });
    if (!columns.ok) return columns;
    const facts = findSymbol(columns.value, name);
    answers.set(name, facts);
    return succeed(facts);
  };
}
