import type { CType, SourceLocation, TypeWithRecords } from '../contract/prototype.ts';
import { role } from './abbreviations.ts';
import { AddressIndex } from './address-index.ts';
import { DW_AT, DW_TAG } from './constants.ts';
import { DebugFunction } from './debug-function.ts';
import type { DebugSections } from './debug-sections.ts';
import { type DebugVariables, debugVariables, type IsWritable } from './debug-variables.ts';
import { Definitions } from './definitions.ts';
import { Entries, type Entry } from './entries.ts';
import { Layouts } from './layouts.ts';
import { LineFiles } from './line-files.ts';
import { hashAt, NameHashes } from './name-hash.ts';
import { Names } from './names.ts';
import { ScopesBuilder } from './scopes.ts';
import { TypeClosure } from './type-closure.ts';
import { findType } from './type-lookup.ts';
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
  #namesWithoutCode: NameHashes | null = null;

  constructor(sections: DebugSections) {
    this.#entries = new Entries(sections);
    this.#values = new Values(this.#entries);
    const names = new Names(this.#values, (unit) => this.#indexOf(unit));
    const definitions = new Definitions(this.#values, names);
    const shapes = new TypeShapes(this.#values, definitions);
    const layouts = new Layouts(this.#values, names, shapes);
    const caches = { plainTypes: new Map(), outlineTypes: new Map() };
    this.#sources = { values: this.#values, names, definitions, shapes, layouts, ...caches };
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

  /**
   * The function whose code begins at the address, of several the one of that name; else an exported one of the name
   * that has no address: compilers fold functions of equal code into one.
   */
  functionAt(address: bigint, symbol: string): DebugFunction | null {
    const entry = this.#placed(address, symbol, 'functions') ?? this.#folded(symbol);
    return entry === null ? null : this.#functionOf(entry);
  }

  #folded(symbol: string): Entry | null {
    this.#namesWithoutCode ??= this.#indexFunctionNames((names) => !names.some(isPlace));
    return this.#among(this.#namesWithoutCode.find(symbol), symbol, (entry) =>
      this.#sources.names.chain(entry).some((origin) => this.#values.flag(origin, DW_AT.external)),
    );
  }

  /** The function of that name: as the symbol table has it, or as the source does. */
  functionNamed(symbol: string): DebugFunction | null {
    this.#functionNames ??= this.#indexFunctionNames(() => true);
    const entry = this.#among(this.#functionNames.find(symbol), symbol, () => true);
    return entry === null ? null : this.#functionOf(entry);
  }

  /**
   * The function of a symbol of the type STT_GNU_IFUNC, whose address is that of its resolver: one of the name, else what
   * the resolver's result points to.
   */
  indirectFunctionAt(address: bigint, symbol: string): DebugFunction | null {
    const named = this.functionNamed(symbol);
    if (named !== null) return named;
    const resolver = this.#placed(address, symbol, 'functions');
    const type = resolver === null ? null : this.#resultOf(resolver);
    if (resolver === null || type?.abbreviation.tag !== DW_TAG.pointer_type) return null;
    const offset = this.#values.reference(type, DW_AT.type);
    const entry = offset === null ? null : this.#sources.shapes.strip(offset);
    if (entry?.abbreviation.tag !== DW_TAG.subroutine_type) return null;
    return new DebugFunction(this.#sources, this.#lines, { entry, resolved: { name: symbol, resolver } });
  }

  #resultOf(entry: Entry): Entry | null {
    const { names, shapes } = this.#sources;
    for (const origin of names.chain(entry)) {
      const offset = this.#values.reference(origin, DW_AT.type);
      if (offset !== null) return shapes.strip(offset);
    }
    return null;
  }

  #among(offsets: readonly number[], symbol: string, isWanted: (entry: Entry) => boolean): Entry | null {
    for (const offset of offsets) {
      const entry = this.#entries.at(offset);
      if (entry !== null && this.#isNamed(entry, symbol) && isWanted(entry)) return entry;
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
    const types = new TypeClosure(this.#sources, { isOutline: false });
    const type = types.typeAt(this.#typeOf(entry));
    const location = this.#lines.locationOf(this.#sources.names.chain(entry));
    return { type: { type, records: types.records() }, location };
  }

  /** The type of the variable at the address, its records in the shared table of `types`; null when it is not found. */
  variableTypeIn(types: TypeClosure, { address, symbol }: WantedFunction): CType | null {
    const entry = this.#placed(address, symbol, 'variables');
    return entry === null || !this.#isNamed(entry, symbol) ? null : types.typeAt(this.#typeOf(entry));
  }

  /** All variables at addresses that are wanted, of each address one, in steps between which others may read. */
  variables(isWanted: IsWritable): Generator<void, DebugVariables> {
    return debugVariables(this.#sources, this.#lines, isWanted);
  }

  /** A table of types to be shared by many prototypes of this file. */
  sharedTypes(): TypeClosure {
    return new TypeClosure(this.#sources, { isOutline: false, isShared: true });
  }

  #typeOf(entry: Entry): number | null {
    const offsets = this.#sources.names
      .chain(entry)
      .map((origin) => this.#values.reference(origin, DW_AT.type));
    return offsets.find((offset) => offset !== null) ?? null;
  }

  /** A type by its name in the source: `size_t`, `struct point`, `geometry::Circle`; null when there is none. */
  typeNamed(name: string): TypeWithRecords | null {
    const entry = findType(this.#sources, name);
    if (entry === null) return null;
    const types = new TypeClosure(this.#sources, { isOutline: false });
    const type = types.typeAt(entry.offset);
    return { type, records: types.records() };
  }

  #functionOf(entry: Entry): DebugFunction {
    return new DebugFunction(this.#sources, this.#lines, { entry });
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
      const named = found.find((entry) => this.#isNamed(entry, symbol));
      const entry = named ?? found[0];
      if (entry !== undefined) return entry;
    }
    return null;
  }

  #isNamed(entry: Entry, symbol: string): boolean {
    const { names } = this.#sources;
    return (names.linkage(entry) ?? names.simple(entry)) === symbol;
  }

  #indexOf(unit: Unit): UnitIndex {
    const known = this.#indexes.get(unit.offset);
    if (known !== undefined) return known;
    const index = indexUnit(this.#values, unit);
    this.#indexes.set(unit.offset, index);
    return index;
  }

  #indexFunctionNames(isWanted: (attributes: readonly number[]) => boolean): NameHashes {
    const hashes = new NameHashes();
    for (const unit of this.#entries.units) {
      walkUnit(this.#entries, unit, new ScopesBuilder(), (entry) => {
        const { role: what, names } = entry.abbreviation;
        if (what !== role.function || !isWanted(names)) return;
        const place =
          this.#values.textPlace(entry, DW_AT.linkage_name) ?? this.#values.textPlace(entry, DW_AT.name);
        if (place !== null) hashes.add(hashAt(place.bytes, place.offset), entry.offset);
      });
    }
    return hashes;
  }
}

/** An attribute that says where a function's code is. */
function isPlace(attribute: number): boolean {
  return attribute === DW_AT.low_pc || attribute === DW_AT.ranges;
}
