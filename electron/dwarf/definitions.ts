import { role } from './abbreviations.ts';
import { DW_AT } from './constants.ts';
import type { Entry } from './entries.ts';
import { hashAt, NameHashes } from './name-hash.ts';
import type { Names } from './names.ts';
import { lastPart } from './qualified-name.ts';
import { ScopesBuilder } from './scopes.ts';
import { walkUnit } from './unit-index.ts';
import type { Values } from './values.ts';

/** Where types are defined, by name: for names that are typed, and for declarations whose definition is in another unit. */
export class Definitions {
  readonly #values: Values;
  readonly #names: Names;
  readonly #resolved = new Map<number, Entry>();
  #hashes: NameHashes | null = null;

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
    const definition = this.#ofSignature(entry) ?? this.#ofName(entry) ?? entry;
    this.#resolved.set(entry.offset, definition);
    return definition;
  }

  #ofSignature(entry: Entry): Entry | null {
    const offset = this.#values.reference(entry, DW_AT.signature);
    return offset === null ? null : this.#values.entries.at(offset);
  }

  #ofName(entry: Entry): Entry | null {
    if (!this.#values.flag(entry, DW_AT.declaration)) return null;
    const name = this.#names.qualified(entry);
    if (name === null) return null;
    const { role: wanted } = entry.abbreviation;
    return this.named(name).find(({ abbreviation }) => abbreviation.role === wanted) ?? null;
  }

  /** Types of that whole name, declarations left out, in the order of the file. */
  named(name: string): readonly Entry[] {
    this.#hashes ??= this.#index();
    const found: Entry[] = [];
    for (const offset of this.#hashes.find(lastPart(name))) {
      const entry = this.#values.entries.at(offset);
      if (entry !== null && this.#names.qualified(entry) === name) found.push(entry);
    }
    return found;
  }

  #index(): NameHashes {
    const hashes = new NameHashes();
    const { entries } = this.#values;
    for (const unit of entries.units) {
      walkUnit(entries, unit, new ScopesBuilder(), (entry) => {
        const { role: what, names } = entry.abbreviation;
        if (what !== role.record && what !== role.enumeration && what !== role.type) return;
        if (names.includes(DW_AT.declaration)) return;
        const place = this.#values.textPlace(entry, DW_AT.name);
        if (place !== null) hashes.add(hashAt(place.bytes, place.offset), entry.offset);
      });
    }
    return hashes;
  }
}
