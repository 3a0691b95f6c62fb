import type {
  BaseSyntax,
  DeclarationSyntax,
  DeclaratorSyntax,
  EnumSyntax,
  RecordSyntax,
  SpecifierSyntax,
} from './declaration-syntax.ts';

/** A typedef as it is written. */
export interface TypedefSyntax {
  readonly specifiers: SpecifierSyntax;
  readonly declarator: DeclaratorSyntax;
}

/** An enumeration constant: the enumeration and which of its constants. */
export interface ConstantPlace {
  readonly enumeration: EnumSyntax;
  readonly index: number;
}

/** The types and constants that a header declares at file scope, by name; the first definition of a name counts. */
export class DeclaredNames {
  readonly typedefs = new Map<string, TypedefSyntax>();
  /** Typedefs that could not be read: what they mean is not known, whatever the name suggests. */
  readonly unknownTypes = new Set<string>();
  /** Definitions by keyword and tag, `struct point`. */
  readonly records = new Map<string, RecordSyntax>();
  readonly enums = new Map<string, EnumSyntax>();
  readonly constants = new Map<string, ConstantPlace>();
  /** The typedef that names a struct, union or enum without a tag. */
  readonly nameOfUntagged = new Map<RecordSyntax | EnumSyntax, string>();

  add(declaration: DeclarationSyntax): void {
    for (const base of declaration.defined) this.#define(base);
    if (declaration.storage !== 'typedef') return;
    for (const declarator of declaration.declarators) this.#addTypedef(declaration.specifiers, declarator);
  }

  /** A declaration that could not be read; `name` is what it may have declared. */
  addUnknown(name: string): void {
    this.unknownTypes.add(name);
  }

  #define(base: BaseSyntax): void {
    if (base.kind === 'record') {
      const { keyword, tag } = base.record;
      if (tag !== null) addFirst(this.records, `${keyword} ${tag}`, base.record);
    } else if (base.kind === 'enum') {
      const { enumeration } = base;
      if (enumeration.tag !== null) addFirst(this.enums, enumeration.tag, enumeration);
      for (const [index, constant] of (enumeration.constants ?? []).entries()) {
        addFirst(this.constants, constant.name, { enumeration, index });
      }
    }
  }

  #addTypedef(specifiers: SpecifierSyntax, declarator: DeclaratorSyntax): void {
    if (declarator.name === null) return;
    addFirst(this.typedefs, declarator.name, { specifiers, declarator });
    const { base } = specifiers;
    if (declarator.parts.length > 0) return;
    if (base.kind === 'record' && base.record.tag === null) {
      addFirst(this.nameOfUntagged, base.record, declarator.name);
    }
    if (base.kind === 'enum' && base.enumeration.tag === null) {
      addFirst(this.nameOfUntagged, base.enumeration, declarator.name);
    }
  }
}

function addFirst<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (!map.has(key)) map.set(key, value);
}
