import type { CType, Prototype, RecordType } from '../../contract/prototype.ts';
import type { DebugFunction, DebugInfo } from '../../dwarf/debug-info.ts';
import type { VirtualFunction } from '../../dwarf/virtual-functions.ts';
import { functionOf, isFunction } from '../known-prototypes.ts';
import { type ExportedSymbol, symbolAt } from '../symbol-rows.ts';
import type { ExportSide } from './export-side.ts';

/** How a function is called; its records are those of `ExportTypes`. */
export type FunctionShape = Omit<Prototype, 'records'>;

/** The types of chosen exports of one build, in the order of the choice; null where nothing is known. */
export interface ExportTypes {
  readonly functions: readonly (FunctionShape | null)[];
  readonly variables: readonly (CType | null)[];
  readonly records: readonly RecordType[];
  /** Of a record of the table. */
  readonly virtualFunctions: (record: number) => readonly VirtualFunction[];
  /** Names of base classes of a record of the table. */
  readonly virtualBases: (record: number) => readonly string[];
}

const perStep = 50;
/** Each is looked for in every unit; no library has as many. */
const variableLimit = 20_000;

/** Reads the types of the exports in these rows, in steps between which others may work. */
export function* readExportTypes(
  debug: DebugInfo,
  { columns }: ExportSide,
  rows: readonly number[],
): Generator<void, ExportTypes> {
  const types = debug.sharedTypes();
  const symbols = rows.map((row) => symbolAt(columns, row));
  const found = yield* functionsOf(debug, symbols);
  const functions: (FunctionShape | null)[] = [];
  for (const [index] of symbols.entries()) {
    functions.push(found[index]?.shapeIn(types) ?? null);
    if (index % perStep === perStep - 1) yield;
  }
  const variables: (CType | null)[] = [];
  let variableCount = 0;
  for (const [index, { address, name, type }] of symbols.entries()) {
    const isLookedFor = isVariable(name, type) && variableCount < variableLimit;
    if (isLookedFor) variableCount += 1;
    variables.push(isLookedFor ? debug.variableTypeIn(types, { address, symbol: name }) : null);
    if (isLookedFor || index % perStep === perStep - 1) yield;
  }
  const records = yield* types.recordSteps();
  return {
    functions,
    variables,
    records,
    virtualFunctions: (record) => types.virtualFunctions(record),
    virtualBases: (record) => types.virtualBases(record),
  };
}

/** Tables of virtual functions and typeinfo are in no source. */
function isVariable(name: string, type: string): boolean {
  return type === 'OBJECT' && !/^_Z[TG]/.test(name);
}

function* functionsOf(
  debug: DebugInfo,
  symbols: readonly ExportedSymbol[],
): Generator<void, readonly (DebugFunction | null)[]> {
  const wanted = symbols.flatMap((symbol, index) =>
    isFunction(symbol) && symbol.type !== 'IFUNC' ? [{ ...symbol, symbol: symbol.name, index }] : [],
  );
  const placed = yield* debug.functionsAt(wanted);
  const found: (DebugFunction | null)[] = symbols.map((symbol) =>
    symbol.type === 'IFUNC' ? functionOf(debug, symbol) : null,
  );
  for (const [order, { index }] of wanted.entries()) found[index] = placed[order] ?? null;
  return found;
}
