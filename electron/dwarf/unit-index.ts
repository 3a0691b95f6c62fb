import { role } from './abbreviations.ts';
import { DW_AT } from './constants.ts';
import type { Entries, Entry } from './entries.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { rangesOf } from './range-lists.ts';
import { type Scopes, ScopesBuilder } from './scopes.ts';
import type { Unit } from './units.ts';
import type { Values } from './values.ts';

/** Where the functions and variables of one unit are, and the scopes that give its names their first parts. */
export interface UnitIndex {
  readonly functions: PlacedEntries;
  readonly variables: PlacedEntries;
  readonly scopes: Scopes;
}

/** Entries with an address: position by position the address, in ascending order, and the entry's offset. */
export interface PlacedEntries {
  readonly addresses: Float64Array;
  readonly offsets: Uint32Array;
}

/** The offsets of the entries at an address, in their order. */
export function entriesAt({ addresses, offsets }: PlacedEntries, address: number): readonly number[] {
  let low = 0;
  let high = addresses.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((addresses[middle] ?? 0) < address) low = middle + 1;
    else high = middle;
  }
  const found: number[] = [];
  for (let at = low; addresses[at] === address; at += 1) found.push(offsets[at] ?? 0);
  return found;
}

class PlacedEntriesBuilder {
  readonly #addresses = new GrowingNumbers((length) => new Float64Array(length));
  readonly #offsets = new GrowingNumbers((length) => new Uint32Array(length));

  add(address: number, offset: number): void {
    this.#addresses.push(address);
    this.#offsets.push(offset);
  }

  finish(): PlacedEntries {
    const order = Array.from({ length: this.#addresses.length }, (_, index) => index).sort(
      (left, right) => this.#addresses.at(left) - this.#addresses.at(right),
    );
    return {
      addresses: Float64Array.from(order, (index) => this.#addresses.at(index)),
      offsets: Uint32Array.from(order, (index) => this.#offsets.at(index)),
    };
  }
}

/**
 * Walks once over what a unit declares outside of functions and classes. Functions at address 0 are what the linker
 * discarded.
 */
export function indexUnit(values: Values, unit: Unit): UnitIndex {
  const functions = new PlacedEntriesBuilder();
  const variables = new PlacedEntriesBuilder();
  const scopes = new ScopesBuilder();
  walkUnit(values.entries, unit, scopes, (entry) => {
    const { abbreviation, offset } = entry;
    if (abbreviation.role === role.function) {
      if (abbreviation.names.includes(DW_AT.ranges)) {
        for (const { start } of rangesOf(values, entry)) if (start !== 0) functions.add(start, offset);
      } else if (abbreviation.names.includes(DW_AT.low_pc)) {
        const address = values.address(entry, DW_AT.low_pc);
        if (address !== null && address !== 0) functions.add(address, offset);
      }
    } else if (abbreviation.role === role.variable && abbreviation.names.includes(DW_AT.location)) {
      const address = values.fixedLocation(entry);
      if (address !== null && address !== 0) variables.add(address, offset);
    }
  });
  return { functions: functions.finish(), variables: variables.finish(), scopes: scopes.finish() };
}

/**
 * Visits the entries that a unit and its namespaces hold, in their order, and notes scopes; what lies in functions and
 * classes is passed over. The entry given to `visit` is only good until it returns.
 */
export function walkUnit(
  entries: Entries,
  unit: Unit,
  scopes: ScopesBuilder,
  visit: (entry: Entry) => void,
): void {
  const root = entries.rootOf(unit);
  if (root === null || !root.abbreviation.hasChildren) return;
  const { cursor, budget } = entries;
  const table = entries.tableOf(unit);
  const entry = { unit, offset: 0, abbreviation: root.abbreviation, valuesAt: 0 };
  let at = entries.behindValues(root);
  let depth = 1;
  while (at >= 0 && at < unit.end && depth > 0 && budget.spend(1)) {
    cursor.at = at;
    const code = cursor.uleb();
    if (code === 0) {
      at = cursor.at;
      depth -= 1;
      if (depth > 0) scopes.leave(at);
      continue;
    }
    const abbreviation = table.get(code) ?? entries.abbreviation(unit, code);
    if (abbreviation === undefined) break;
    const valuesAt = cursor.at;
    const start = at;
    if (abbreviation.role !== role.none) {
      entry.offset = start;
      entry.abbreviation = abbreviation;
      entry.valuesAt = valuesAt;
      visit(entry);
    }
    if (abbreviation.role === role.scope && abbreviation.hasChildren) {
      scopes.enter(start);
      depth += 1;
      at = entries.behindValues(entry);
      continue;
    }
    at = entries.next(unit, abbreviation, valuesAt);
    if (abbreviation.hasChildren && abbreviation.role === role.record)
      scopes.add(start, at < 0 ? unit.end : at);
  }
  scopes.leaveAll(unit.end);
}
