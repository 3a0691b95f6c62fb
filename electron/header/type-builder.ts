import type { CType, EnumConstant, Parameter, RecordType } from '../contract/prototype.ts';
import {
  type ConstantContext,
  type ConstantType,
  type ConstantValue,
  evaluateConstant,
} from '../ctypes/constant-expression.ts';
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
import { enumType } from './enum-type.ts';
import { layOutSyntax } from './record-layout.ts';

export interface TypeBuilderOptions {
  readonly names: DeclaredNames;
  readonly target: Target;
  /** Tags are type names as well (C++). */
  readonly tagsAreTypes: boolean;
  /** Reads a type name such as `struct point *[2]`; null when it is none. */
  readonly readTypeName: (text: string) => ParameterSyntax | null;
}

// Typedefs, records and expressions that refer to each other in longer chains than this are not for reading.
const maximumDepth = 150;

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
  #depth = 0;

  constructor(options: TypeBuilderOptions) {
    this.#options = options;
  }

  /** The type of a declarator after its specifiers. */
  declared(specifiers: SpecifierSyntax, declarator: DeclaratorSyntax): DeclaredType {
    const base = this.#specified(specifiers);
    const derived = declarator.parts.reduce((type, part) => this.#derive(type, part), base);
    return this.#attributed(derived, declarator.attributes);
  }

  /** The type of a parameter: arrays and functions become pointers (C17, 6.7.6.3 paragraphs 7 and 8). */
  parameter(syntax: ParameterSyntax): Parameter {
    const { specifiers, declarator } = this.#withoutNameInParentheses(syntax);
    const declared = this.declared(specifiers, declarator);
    return { name: declarator.name, type: this.#decay(declared) };
  }

  /** The type that a typedef, or in C++ a tag, names; null when it is not declared here. */
  named(name: string): DeclaredType | null {
    const known = this.#typedefs.get(name);
    if (known) return known;
    const typedef = this.#options.names.typedefs.get(name);
    if (typedef) return this.#deeper(() => this.#defineTypedef(name, typedef)) ?? unknownType(name);
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
    const laidOut = this.#deeper(() => layOutSyntax(syntax, this.#spellingOf(syntax), this));
    if (laidOut) this.records[index] = laidOut;
    return this.records[index] ?? null;
  }

  /** Like `measure`, with the alignment that a typedef may have changed. */
  measureDeclared({ type, alignment }: DeclaredType): SizeAndAlignment | null {
    const measured = this.measure(type);
    return measured && alignment !== null ? { ...measured, alignment } : measured;
  }

  evaluate(text: string): ConstantValue | null {
    return this.#deeper(() => evaluateConstant(text, this.#constants)) ?? null;
  }

  /** The alignment that `aligned` attributes give, in bytes: null without one, undefined for one that cannot be read. */
  alignedTo(attributes: readonly Attribute[]): number | null | undefined {
    let largest: number | null = null;
    for (const { name, argument } of attributes) {
      if (name !== 'aligned' && name !== 'align') continue;
      const bytes = argument === null ? 16 : this.#alignment(argument);
      if (bytes === null) return undefined;
      if (bytes > 0) largest = Math.max(largest ?? 1, bytes);
    }
    return largest;
  }

  get target(): Target {
    return this.#options.target;
  }

  get tagsAreTypes(): boolean {
    return this.#options.tagsAreTypes;
  }

  #alignment(argument: string): number | null {
    const value = this.evaluate(argument);
    if (value) return Number(value.value);
    // `_Alignas` takes a type name as well.
    return this.#constants.alignOf?.(argument) ?? null;
  }

  readonly #constants: ConstantContext = {
    constant: (name) => this.#constant(name),
    isType: (name) => this.named(name) !== null || typeOfTypedef(name, this.#options.target) !== null,
    integerType: (text) => this.#integerType(text),
    sizeOf: (text) => this.#measureName(text)?.size ?? null,
    alignOf: (text) => this.#measureName(text)?.alignment ?? null,
  };

  #constant(name: string): ConstantValue | null {
    const place = this.#options.names.constants.get(name);
    const type = place && this.#enumType(place.enumeration);
    if (type?.kind !== 'enum') return place ? this.#constantInProgress(name) : null;
    const value = type.constants[place?.index ?? -1]?.value;
    return value === undefined ? null : withConstantType(value, type);
  }

  /** Constants of the enumeration that is being read, for those after them. */
  #constantInProgress(name: string): ConstantValue | null {
    const value = this.#earlierConstants.get(name);
    return value === undefined ? null : withConstantType(value, null);
  }

  readonly #earlierConstants = new Map<string, bigint>();

  #typeName(text: string): DeclaredType | null {
    const syntax = this.#options.readTypeName(text);
    return syntax && this.declared(syntax.specifiers, syntax.declarator);
  }

  #measureName(text: string): SizeAndAlignment | null {
    return (
      this.#deeper(() => {
        const declared = this.#typeName(text);
        return declared && this.measureDeclared(declared);
      }) ?? null
    );
  }

  #integerType(text: string): ConstantType | null {
    const type = this.#deeper(() => this.#typeName(text)?.type ?? null) ?? null;
    if (type?.kind === 'bool') return { bits: 8, signed: false, bool: true };
    return type?.kind === 'integer' || type?.kind === 'enum'
      ? { bits: type.bits, signed: type.signed }
      : null;
  }

  /** Runs one step of a descent; null beyond the depth that is followed. */
  #deeper<T>(step: () => T): T | null {
    if (this.#depth >= maximumDepth) return null;
    this.#depth += 1;
    try {
      return step();
    } finally {
      this.#depth -= 1;
    }
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
      : this.#enumConstants(syntax);
    const type = enumType({ spelling, constants, underlying, isPacked });
    this.#enums.set(syntax, type);
    return type;
  }

  #underlyingType(text: string): CType {
    return this.#typeName(text)?.type ?? { kind: 'opaque', spelling: text, size: null };
  }

  #enumConstants(syntax: EnumSyntax): readonly EnumConstant[] | null {
    const constants: EnumConstant[] = [];
    let next = 0n;
    for (const { name, value } of syntax.constants ?? []) {
      const evaluated = value === null ? next : this.evaluate(value)?.value;
      if (evaluated === undefined) return null;
      constants.push({ name, value: evaluated });
      this.#earlierConstants.set(name, evaluated);
      next = evaluated + 1n;
    }
    return constants;
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
      this.#deeper(() => part.parameters.map((parameter) => this.parameter(parameter))) ?? [];
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

  /** `int (x)` is a parameter named x, and `int (size_t)` one that is a function: the grammar knows no type names. */
  #withoutNameInParentheses(syntax: ParameterSyntax): ParameterSyntax {
    const { declarator } = syntax;
    const [part, ...rest] = declarator.parts.toReversed();
    if (declarator.name !== null || part?.kind !== 'function' || part.variadic) return syntax;
    const [inner, second] = part.parameters;
    if (!inner || second || inner.declarator.parts.length > 0 || inner.declarator.name !== null)
      return syntax;
    const { base } = inner.specifiers;
    const [word, more] = base.kind === 'words' ? base.words : [];
    if (word === undefined || more !== undefined || inner.specifiers.isConst || this.#isTypeName(word))
      return syntax;
    return { ...syntax, declarator: { ...declarator, name: word, parts: rest.toReversed() } };
  }

  #isTypeName(word: string): boolean {
    return basicType([word], this.#options.target) !== null || this.#constants.isType?.(word) === true;
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

/** Constants are int where they fit (C17, 6.7.2.2), else of the enumeration's type, as GCC has it. */
function withConstantType(
  value: bigint,
  type: Extract<CType, { readonly kind: 'enum' }> | null,
): ConstantValue {
  if (value >= -(2n ** 31n) && value < 2n ** 31n) return { value, bits: 32, signed: true };
  if (type?.bits === 32 && !type.signed) return { value, bits: 32, signed: false };
  return { value, bits: 64, signed: value < 2n ** 63n };
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
