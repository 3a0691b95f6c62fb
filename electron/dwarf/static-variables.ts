import { DW_AT, DW_TAG } from './constants.ts';
import type { Entry } from './entries.ts';
import type { TypeSources } from './type-sources.ts';
import type { Unit } from './units.ts';

/** A variable that has a place of its own for as long as its file is loaded: global, static, or of each thread. */
export interface StaticVariable {
  readonly entry: Entry;
  /** Link-time address; of a thread-local one the offset in the thread's block. */
  readonly address: number;
  readonly threadLocal: boolean;
  /** The function that it is a static variable of, also one that was inlined; null for one outside of functions. */
  readonly owner: Entry | null;
}

/** Where a walk over a unit goes in: variables of classes are defined outside of them. */
const blocks: ReadonlySet<number> = new Set([
  DW_TAG.namespace,
  DW_TAG.module,
  DW_TAG.subprogram,
  DW_TAG.lexical_block,
  DW_TAG.inlined_subroutine,
]);
const functions: ReadonlySet<number> = new Set([DW_TAG.subprogram, DW_TAG.inlined_subroutine]);

/** Entries between two steps: a unit can be as large as a library. */
const entriesPerStep = 2000;

/** Visits all static variables of all units, with steps between which others may read. */
export function* staticVariables(
  { values }: Pick<TypeSources, 'values'>,
  visit: (variable: StaticVariable) => void,
): Generator<void, void> {
  for (const unit of values.entries.units) {
    if (unit.kind === 'compile') yield* variablesOfUnit({ values }, unit, visit);
    yield;
  }
}

/** The function around each open block, innermost last. */
type Owners = (Entry | null)[];

function* variablesOfUnit(
  { values }: Pick<TypeSources, 'values'>,
  unit: Unit,
  visit: (variable: StaticVariable) => void,
): Generator<void, void> {
  const { entries } = values;
  const root = entries.rootOf(unit);
  if (root === null || !root.abbreviation.hasChildren) return;
  const owners: Owners = [null];
  let at = entries.behindValues(root);
  for (let count = 1; at >= 0 && at < unit.end && owners.length > 0; count += 1) {
    if (!entries.budget.spend(1)) return;
    if (count % entriesPerStep === 0) yield;
    entries.cursor.at = at;
    const code = entries.cursor.uleb();
    if (code === 0) {
      at = entries.cursor.at;
      owners.pop();
      continue;
    }
    const abbreviation = entries.abbreviation(unit, code);
    if (abbreviation === undefined) return;
    const entry: Entry = { unit, offset: at, abbreviation, valuesAt: entries.cursor.at };
    const owner = owners.at(-1) ?? null;
    if (abbreviation.tag === DW_TAG.variable && abbreviation.names.includes(DW_AT.location)) {
      const variable = placed({ values }, entry, owner);
      if (variable !== null) visit(variable);
    }
    if (abbreviation.hasChildren && blocks.has(abbreviation.tag)) {
      owners.push(functions.has(abbreviation.tag) ? entry : owner);
      at = entries.behindValues(entry);
    } else at = entries.next(unit, abbreviation, entry.valuesAt);
  }
}

function placed(
  { values }: Pick<TypeSources, 'values'>,
  entry: Entry,
  owner: Entry | null,
): StaticVariable | null {
  const address = values.fixedLocation(entry);
  if (address !== null) return address === 0 ? null : { entry, address, threadLocal: false, owner };
  const offset = values.threadLocalOffset(entry);
  return offset === null ? null : { entry, address: offset, threadLocal: true, owner };
}
