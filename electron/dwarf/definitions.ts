import { role } from './abbreviations.ts';
import { canonicalName } from './canonical-name.ts';
import { DW_AT } from './constants.ts';
import type { Entry } from './entries.ts';
import { hashAt, isTemplateName, leftBracket, NameHashes } from './name-hash.ts';
import type { Names } from './names.ts';
import { lastPart, scopePart } from './qualified-name.ts';
import { ScopesBuilder } from './scopes.ts';
import { walkUnit } from './unit-index.ts';
import type { TextPlace, Values } from './values.ts';

/** Classes in classes: no code nests as deep. */
const scopeLimit = 64;
/** A class in a header is in every unit that includes it. */
const ownerLimit = 2000;
/** Names that were asked for: types refer to the same few again and again. */
const nameLimit = 50_000;

/** Where types are defined, by name: for names that are typed, and for declarations whose definition is in another unit. */
export class Definitions {
  readonly #values: Values;
  readonly #names: Names;
  readonly #resolved = new Map<number, Entry>();
  readonly #byName = new Map<string, readonly Entry[]>();
  #hashes: NameHashes | null = null;
  #templates: NameHashes | null = null;
  #declarations: NameHashes | null = null;

  constructor(values: Values, names: Names) {
    this.#values = values;
    this.#names = names;
  }

  /** The definition of a type that is only declared here (DWARF 5, 5.7.1); the entry itself where there is none. */
  definitionOf(entry: Entry): Entry {
    const { abbreviation } = entry;
    if (abbreviation.role !== role.record && abbreviation.role !== role.enumeration) return entry;
    if (
      !this.#values.entries.has(entry, DW_AT.declaration) &&
      !this.#values.entries.has(entry, DW_AT.signature)
    ) {
      return entry;
    }
    const known = this.#resolved.get(entry.offset);
    if (known !== undefined) return known;
    const inUnit = this.inTypeUnit(entry);
    const definition = inUnit === entry ? (this.#ofName(entry) ?? entry) : inUnit;
    this.#resolved.set(entry.offset, definition);
    return definition;
  }

  /** The definition in a type unit that a declaration refers to; the entry itself where it refers to none. */
  inTypeUnit(entry: Entry): Entry {
    const offset = this.#values.reference(entry, DW_AT.signature);
    return offset === null ? entry : (this.#values.entries.at(offset) ?? entry);
  }

  #ofName(entry: Entry): Entry | null {
    if (!this.#values.flag(entry, DW_AT.declaration)) return null;
    const name = this.#names.qualified(entry);
    if (name === null) return null;
    const { role: wanted } = entry.abbreviation;
    const [first, ...others] = this.named(name).filter(({ abbreviation }) => abbreviation.role === wanted);
    const sizeOf = (one: Entry) => this.#values.number(one, DW_AT.byte_size);
    // C units may mean different structs by one name; which one is meant here nobody can tell.
    if (first === undefined || others.some((other) => sizeOf(other) !== sizeOf(first))) return null;
    return first;
  }

  /** Types of that whole name, declarations left out, in the order of the file; also those inside of classes. */
  named(name: string, level = 0): readonly Entry[] {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    this.#hashes ??= this.#index('definitions');
    const outside = this.#among(this.#hashes.find(lastPart(name)), (whole) => whole === name);
    const found = outside.length > 0 ? outside : this.#nested(name, level);
    if (this.#byName.size < nameLimit) this.#byName.set(name, found);
    return found;
  }

  /** Every unit has a class with its own choice of what is inside: one has the definition where others only declare. */
  #nested(name: string, level: number): readonly Entry[] {
    return this.#insideOf(name, level).filter((entry) => !this.#values.flag(entry, DW_AT.declaration));
  }

  /** A class that is only declared may still hold the types inside it that are used, or that are in type units. */
  #owners(scope: string, level: number): readonly Entry[] {
    const exact = this.named(scope, level);
    const defined = exact.length > 0 ? exact : this.namedAlike(scope);
    return [...defined, ...this.declared(scope, level)];
  }

  #insideOf(name: string, level: number): readonly Entry[] {
    const scope = level < scopeLimit ? scopePart(name) : null;
    if (scope === null) return [];
    const owners = this.#owners(scope, level + 1);
    const simple = canonicalName(lastPart(name));
    return owners
      .filter(({ abbreviation }) => abbreviation.role === role.record)
      .slice(0, ownerLimit)
      .flatMap((owner) => this.#values.entries.children(owner, () => true))
      .filter((entry) => {
        const own = isType(entry) ? this.#names.simple(entry) : null;
        return own !== null && canonicalName(own) === simple;
      });
  }

  /** The same for a name whose template arguments may be spelled in another way than the compiler's. */
  namedAlike(name: string): readonly Entry[] {
    const bracket = name.indexOf('<');
    if (bracket < 0) return [];
    this.#templates ??= this.#index('templates');
    const wanted = canonicalName(name);
    const template = lastPart(name).replace(/<.*$/s, '');
    return this.#among(this.#templates.find(template), (whole) => canonicalName(whole) === wanted);
  }

  /** Types of that whole name that the file only declares. */
  declared(name: string, level = 0): readonly Entry[] {
    this.#declarations ??= this.#index('declarations');
    const outside = this.#among(this.#declarations.find(lastPart(name)), (whole) => whole === name);
    return outside.length > 0 ? outside : this.#insideOf(name, level);
  }

  #among(offsets: readonly number[], isWanted: (name: string) => boolean): readonly Entry[] {
    return offsets.flatMap((offset) => {
      const entry = this.#values.entries.at(offset);
      const name = entry === null ? null : this.#names.qualified(entry);
      return entry !== null && name !== null && isWanted(name) ? [entry] : [];
    });
  }

  /** By their simple names; of templates alone, by what stands before the arguments. */
  #index(which: 'definitions' | 'templates' | 'declarations'): NameHashes {
    const hashes = new NameHashes();
    const { entries } = this.#values;
    for (const unit of entries.units) {
      walkUnit(entries, unit, new ScopesBuilder(), (entry) => {
        const { role: what, names } = entry.abbreviation;
        if (what !== role.record && what !== role.enumeration && what !== role.type) return;
        if (names.includes(DW_AT.declaration) !== (which === 'declarations')) return;
        const place = this.#values.textPlace(entry, DW_AT.name) ?? this.#placeOfDeclared(entry);
        if (place === null) return;
        if (which !== 'templates') hashes.add(hashAt(place.bytes, place.offset), entry.offset);
        else if (isTemplateName(place)) {
          hashes.add(hashAt(place.bytes, place.offset, leftBracket), entry.offset);
        }
      });
    }
    return hashes;
  }

  /** A class that is declared in another one and defined outside has its name there (DWARF 5, 2.13.2), or in its type unit. */
  #placeOfDeclared(entry: Entry): TextPlace | null {
    const offset =
      this.#values.reference(entry, DW_AT.specification) ?? this.#values.reference(entry, DW_AT.signature);
    const declared = offset === null ? null : this.#values.entries.at(offset);
    return declared === null ? null : this.#values.textPlace(declared, DW_AT.name);
  }
}

function isType({ abbreviation: { role: what } }: Entry): boolean {
  return what === role.record || what === role.enumeration || what === role.type;
}
