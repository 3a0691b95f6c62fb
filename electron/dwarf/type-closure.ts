import type { CType, EnumConstant, Member, Parameter, RecordType } from '../contract/prototype.ts';
import { baseType, bitsOf, opaque } from './base-types.ts';
import { DW_AT, DW_ATE, DW_TAG } from './constants.ts';
import type { Entry } from './entries.ts';
import { keywordOf, type LaidOutMember } from './layouts.ts';
import { spellArray, spellFunction, spellPointer } from './spelling.ts';
import { dimensionsOf, memberPointerSize } from './type-shapes.ts';
import type { TypeSources } from './type-sources.ts';
import { weightOf } from './type-weight.ts';

/** Records behind so many pointers are given with their members; behind more they are opaque. */
const hopLimit = 3;
/** So many records of one prototype are given with their members; records by value always. */
const recordLimit = 400;
/** Types in types: more go in a circle. */
const depthLimit = 60;
const enumeratorLimit = 10_000;
const parameterLimit = 256;
/** Types that one type of a function is made of, written out. */
const functionWeightLimit = 5000;

const qualifiers: ReadonlySet<number> = new Set([
  DW_TAG.const_type,
  DW_TAG.volatile_type,
  DW_TAG.restrict_type,
  DW_TAG.atomic_type,
  DW_TAG.packed_type,
  DW_TAG.shared_type,
  DW_TAG.immutable_type,
]);

interface PendingRecord {
  readonly entry: Entry;
  hops: number;
  /** True when it lies by value in a record that is given with its members. */
  needed: boolean;
}

/**
 * Builds the types of one prototype and the table of records that they refer to. With `isOutline` records have no members:
 * enough for the text of a prototype, and much cheaper.
 */
export class TypeClosure {
  readonly #sources: TypeSources;
  readonly #isOutline: boolean;
  readonly #indexes = new Map<number, number>();
  readonly #pending: PendingRecord[] = [];
  /** Typedef names of records that have none of their own. */
  readonly #anonymous = new Map<number, string>();

  constructor(sources: TypeSources, { isOutline }: { readonly isOutline: boolean }) {
    this.#sources = sources;
    this.#isOutline = isOutline;
  }

  /** The type of an entry; `null` is void. */
  typeAt(offset: number | null): CType {
    return this.#type(offset, 0, 0);
  }

  /** The records of all types so far, complete as far as the limits say. */
  records(): readonly RecordType[] {
    const records: RecordType[] = [];
    let given = 0;
    // Members add records at the end of the list while it is walked.
    for (let index = 0; index < this.#pending.length; index += 1) {
      const record = this.#pending[index];
      if (record === undefined) break;
      const isGiven = !this.#isOutline && (record.needed || (record.hops <= hopLimit && given < recordLimit));
      if (isGiven) given += 1;
      records.push(this.#record(record, isGiven));
    }
    return records;
  }

  #record({ entry, hops }: PendingRecord, isGiven: boolean): RecordType {
    const spelling = this.#spellRecord(entry);
    if (this.#isOutline) {
      const keyword = keywordOf(entry.abbreviation.tag);
      return { keyword, spelling, size: 0, alignment: 1, members: null, passedByReference: false };
    }
    const { keyword, size, alignment, members, passedByReference } = this.#sources.layouts.layoutOf(entry);
    return {
      keyword,
      spelling,
      size,
      alignment,
      members: isGiven && members !== null ? members.map((member) => this.#member(member, hops)) : null,
      passedByReference,
    };
  }

  #member({ name, type, opaqueSize, offset, bits, artificial }: LaidOutMember, hops: number): Member {
    const built = opaqueSize === null ? this.#type(type, hops, 0, true) : opaque('…', opaqueSize);
    return { name, type: built, offset, bits, ...(artificial && { artificial: true }) };
  }

  #type(offset: number | null, hops: number, depth: number, needed = false): CType {
    if (offset === null) return { kind: 'void', spelling: 'void' };
    const known = this.#sources.plainTypes.get(offset);
    if (known !== undefined) return known;
    const entry = this.#sources.values.entries.at(offset);
    if (entry === null || depth > depthLimit) return opaque('?', null);
    const before = this.#pending.length;
    const marks = this.#uses;
    const type = this.#build(entry, { hops, depth: depth + 1, needed });
    // What refers to no record means the same in every table.
    if (before === this.#pending.length && marks === this.#uses && depth < depthLimit / 2) {
      this.#sources.plainTypes.set(offset, type);
    }
    return type;
  }

  /** How often a record was referred to: tells whether a type does. */
  #uses = 0;

  #build(
    entry: Entry,
    reach: { readonly hops: number; readonly depth: number; readonly needed: boolean },
  ): CType {
    const { values, names } = this.#sources;
    const { tag } = entry.abbreviation;
    const { hops, depth, needed } = reach;
    const inner = () => values.reference(entry, DW_AT.type);
    if (qualifiers.has(tag)) return this.#type(inner(), hops, depth, needed);
    switch (tag) {
      case DW_TAG.base_type: {
        const size = values.number(entry, DW_AT.byte_size) ?? 0;
        return baseType(names.simple(entry) ?? '?', size, values.number(entry, DW_AT.encoding));
      }
      case DW_TAG.typedef:
      case DW_TAG.template_alias:
        return this.#typedef(entry, reach);
      case DW_TAG.pointer_type:
        return this.#pointer(entry, '*', hops, depth);
      case DW_TAG.reference_type:
        return this.#pointer(entry, '&', hops, depth);
      case DW_TAG.rvalue_reference_type:
        return this.#pointer(entry, '&&', hops, depth);
      case DW_TAG.ptr_to_member_type:
        return opaque(this.#spellMemberPointer(entry, depth), memberPointerSize(values, entry));
      case DW_TAG.array_type:
        return this.#array(entry, reach);
      case DW_TAG.enumeration_type:
        return this.#enumeration(this.#sources.definitions.definitionOf(entry));
      case DW_TAG.structure_type:
      case DW_TAG.class_type:
      case DW_TAG.union_type:
      case DW_TAG.interface_type:
        return this.#recordReference(this.#sources.definitions.definitionOf(entry), hops, needed);
      case DW_TAG.subroutine_type:
        return this.#functionType(entry, hops, depth);
      default:
        return opaque(names.qualified(entry) ?? '?', values.number(entry, DW_AT.byte_size));
    }
  }

  #typedef(
    entry: Entry,
    { hops, depth, needed }: { readonly hops: number; readonly depth: number; readonly needed: boolean },
  ): CType {
    const { values, names } = this.#sources;
    const offset = values.reference(entry, DW_AT.type);
    const spelling = names.qualified(entry);
    const target = offset === null ? null : values.entries.at(offset);
    if (target !== null && spelling !== null && !values.entries.has(target, DW_AT.name)) {
      this.#anonymous.set(target.offset, spelling);
    }
    const type = this.#type(offset, hops, depth, needed);
    return spelling === null ? type : { ...type, spelling };
  }

  #pointer(entry: Entry, mark: '*' | '&' | '&&', hops: number, depth: number): CType {
    const offset = this.#sources.values.reference(entry, DW_AT.type);
    const to = this.#type(offset, hops + 1, depth);
    const toConst = this.#isConst(offset);
    const spelling = spellPointer(to, toConst && !this.#isNamed(offset), mark);
    const type = { kind: 'pointer', spelling, to, toConst } as const;
    return mark === '*' ? type : { ...type, reference: true };
  }

  /** Whether the type is const, be it through a typedef. */
  #isConst(offset: number | null): boolean {
    const { values } = this.#sources;
    let entry = offset === null ? null : values.entries.at(offset);
    for (let count = 0; entry !== null && count < depthLimit; count += 1) {
      const { tag } = entry.abbreviation;
      if (tag === DW_TAG.const_type) return true;
      if (!qualifiers.has(tag) && tag !== DW_TAG.typedef && tag !== DW_TAG.array_type) return false;
      const next: number | null = values.reference(entry, DW_AT.type);
      entry = next === null ? null : values.entries.at(next);
    }
    return false;
  }

  /** A typedef says itself that it is const. */
  #isNamed(offset: number | null): boolean {
    const tag = offset === null ? undefined : this.#sources.values.entries.at(offset)?.abbreviation.tag;
    return tag === DW_TAG.typedef || tag === DW_TAG.template_alias;
  }

  #spellMemberPointer(entry: Entry, depth: number): string {
    const { values } = this.#sources;
    const to = this.#type(values.reference(entry, DW_AT.type), hopLimit + 1, depth);
    const owner = this.#type(values.reference(entry, DW_AT.containing_type), hopLimit + 1, depth).spelling;
    if (to.kind !== 'function') return `${to.spelling} ${owner}::*`;
    const { result, parameters, variadic } = to;
    // The first parameter is the object (DWARF 5, 5.14).
    const taken = parameters.slice(1).map(({ type }) => type.spelling);
    return `${result.spelling} (${owner}::*)(${[...taken, ...(variadic ? ['...'] : [])].join(', ')})`;
  }

  #array(
    entry: Entry,
    { hops, depth, needed }: { readonly hops: number; readonly depth: number; readonly needed: boolean },
  ): CType {
    const { values, shapes } = this.#sources;
    const element = this.#type(values.reference(entry, DW_AT.type), hops, depth, needed);
    if (values.flag(entry, DW_AT.GNU_vector)) {
      return opaque(`${element.spelling} vector`, shapes.shapeOf(entry.offset).size);
    }
    let type = element;
    for (const count of [...dimensionsOf(values, entry)].reverse()) {
      type = { kind: 'array', spelling: spellArray(type, count), of: type, count };
    }
    return type;
  }

  #enumeration(entry: Entry): CType {
    const { values, names, shapes } = this.#sources;
    const size = shapes.shapeOf(entry.offset).size;
    const bits = bitsOf(size);
    const name = names.qualified(entry);
    const anonymous = this.#anonymous.get(entry.offset);
    const isC = names.style(entry.unit) === 'c';
    const spelling = name === null ? (anonymous ?? 'enum {...}') : isC ? `enum ${name}` : name;
    if (bits === null || values.flag(entry, DW_AT.declaration))
      return opaque(spelling, size === 0 ? null : size);
    const enumerators = values.entries
      .children(entry, (tag) => tag === DW_TAG.enumerator)
      .slice(0, enumeratorLimit);
    const written = enumerators.map((enumerator) => ({
      name: names.simple(enumerator) ?? '?',
      value: values.constant(enumerator, DW_AT.const_value) ?? 0n,
    }));
    const signed = this.#isSigned(entry) ?? written.some(({ value }) => value < 0n);
    const constants: readonly EnumConstant[] = written.map((constant) => ({
      name: constant.name,
      value: signed ? BigInt.asIntN(bits, constant.value) : BigInt.asUintN(bits, constant.value),
    }));
    return { kind: 'enum', spelling, bits, signed, constants };
  }

  /** By the underlying type; null where the compiler names none. */
  #isSigned(entry: Entry): boolean | null {
    const { values, shapes } = this.#sources;
    const offset = values.reference(entry, DW_AT.type);
    const underlying = offset === null ? null : shapes.strip(offset);
    const encoding = underlying === null ? null : values.number(underlying, DW_AT.encoding);
    return encoding === null ? null : encoding === DW_ATE.signed || encoding === DW_ATE.signed_char;
  }

  #recordReference(entry: Entry, hops: number, needed: boolean): CType {
    this.#uses += 1;
    const spelling = this.#spellRecord(entry);
    const known = this.#indexes.get(entry.offset);
    const isNeeded = needed || hops === 0;
    if (known !== undefined) {
      const pending = this.#pending[known];
      if (pending !== undefined) {
        pending.hops = Math.min(pending.hops, hops);
        pending.needed ||= isNeeded;
      }
      return { kind: 'record', spelling, record: known };
    }
    this.#indexes.set(entry.offset, this.#pending.length);
    this.#pending.push({ entry, hops, needed: isNeeded });
    return { kind: 'record', spelling, record: this.#pending.length - 1 };
  }

  #spellRecord(entry: Entry): string {
    const { names } = this.#sources;
    const name = names.qualified(entry);
    const keyword = keywordOf(entry.abbreviation.tag);
    if (name === null) return this.#anonymous.get(entry.offset) ?? `${keyword} {...}`;
    return names.style(entry.unit) === 'c' ? `${keyword} ${name}` : name;
  }

  #functionType(entry: Entry, hops: number, depth: number): CType {
    const { values, names } = this.#sources;
    const result = this.#type(values.reference(entry, DW_AT.type), hops, depth);
    const children = values.entries.children(entry, isParameter).slice(0, parameterLimit);
    const parameters: Parameter[] = children
      .filter(({ abbreviation }) => abbreviation.tag === DW_TAG.formal_parameter)
      .map((parameter) => ({
        name: names.simple(parameter),
        type: decayed(this.#type(values.reference(parameter, DW_AT.type), hops, depth)),
      }));
    const variadic = children.some(({ abbreviation }) => abbreviation.tag === DW_TAG.unspecified_parameters);
    const weight = parameters.reduce((sum, { type }) => sum + weightOf(type), weightOf(result));
    if (weight > functionWeightLimit) {
      values.entries.problems.add('A type of a function is made of more types than can be written.');
      return opaque('function', null);
    }
    return {
      kind: 'function',
      spelling: spellFunction(result, parameters, variadic),
      result,
      parameters,
      variadic,
    };
  }
}

/** What a function's entry holds for its parameters. */
export function isParameter(tag: number): boolean {
  return tag === DW_TAG.formal_parameter || tag === DW_TAG.unspecified_parameters;
}

/** A parameter that is an array or a function is a pointer (C17, 6.7.6.3); compilers write it so, others may not. */
export function decayed(type: CType): CType {
  if (type.kind === 'array') {
    return { kind: 'pointer', spelling: spellPointer(type.of, false, '*'), to: type.of, toConst: false };
  }
  if (type.kind === 'function') {
    return { kind: 'pointer', spelling: spellPointer(type, false, '*'), to: type, toConst: false };
  }
  return type;
}
