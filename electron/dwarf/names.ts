import { role } from './abbreviations.ts';
import { DW_AT, DW_LANG_Rust, DW_TAG, languagesOfC, languagesOfCPlusPlus } from './constants.ts';
import type { Entries, Entry } from './entries.ts';
import { readScopes, type Scopes, scopesAround } from './scopes.ts';
import type { UnitIndex } from './unit-index.ts';
import type { Unit } from './units.ts';
import type { Values } from './values.ts';

/** References from an instance to its abstract origin, to its declaration: more than a few go in a circle. */
const originLimit = 8;

/** How the language of a unit writes the names of its types. */
export type NameStyle = 'c' | 'c++' | 'other';

/** Names of entries, whole ones with their namespaces and classes too. */
export class Names {
  readonly #values: Values;
  readonly #entries: Entries;
  readonly #indexOf: (unit: Unit) => UnitIndex;
  readonly #inside = new Map<number, Scopes>();
  readonly #qualified = new Map<number, string | null>();
  #mainLanguage: number | null | undefined;

  constructor(values: Values, indexOf: (unit: Unit) => UnitIndex) {
    this.#values = values;
    this.#entries = values.entries;
    this.#indexOf = indexOf;
  }

  /** The entry itself, what it is an instance of, and the declarations of those. */
  chain(entry: Entry): readonly Entry[] {
    const chain = [entry];
    let last: Entry | null = entry;
    while (last !== null && chain.length < originLimit) {
      const offset: number | null =
        this.#values.reference(last, DW_AT.abstract_origin) ??
        this.#values.reference(last, DW_AT.specification);
      last = offset === null ? null : this.#entries.at(offset);
      if (last !== null) chain.push(last);
    }
    if (last !== null)
      this.#entries.problems.add('Declarations and instances refer to each other in a circle.');
    return chain;
  }

  /** DW_AT_name of the entry, of what it is an instance of, or of the type in a type unit that it stands for. */
  simple(entry: Entry): string | null {
    return this.#first(entry, DW_AT.name) ?? this.#inTypeUnit(entry);
  }

  /** Clang leaves the name of such a class to its type unit. */
  #inTypeUnit(entry: Entry): string | null {
    const offset = this.#values.reference(entry, DW_AT.signature);
    const type = offset === null ? null : this.#entries.at(offset);
    return type === null ? null : this.#values.text(type, DW_AT.name);
  }

  /** The name that the symbol table has, where it is another than the source's. */
  linkage(entry: Entry): string | null {
    return this.#first(entry, DW_AT.linkage_name) ?? this.#first(entry, DW_AT.MIPS_linkage_name);
  }

  #first(entry: Entry, attribute: number): string | null {
    const own = this.#values.text(entry, attribute);
    if (own !== null) return own;
    for (const origin of this.chain(entry).slice(1)) {
      const text = this.#values.text(origin, attribute);
      if (text !== null) return text;
    }
    return null;
  }

  /** The name with its namespaces and classes, `geometry::Circle::area`; null for what has no name. */
  qualified(entry: Entry): string | null {
    const known = this.#qualified.get(entry.offset);
    if (known !== undefined) return known;
    const declared = this.chain(entry).at(-1) ?? entry;
    const name = this.simple(entry);
    const parts = name === null || this.style(declared.unit) === 'c' ? [] : this.#scopeNames(declared);
    const qualified = name === null ? null : [...parts, name].join('::');
    this.#qualified.set(entry.offset, qualified);
    return qualified;
  }

  #scopeNames(entry: Entry): readonly string[] {
    const names: string[] = [];
    for (const offset of this.#scopeOffsets(entry)) {
      const scope = this.#entries.at(offset);
      if (scope === null) continue;
      const name = this.simple(scope);
      if (name !== null) names.unshift(name);
      else if (scope.abbreviation.role === role.scope) names.unshift('(anonymous namespace)');
    }
    return names;
  }

  /** Starts of the scopes around an entry, innermost first. */
  #scopeOffsets(entry: Entry): readonly number[] {
    const around = scopesAround(this.#indexOf(entry.unit).scopes, entry.offset);
    const innermost = around[0] === undefined ? null : this.#entries.at(around[0]);
    if (innermost === null || innermost.abbreviation.role !== role.record) return around;
    const known = this.#inside.get(innermost.offset) ?? readScopes(this.#entries, innermost);
    this.#inside.set(innermost.offset, known);
    return [...scopesAround(known, entry.offset), ...around];
  }

  /** How names of types are written in the unit's language. */
  style(unit: Unit): NameStyle {
    const language = this.#language(unit);
    if (language === null || languagesOfC.has(language)) return 'c';
    return languagesOfCPlusPlus.has(language) ? 'c++' : 'other';
  }

  isRust(unit: Unit): boolean {
    return this.#language(unit) === DW_LANG_Rust;
  }

  #language(unit: Unit): number | null {
    return this.#values.factsOf(unit).language ?? this.#languageOfFile();
  }

  /** Units that dwz made of what others share name no language. */
  #languageOfFile(): number | null {
    if (this.#mainLanguage !== undefined) return this.#mainLanguage;
    const main = this.#entries.units.find(
      (unit) => this.#entries.rootOf(unit)?.abbreviation.tag === DW_TAG.compile_unit,
    );
    this.#mainLanguage = main === undefined ? null : this.#values.factsOf(main).language;
    return this.#mainLanguage;
  }
}
