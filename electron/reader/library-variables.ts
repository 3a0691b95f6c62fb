import { basename } from 'node:path';
import type { SymbolColumns } from '../contract/library-model.ts';
import type { RecordType, TypeWithRecords } from '../contract/prototype.ts';
import {
  type GuardPlace,
  type LibraryVariable,
  type VariableList,
  variableLimit,
} from '../contract/variables.ts';
import { RecordTable } from '../ctypes/record-table.ts';
import { sizeOf } from '../ctypes/type-size.ts';
import type { PlacedVariable } from '../dwarf/debug-variables.ts';
import type { OpenSources } from './known-prototypes.ts';
import { type ExportedSymbol, symbolAt } from './symbol-rows.ts';

/** Names of what the compiler makes of classes, which no code writes: tables of virtual functions, type information. */
const constantPrefixes = ['_ZTV', '_ZTI', '_ZTS', '_ZTT', '_ZTC'] as const;
const guardPrefix = '_ZGV';
const rowsPerStep = 2000;

/** What the file itself tells of its variables. */
export interface WritableData {
  readonly isWritable: (address: bigint) => boolean;
  /** By the address of the variable that they guard. */
  readonly guards: ReadonlyMap<bigint, GuardPlace>;
}

/** Lists the writable variables of a build in steps, between which others may read. */
export function* listVariables(
  sources: OpenSources,
  { isWritable, guards }: WritableData,
): Generator<void, VariableList> {
  const known = sources.debug === null ? null : yield* sources.debug.variables(isWritable);
  const exports = yield* exportedVariables(sources.columns, isWritable);
  const records = known?.records ?? [];
  const debug = new Map((known?.variables ?? []).map((variable) => [placeKey(variable), variable]));
  const found: FoundVariable[] = [];
  for (const symbol of exports.values()) {
    found.push(fromExport(sources, symbol, debug.get(placeKey(symbol)) ?? null, records));
    debug.delete(placeKey(symbol));
  }
  for (const variable of debug.values()) {
    const size = sizeOf(variable.type, records);
    if (size !== null && size > 0) found.push(fromDebug(variable, records, size));
  }
  const listed = withUniqueKeys(found.sort(byName)).slice(0, variableLimit);
  const table = new RecordTable();
  const variables = listed.map((variable) => ({
    ...variable,
    type: variable.type && table.add(variable.type),
    guard: variable.threadLocal ? null : (guards.get(variable.offset) ?? null),
  }));
  const hasDebugInfo = sources.debug !== null;
  return { variables, records: table.records, total: found.length, hasDebugInfo };
}

/** A variable with the records of its own source. */
type FoundVariable = Omit<LibraryVariable, 'type' | 'guard'> & { readonly type: TypeWithRecords | null };

interface ExportedVariable extends ExportedSymbol {
  readonly size: number;
  readonly threadLocal: boolean;
}

/** Of several names at one place the first in the file's order; a name with a version only when it is the default one. */
function* exportedVariables(
  columns: SymbolColumns,
  isWritable: (address: bigint) => boolean,
): Generator<void, ReadonlyMap<string, ExportedVariable>> {
  const found = new Map<string, ExportedVariable>();
  for (let row = 0; row < columns.count; row += 1) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    const size = Number(columns.size[row] ?? 0n);
    const code = columns.type[row] ?? 0;
    if (size === 0 || !dataTypes.has(code)) continue;
    const symbol = { ...symbolAt(columns, row), size, threadLocal: code === STT_TLS };
    if (constantPrefixes.some((prefix) => symbol.name.startsWith(prefix))) continue;
    if (!symbol.threadLocal && !isWritable(symbol.address)) continue;
    const key = placeKey(symbol);
    if (!found.has(key)) found.set(key, symbol);
  }
  return found;
}

const STT_TLS = 6;
/** STT_OBJECT, STT_COMMON and STT_TLS (gABI, "Symbol Table"). */
const dataTypes: ReadonlySet<number> = new Set([1, 5, STT_TLS]);

function placeKey({ address, threadLocal }: Pick<PlacedVariable, 'address' | 'threadLocal'>): string {
  return `${threadLocal ? 'thread ' : ''}${address}`;
}

function fromExport(
  sources: OpenSources,
  { name, demangled, address, size, threadLocal }: ExportedVariable,
  known: PlacedVariable | null,
  records: readonly RecordType[],
): FoundVariable {
  const type = known === null ? declaredType(sources, name) : { type: known.type, records };
  // An export of one name and a variable of another size at its place are not the same.
  const fits = type !== null && sizeOf(type.type, type.records) === size;
  return {
    key: name,
    name: known?.name ?? demangled,
    symbol: name,
    kind: name.startsWith(guardPrefix) ? 'guard' : 'export',
    offset: address,
    size,
    type: fits ? type : null,
    location: known?.location ?? null,
    threadLocal,
  };
}

function declaredType({ headers }: OpenSources, symbol: string): TypeWithRecords | null {
  for (const { variables } of headers) {
    const declared = variables.get(symbol);
    if (declared !== undefined) return declared.type;
  }
  return null;
}

function fromDebug(
  { name, exactName, address, threadLocal, location, ...known }: PlacedVariable,
  records: readonly RecordType[],
  size: number,
): FoundVariable {
  const type = { type: known.type, records };
  const key = location === null ? exactName : `${basename(location.file)}:${exactName}`;
  return { key, name, symbol: null, kind: 'static', offset: address, size, type, location, threadLocal };
}

function byName(left: FoundVariable, right: FoundVariable): number {
  if (left.name !== right.name) return left.name < right.name ? -1 : 1;
  return left.offset < right.offset ? -1 : 1;
}

/** Two files of one name may each have a static variable of one name; their order tells them apart. */
function withUniqueKeys(variables: readonly FoundVariable[]): readonly FoundVariable[] {
  const seen = new Map<string, number>();
  return variables.map((variable) => {
    const count = (seen.get(variable.key) ?? 0) + 1;
    seen.set(variable.key, count);
    return count === 1 ? variable : { ...variable, key: `${variable.key} (${count})` };
  });
}
