import type { CType, Parameter, RecordType } from '../contract/prototype.ts';
import type { ConstantValue } from '../ctypes/constant-expression.ts';
import { sizeAndAlignment } from '../ctypes/layout.ts';
import type { SizeAndAlignment } from '../ctypes/record-declaration.ts';
import { type Target, typeOfTypedef } from '../ctypes/scalar-types.ts';
import { type Attribute, hidesLayout } from './attributes.ts';
import { basicType, typeOfMode, vaList, vaListTag } from './basic-types.ts';
import { BoundedTypes } from './bounded-types.ts';
import type {
  DeclaratorPart,
  DeclaratorSyntax,
  EnumSyntax,
  ParameterSyntax,
  RecordSyntax,
  SpecifierSyntax,
} from './declaration-syntax.ts';
import type { DeclaredNames } from './declared-names.ts';
import { type DeclaredType, plainType, unknownType } from './declared-type.ts';
import { Descent } from './descent.ts';
import { enumType } from './enum-type.ts';
import { HeaderConstants } from './header-constants.ts';
import { withNameInParentheses } from './name-in-parentheses.ts';
import { layOutSyntax } from './record-layout.ts';

export interface TypeBuilderOptions {
  readonly names: DeclaredNames;
  readonly target: Target;
  /** Tags are type names as well (C++). */
  readonly tagsAreTypes: boolean;
  /** Reads a type name such as `struct point *[2]`; null when it is none. */
  readonly readTypeName: (text: string) => ParameterSyntax | null;
}

/** Turns declarations into types; `records` holds every record that was met, its layout filled in when it is asked for. */
export class TypeBuilder {
  readonly records: RecordType[] = [];
  readonly #options: TypeBuilderOptions;
  readonly #types = new BoundedTypes();
  readonly #typedefs = new Map<string, DeclaredType>();
  readonly #indexes = new Map<RecordSyntax, number>();
  readonly #syntaxes: (RecordSyntax | null)[] = [];
  readonly #enums = new Map<EnumSyntax, CType>();
  readonly #measuredTypedefs = new Map<CType, SizeAndAlignment>();
  readonly #descent = new Descent();
  readonly #constants: HeaderConstants;

  constructor(options: TypeBuilderOptions) {
    this.#options = options;
    this.#constants = new HeaderConstants(
      {
        isTypeName: (name) => this.#isTypeName(name),
        typeName: (text) => this.#typeName(text),
        measureDeclared: (declared) => this.measureDeclared(declared),
        enumType: (syntax) => this.#enumType(syntax),
      },
      options.names,
      this.#descent,
    );
  }

  /** The type of a declarator after its specifiers. */
  declared(specifiers: SpecifierSyntax, declarator: DeclaratorSyntax): DeclaredType {
    const base = this.#specified(specifiers);
    const derived = declarator.parts.reduce((type, part) => this.#derive(type, part), base);
    return this.#attributed(derived, declarator.attributes);
  }

  /** The type of a parameter: arrays and functions become pointers (C17, 6.7.6.3 paragraphs 7 and 8). */
  parameter(syntax: ParameterSyntax): Parameter {
    const { specifiers, declarator } = withNameInParentheses(syntax, (word) => this.#isTypeName(word));
    const declared = this.declared(specifiers, declarator);
    return { name: declarator.name, type: this.#decay(declared) };
  }

  /** The type that a typedef, or in C++ a tag, names; null when it is not declared here. */
  named(name: string): DeclaredType | null {
    const known = this.#typedefs.get(name);
    if (known) return known;
    const typedef = this.#options.names.typedefs.get(name);
    if (typedef) return this.#descent.deeper(() => this.#defineTypedef(name, typedef)) ?? unknownType(name);
    if (this.#options.names.unknownTypes.has(name)) return unknownType(name);
    return this.#options.tagsAreTypes ? this.#tagNamed(name) : null;
  }

  /** The type of `struct point`, `union u` or `enum e`; null when no such definition was read. */
  tagged(keyword: string, tag: string): CType | null {
    if (keyword === 'enum') {
      const enumeration = this.#options.names.enums.get(tag);
      return enumeration ? this.#enumType(enumeration) : null;
    }
    const record = this.#options.names.records.get(`${keyword} ${tag}`);
    return record ? this.#recordType(record) : null;
  }

  /** Size and alignment of a type by value; null when the layout is not known. */
  measure(type: CType): SizeAndAlignment | null {
    const known = this.#measuredTypedefs.get(type);
    if (known) return known;
    if (type.kind === 'record') {
      const record = this.recordAt(type.record);
      return record?.members ? { size: record.size, alignment: record.alignment } : null;
    }
    if (type === vaListTag) return { size: 24, alignment: 8 };
    if (type.kind !== 'array') return sizeAndAlignment(type, []);
    const element = this.measure(type.of);
    return element && { size: element.size * type.count, alignment: element.alignment };
  }

  /** A record with its members laid out. */
  recordAt(index: number): RecordType | null {
    const syntax = this.#syntaxes[index];
    if (!syntax) return this.records[index] ?? null;
    this.#syntaxes[index] = null;
    const laidOut = this.#descent.deeper(() => layOutSyntax(syntax, this.#spellingOf(syntax), this));
    if (laidOut) this.records[index] = laidOut;
    return this.records[index] ?? null;
  }

  /** Like `measure`, with the alignment that a typedef may have changed. */
  measureDeclared({ type, alignment }: DeclaredType): SizeAndAlignment | null {
    const measured = this.measure(type);
    return measured && alignment !== null ? { ...measured, alignment } : measured;
  }

  evaluate(text: string): ConstantValue | null {
    return this.#constants.evaluate(text);
  }

  /** The alignment that `aligned` attributes give, in bytes: null without one, undefined for one that cannot be read. */
  alignedTo(attributes: readonly Attribute[]): number | null | undefined {
    return this.#constants.alignedTo(attributes);
  }

  get target(): Target {
    return this.#options.target;
  }

  get tagsAreTypes(): boolean {
    return this.#options.tagsAreTypes;
  }

  #typeName(text: string): DeclaredType | null {
    const syntax = this.#options.readTypeName(text);
    return syntax && this.declared(syntax.specifiers, syntax.declarator);
  }

  #specified({ base, isConst }: SpecifierSyntax): DeclaredType {
    const declared = this.#base(base);
    return isConst ? { ...declared, isConst: true } : declared;
  }

  #base(base: SpecifierSyntax['base']): DeclaredType {
    if (base.kind === 'record') return plainType(this.#taggedRecord(base.record));
    if (base.kind === 'enum') return plainType(this.#taggedEnum(base.enumeration));
    const basic = basicType(base.words, this.#options.target);
    if (basic) {
      if (basic.layout) this.#measuredTypedefs.set(basic.type, basic.layout);
      return plainType(basic.type);
    }
    const [name = 'int', second] = base.words;
    if (second !== undefined) return unknownType(base.words.join(' '));
    const { target } = this.#options;
    const wellKnown = name === 'va_list' ? vaList(target) : typeOfTypedef(name, target);
    return this.named(name) ?? (wellKnown ? plainType(wellKnown) : unknownType(name));
  }

  #taggedRecord(record: RecordSyntax): CType {
    if (record.members !== null) return this.#recordType(this.#firstDefinition(record));
    const spelling = `${record.keyword} ${record.tag ?? '{…}'}`;
    return this.tagged(record.keyword, record.tag ?? '') ?? { kind: 'opaque', spelling, size: null };
  }

  #firstDefinition(record: RecordSyntax): RecordSyntax {
    if (record.tag === null) return record;
    return this.#options.names.records.get(`${record.keyword} ${record.tag}`) ?? record;
  }

  #taggedEnum(enumeration: EnumSyntax): CType {
    if (enumeration.constants !== null) return this.#enumType(enumeration);
    const spelling = `enum ${enumeration.tag ?? '{…}'}`;
    return this.tagged('enum', enumeration.tag ?? '') ?? { kind: 'opaque', spelling, size: null };
  }

  #spellingOf(syntax: RecordSyntax | EnumSyntax): string {
    const keyword = 'keyword' in syntax ? syntax.keyword : 'enum';
    if (syntax.tag !== null) return this.#options.tagsAreTypes ? syntax.tag : `${keyword} ${syntax.tag}`;
    return this.#options.names.nameOfUntagged.get(syntax) ?? `${keyword} {…}`;
  }

  #recordType(syntax: RecordSyntax): CType {
    const spelling = this.#spellingOf(syntax);
    let index = this.#indexes.get(syntax);
    if (index === undefined) {
      index = this.records.length;
      this.#indexes.set(syntax, index);
      this.#syntaxes[index] = syntax;
      this.records.push({
        keyword: syntax.keyword,
        spelling,
        size: 0,
        alignment: 1,
        members: null,
        passedByReference: false,
      });
    }
    return { kind: 'record', spelling, record: index };
  }

  #enumType(syntax: EnumSyntax): CType {
    const known = this.#enums.get(syntax);
    if (known) return known;
    const spelling = this.#spellingOf(syntax);
    // While its own constants are read it is not known.
    this.#enums.set(syntax, { kind: 'opaque', spelling, size: null });
    const underlying = syntax.underlying === null ? null : this.#underlyingType(syntax.underlying);
    const isPacked = syntax.attributes.some(({ name }) => name === 'packed');
    const constants = syntax.attributes.some(
      ({ name }) => name === 'mode' || hidesLayout({ name, argument: null }),
    )
      ? null
      : this.#constants.constantsOf(syntax);
    const type = enumType({ spelling, constants, underlying, isPacked });
    this.#enums.set(syntax, type);
    return type;
  }

  #underlyingType(text: string): CType {
    return this.#typeName(text)?.type ?? { kind: 'opaque', spelling: text, size: null };
  }

  #derive(declared: DeclaredType, part: DeclaratorPart): DeclaredType {
    switch (part.kind) {
      case 'pointer':
        return {
          type: this.#types.pointer(declared.type, declared.isConst),
          isConst: part.isConst,
          alignment: null,
        };
      case 'array':
        return { ...declared, type: this.#array(declared.type, part.size) };
      case 'function':
        return plainType(this.#function(declared, part));
    }
  }

  #array(of: CType, size: string | null): CType {
    if (size === null || size.trim() === '') return this.#types.array(of, 0);
    const count = this.evaluate(size);
    if (!count || count.value < 0n || count.value > 2n ** 40n) {
      return { kind: 'opaque', spelling: `${of.spelling}[${clip(size)}]`, size: null };
    }
    return this.#types.array(of, Number(count.value));
  }

  #function(result: DeclaredType, part: Extract<DeclaratorPart, { readonly kind: 'function' }>): CType {
    const parameters =
      this.#descent.deeper(() => part.parameters.map((parameter) => this.parameter(parameter))) ?? [];
    const [first, second] = parameters;
    const isEmpty = first?.type.kind === 'void' && first.name === null && second === undefined;
    return this.#types.function(result.type, isEmpty ? [] : parameters, part.variadic);
  }

  #decay({ type, isConst }: DeclaredType): CType {
    if (type.kind === 'array') return this.#types.pointer(type.of, isConst);
    if (type.kind === 'function') return this.#types.pointer(type, false);
    // An array whose length is not known is an address all the same.
    if (type.kind === 'opaque' && type.spelling.endsWith(']')) {
      const element = type.spelling.slice(0, type.spelling.indexOf('['));
      return this.#types.pointer({ kind: 'opaque', spelling: element.trim(), size: null }, isConst);
    }
    return type;
  }

  #isTypeName(word: string): boolean {
    const { target } = this.#options;
    return (
      basicType([word], target) !== null || this.named(word) !== null || typeOfTypedef(word, target) !== null
    );
  }

  #defineTypedef(
    name: string,
    {
      specifiers,
      declarator,
    }: { readonly specifiers: SpecifierSyntax; readonly declarator: DeclaratorSyntax },
  ): DeclaredType {
    // A typedef that refers to itself means nothing.
    this.#typedefs.set(name, unknownType(name));
    const declared = this.declared(specifiers, declarator);
    const type = this.#types.named(declared.type, name);
    const measured = this.#measuredTypedefs.get(declared.type);
    if (measured) this.#measuredTypedefs.set(type, measured);
    if (declared.type === vaListTag) this.#measuredTypedefs.set(type, { size: 24, alignment: 8 });
    const result = { ...declared, type };
    this.#typedefs.set(name, result);
    return result;
  }

  #tagNamed(name: string): DeclaredType | null {
    for (const keyword of ['struct', 'class', 'union', 'enum']) {
      const type = this.tagged(keyword, name);
      if (type) return plainType(type);
    }
    return null;
  }

  #attributed(declared: DeclaredType, attributes: readonly Attribute[]): DeclaredType {
    if (attributes.length === 0) return declared;
    const mode = attributes.find(({ name }) => name === 'mode');
    const moded = mode ? typeOfMode(declared.type, mode.argument ?? '') : declared.type;
    if (!moded || attributes.some(hidesLayout)) return unknownType(declared.type.spelling);
    const alignment = this.alignedTo(attributes);
    if (alignment === undefined) return unknownType(declared.type.spelling);
    return { ...declared, type: moded, alignment: alignment ?? declared.alignment };
  }
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
