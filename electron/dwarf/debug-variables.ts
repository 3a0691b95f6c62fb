import type { CType, RecordType, SourceLocation } from '../contract/prototype.ts';
import { DW_AT } from './constants.ts';
import type { LineFiles } from './line-files.ts';
import { type StaticVariable, staticVariables } from './static-variables.ts';
import { TypeClosure } from './type-closure.ts';
import type { TypeSources } from './type-sources.ts';

/** A variable with a place of its own, as the debug information has it. */
export interface PlacedVariable {
  /** With its namespaces and classes, or its function: `counter()::calls`. */
  readonly name: string;
  /** The same with the symbol of the function, by which overloads differ. */
  readonly exactName: string;
  readonly address: bigint;
  /** Then `address` is the offset in the thread's block. */
  readonly threadLocal: boolean;
  readonly type: CType;
  readonly location: SourceLocation | null;
}

export interface DebugVariables {
  readonly variables: readonly PlacedVariable[];
  /** Records by value; behind pointers they are known by name. */
  readonly records: readonly RecordType[];
}

/** Whether the variable at a link-time address is asked for. */
export type IsWritable = (address: bigint) => boolean;

const variablesPerStep = 200;

/** The thread-local variables and those at addresses that are wanted; what inlining repeats is given once. */
export function* debugVariables(
  sources: TypeSources,
  lines: LineFiles,
  isWanted: IsWritable,
): Generator<void, DebugVariables> {
  const found = new Map<string, StaticVariable>();
  yield* staticVariables(sources, (variable) => {
    const { address, threadLocal } = variable;
    const key = `${threadLocal ? 'thread' : ''}${address}`;
    if (!found.has(key) && (threadLocal || isWanted(BigInt(address)))) found.set(key, variable);
  });
  const types = new TypeClosure(sources, { isOutline: false, hops: 0 });
  const variables: PlacedVariable[] = [];
  for (const variable of found.values()) {
    const described = describedVariable(sources, lines, types, variable);
    if (described !== null) variables.push(described);
    if (variables.length % variablesPerStep === 0) yield;
  }
  return { variables, records: yield* types.recordSteps() };
}

function describedVariable(
  { values, names }: TypeSources,
  lines: LineFiles,
  types: TypeClosure,
  { entry, address, threadLocal, owner }: StaticVariable,
): PlacedVariable | null {
  const own = owner === null ? names.qualified(entry) : names.simple(entry);
  if (own === null) return null;
  const chain = names.chain(entry);
  const type = chain.map((origin) => values.reference(origin, DW_AT.type)).find((offset) => offset !== null);
  const outer = owner === null ? null : (names.qualified(owner) ?? '?');
  const exactOuter = owner === null ? null : (names.linkage(owner) ?? outer);
  return {
    name: outer === null ? own : `${outer}()::${own}`,
    exactName: exactOuter === null ? own : `${exactOuter}::${own}`,
    address: BigInt(address),
    threadLocal,
    type: types.typeAt(type ?? null),
    location: lines.locationOf(chain),
  };
}
