import type { SourceLocation, TypeWithRecords } from '../contract/prototype.ts';
import { role } from './abbreviations.ts';
import { AddressIndex } from './address-index.ts';
import { DW_AT, DW_TAG } from './constants.ts';
import { DebugFunction } from './debug-function.ts';
import type { DebugSections } from './debug-sections.ts';
import { Definitions } from './definitions.ts';
import { Entries, type Entry } from './entries.ts';
import { Layouts } from './layouts.ts';
import { LineFiles } from './line-files.ts';
import { hashAt, NameHashes } from './name-hash.ts';
import { Names } from './names.ts';
import { ScopesBuilder } from './scopes.ts';
import { TypeClosure } from './type-closure.ts';
import { TypeShapes } from './type-shapes.ts';
import type { TypeSources } from './type-sources.ts';
import { entriesAt, indexUnit, type UnitIndex, walkUnit } from './unit-index.ts';
import type { Unit } from './units.ts';
import { Values } from './values.ts';

export type { DebugFunction };

/** A function to look for: st_value and the name of its symbol. */
export interface WantedFunction {
  readonly address: bigint;
  readonly symbol: string;
}

/** A variable of the debug information. */
export interface DebugVariable {
  readonly type: TypeWithRecords;
  readonly location: SourceLocation | null;
}

/** Opens the debug information of one file. Total: what is damaged is one of `diagnostics`, and the rest works. */
export function openDebugInfo(sections: DebugSections): DebugInfo {
  return new DebugInfo(sections);
}

/**
 * Prototypes and types of one file (DWARF 2 to 5). Nothing is read before it is asked for: a function costs the walk over
 * the one unit that holds its address.
 */
export class DebugInfo {
  readonly #entries: Entries;
  readonly #values: Values;
  readonly #sources: TypeSources;
  readonly #lines: LineFiles;
  readonly #indexes = new Map<number, UnitIndex>();
  #addresses: AddressIndex | null = null;
  #functionNames: NameHashes | null = null;

  constructor(sections: DebugSections) {
    this.#entries = new Entries(sections);
    this.#values = new Values(this.#entries);
    const names = new Names(this.#values, (unit) => this.#indexOf(unit));
    const definitions = new Definitions(this.#values, names);
    const shapes = new TypeShapes(this.#values, definitions);
    const layouts = new Layouts(this.#values, names, shapes);
    this.#sources = { values: this.#values, names, definitions, shapes, layouts, plainTypes: new Map() };
    this.#lines = new LineFiles(this.#values);
    // The first unit tells whether the rest is in files of its own, which is worth knowing before anything is missed.
    const [first] = this.#entries.units;
    if (first !== undefined) this.#values.factsOf(first);
  }

  /** `DWARF 5, 12 units`. */
  get summary(): string {
    const { units } = this.#entries;
    const versions = [...new Set(units.map(({ version }) => version))].sort((left, right) => left - right);
    const count = units.length === 1 ? '1 unit' : `${units.length} units`;
    return `DWARF ${versions.join(' and ') || 'of no version'}, ${count}`;
  }

  /** What was not read or makes no sense, a sentence each, at most 50; grows while reading. */
  get diagnostics(): readonly string[] {
    return this.#entries.problems.list();
  }

  /** The function whose code begins at the address, of several the one of that name; else one of the name. */
  functionAt(address: bigint, symbol: string): DebugFunction | null {
    const entry = this.#placed(address, symbol, 'functions');
    return entry === null ? this.functionNamed(symbol) : this.#functionOf(entry);
  }

  /** The function of that name: as the symbol table has it, or as the source does. */
  functionNamed(symbol: string): DebugFunction | null {
    this.#functionNames ??= this.#indexFunctionNames();
    const { names } = this.#sources;
    for (const offset of this.#functionNames.find(symbol)) {
      const entry = this.#entries.at(offset);
      if (entry !== null && this.#isNamed(entry, symbol, names)) return this.#functionOf(entry);
    }
    return null;
  }

  /**
   * The functions that begin at the addresses, in the order of `wanted`; null for one that is not found. Between units
   * it yields, so that other work can be done.
   */
  *functionsAt(wanted: readonly WantedFunction[]): Generator<void, readonly (DebugFunction | null)[]> {
    const found: (DebugFunction | null)[] = Array.from({ length: wanted.length }, () => null);
    const order = wanted
      .map(({ address }, index) => ({ index, unit: this.#unitAt(address)?.offset ?? -1 }))
      .sort((left, right) => left.unit - right.unit);
    let last = -1;
    for (const { index, unit } of order) {
      if (unit !== last) yield;
      last = unit;
      const one = wanted[index];
      if (one !== undefined) found[index] = this.functionAt(one.address, one.symbol);
    }
    return found;
  }

  /** The variable at the address, of several the one of that name. */
  variableAt(address: bigint, symbol: string): DebugVariable | null {
    const entry = this.#placed(address, symbol, 'variables');
    if (entry === null) return null;
    const chain = this.#sources.names.chain(entry);
    const types = new TypeClosure(this.#sources, { isOutline: false });
    const offset = chain
      .map((origin) => this.#values.reference(origin, DW_AT.type))
      .find((type) => type !== null);
    const type = types.typeAt(offset ?? null);
    return { type: { type, records: types.records() }, location: this.#lines.locationOf(chain) };
  }

  /** A type by its name in the source: `size_t`, `struct point`, `geometry::Circle`; null when there is none. */
  typeNamed(name: string): TypeWithRecords | null {
    const match = /^\s*(struct|union|class|enum)\s+(.+?)\s*$/.exec(name);
    const wanted = (match?.[2] ?? name).trim();
    const entry = this.#typeEntry(wanted, match?.[1] ?? null);
    if (entry === null) return null;
    const types = new TypeClosure(this.#sources, { isOutline: false });
    const type = types.typeAt(entry.offset);
    return { type, records: types.records() };
  }

  #typeEntry(name: string, keyword: string | null): Entry | null {
    const { definitions } = this.#sources;
    return (
      this.#chosen(definitions.named(name), keyword) ??
      this.#chosen(definitions.namedAlike(name), keyword) ??
      this.#chosen(definitions.declared(name), keyword)
    );
  }

  #chosen(named: readonly Entry[], keyword: string | null): Entry | null {
    const found = named.find((entry) => this.#isOfKeyword(entry, keyword));
    // People leave the keyword out; where the name means nothing else it is clear what they mean.
    return found ?? (keyword === null ? named[0] : undefined) ?? null;
  }

  /** C's tags are names of their own: `point` alone is no struct there. */
  #isOfKeyword(entry: Entry, keyword: string | null): boolean {
    const { role: what, tag } = entry.abbreviation;
    const isTagged = what === role.record || what === role.enumeration;
    if (keyword === null) return !isTagged || this.#sources.names.style(entry.unit) !== 'c';
    if (keyword === 'enum') return what === role.enumeration;
    if (keyword === 'union') return tag === DW_TAG.union_type;
    return what === role.record && tag !== DW_TAG.union_type;
  }

  #functionOf(entry: Entry): DebugFunction {
    return new DebugFunction(this.#sources, this.#lines, entry);
  }

  #unitAt(address: bigint): Unit | null {
    this.#addresses ??= new AddressIndex(this.#values);
    return this.#addresses.unitAt(Number(address));
  }

  #placed(address: bigint, symbol: string, what: 'functions' | 'variables'): Entry | null {
    const number = Number(address);
    if (number === 0) return null;
    const units = what === 'functions' ? [this.#unitAt(address)] : this.#entries.units;
    for (const unit of units) {
      if (unit === null || unit.kind !== 'compile') continue;
      const found = entriesAt(this.#indexOf(unit)[what], number).flatMap(
        (offset) => this.#entries.at(offset) ?? [],
      );
      const named = found.find((entry) => this.#isNamed(entry, symbol, this.#sources.names));
      const entry = named ?? found[0];
      if (entry !== undefined) return entry;
    }
    return null;
  }

  #isNamed(entry: Entry, symbol: string, names: Names): boolean {
    return (names.linkage(entry) ?? names.simple(entry)) === symbol;
  }

  #indexOf(unit: Unit): UnitIndex {
    const known = this.#indexes.get(unit.offset);
    if (known !== undefined) return known;
    const index = indexUnit(this.#values, unit);
    this.#indexes.set(unit.offset, index);
    return index;
  }

  #indexFunctionNames(): NameHashes {
    const hashes = new NameHashes();
    for (const unit of this.#entries.units) {
      walkUnit(this.#entries, unit, new ScopesBuilder(), (entry) => {
        if (entry.abbreviation.role !== role.function) return;
        const place =
          this.#values.textPlace(entry, DW_AT.linkage_name) ?? this.#values.textPlace(entry, DW_AT.name);
        if (place !== null) hashes.add(hashAt(place.bytes, place.offset), entry.offset);
      });
    }
    return hashes;
  }
}
