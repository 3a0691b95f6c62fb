import type { CType, Member, Parameter, RecordType } from '../contract/prototype.ts';
import { arrayOf, functionType, pointerTo, referenceTo } from '../ctypes/type-spelling.ts';
import { baseType, opaque } from './base-types.ts';
import { DW_AT, DW_TAG } from './constants.ts';
import type { Entry } from './entries.ts';
import { enumType } from './enum-types.ts';
import { keywordOf, type LaidOutMember } from './layouts.ts';
import { parametersOf } from './parameter-entries.ts';
import { dimensionsOf, isNullPointerType, memberPointerSize } from './type-shapes.ts';
import type { TypeSources } from './type-sources.ts';
import { clipped, spellMemberPointer, spellTagged } from './type-spellings.ts';
import { weightOf } from './type-weight.ts';
import { virtualBasesOf } from './virtual-bases.ts';
import { type VirtualFunction, virtualFunctionsOf } from './virtual-functions.ts';

/** Records behind so many pointers are given with their members; behind more they are opaque. */
const hopLimit = 3;
/** So many records of one prototype are given with their members; records by value always. */
const recordLimit = 400;
/** Types in types: more go in a circle. */
const depthLimit = 60;
/** Types that one type of a function is made of, written out. */
const functionWeightLimit = 5000;
/** Types of one prototype: only types that refer to each other many times have more. */
const workLimit = 200_000;
/** The same for the table that all prototypes of a library share; leveldb has 3,000 records. */
const sharedRecordLimit = 50_000;
const recordsPerStep = 100;
const sharedWorkLimit = 2_000_000;

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

/** How a type was reached. */
interface Reach {
  /** Pointers on the way. */
  readonly hops: number;
  readonly depth: number;
  /** True for a member by value. */
  readonly needed: boolean;
}

export interface ClosureOptions {
  /** Records are known by name alone: enough for the text of a prototype, and much cheaper. */
  readonly isOutline: boolean;
  /** One table for many prototypes: each type is built once, and records are given however many pointers are before them. */
  readonly isShared?: boolean;
  /** Records behind so many pointers are given with their members; 3 by default. */
  readonly hops?: number;
}

/** Builds the types of one prototype, or of many, and the table of records that they refer to. */
export class TypeClosure {
  readonly #sources: TypeSources;
  readonly #isOutline: boolean;
  readonly #isShared: boolean;
  readonly #hopLimit: number;
  readonly #known: Map<number, CType>;
  readonly #indexes = new Map<number, number>();
  readonly #pending: PendingRecord[] = [];
  /** Typedef names of records and enumerations that have none of their own. */
  readonly #anonymous = new Map<number, string>();
  /** How often a record was referred to: tells whether a type does. */
  #uses = 0;
  #workLeft: number;

  constructor(sources: TypeSources, { isOutline, isShared = false, hops = hopLimit }: ClosureOptions) {
    this.#sources = sources;
    this.#isOutline = isOutline;
    this.#isShared = isShared;
    this.#hopLimit = hops;
    this.#workLeft = isShared ? sharedWorkLimit : workLimit;
    const known = isOutline ? sources.outlineTypes : sources.plainTypes;
    this.#known = isShared ? new Map() : known;
  }

  /** The type of an entry; `null` is void. */
  typeAt(offset: number | null): CType {
    return this.#type(offset, { hops: 0, depth: 0, needed: false });
  }

  /** The type of a parameter: arrays and functions are pointers there (C17, 6.7.6.3); most compilers write them so. */
  parameterAt(offset: number | null): CType {
    return decayed(this.typeAt(offset));
  }

  /** The records of all types so far, complete as far as the limits say. */
  records(): readonly RecordType[] {
    const steps = this.recordSteps();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  /** The same in steps, between which others may work. */
  *recordSteps(): Generator<void, readonly RecordType[]> {
    const records: RecordType[] = [];
    let given = 0;
    // Members add records at the end of the list while it is walked.
    for (let index = 0; index < this.#pending.length; index += 1) {
      const record = this.#pending[index];
      if (record === undefined) break;
      const isGiven = this.#isShared
        ? given < sharedRecordLimit
        : record.needed || (record.hops <= this.#hopLimit && given < recordLimit);
      if (isGiven) given += 1;
      records.push(this.#record(record, isGiven));
      if (index % recordsPerStep === recordsPerStep - 1) yield;
    }
    return records;
  }

  /** The virtual functions that a record of the table declares. */
  virtualFunctions(record: number): readonly VirtualFunction[] {
    const pending = this.#pending[record];
    return pending === undefined ? [] : virtualFunctionsOf(this.#sources, pending.entry);
  }

  /** The names of the virtual base classes of a record of the table. */
  virtualBases(record: number): readonly string[] {
    const pending = this.#pending[record];
    return pending === undefined ? [] : virtualBasesOf(this.#sources, pending.entry);
  }

  #record({ entry, hops }: PendingRecord, isGiven: boolean): RecordType {
    const { members, size, alignment, passedByReference } = this.#sources.layouts.layoutOf(entry);
    return {
      keyword: keywordOf(entry.abbreviation.tag),
      spelling: this.#spell(entry),
      size,
      alignment,
      members: isGiven && members !== null ? members.map((member) => this.#member(member, hops)) : null,
      passedByReference,
    };
  }

  #member({ name, type, opaqueSize, offset, bits, artificial }: LaidOutMember, hops: number): Member {
    const reach = { hops, depth: 0, needed: true };
    const built = opaqueSize === null ? this.#type(type, reach) : opaque('…', opaqueSize);
    return { name, type: built, offset, bits, ...(artificial && { artificial: true }) };
  }

  #type(offset: number | null, reach: Reach): CType {
    if (offset === null) return { kind: 'void', spelling: 'void' };
    const known = this.#known.get(offset);
    if (known !== undefined) return known;
    const entry = this.#sources.values.entries.at(offset);
    this.#workLeft -= 1;
    if (entry === null || reach.depth > depthLimit || this.#workLeft < 0) return opaque('?', null);
    const before = this.#uses;
    const type = clipped(this.#build(entry, { ...reach, depth: reach.depth + 1 }));
    // What refers to no record means the same in every table.
    if ((this.#isShared || before === this.#uses) && reach.depth < depthLimit / 2 && this.#workLeft > 0) {
      this.#known.set(offset, type);
    }
    return type;
  }

  #build(entry: Entry, reach: Reach): CType {
    const { values, names } = this.#sources;
    const { tag } = entry.abbreviation;
    if (qualifiers.has(tag)) return this.#inner(entry, reach);
    switch (tag) {
      case DW_TAG.base_type: {
        const size = values.number(entry, DW_AT.byte_size) ?? 0;
        return baseType(names.simple(entry) ?? '?', size, values.number(entry, DW_AT.encoding));
      }
      case DW_TAG.typedef:
      case DW_TAG.template_alias:
        return this.#typedef(entry, reach);
      case DW_TAG.pointer_type:
      case DW_TAG.reference_type:
      case DW_TAG.rvalue_reference_type:
        return this.#pointer(entry, { ...reach, hops: reach.hops + 1, needed: false });
      case DW_TAG.ptr_to_member_type: {
        const to = this.#inner(entry, { ...reach, hops: hopLimit + 1, needed: false });
        return opaque(spellMemberPointer(this.#sources, entry, to), memberPointerSize(values, entry));
      }
      case DW_TAG.array_type:
        return this.#array(entry, reach);
      case DW_TAG.enumeration_type: {
        const definition = this.#definitionOf(entry);
        return enumType(this.#sources, definition, this.#spell(definition));
      }
      case DW_TAG.structure_type:
      case DW_TAG.class_type:
      case DW_TAG.union_type:
      case DW_TAG.interface_type:
        return this.#recordReference(this.#definitionOf(entry), reach);
      case DW_TAG.subroutine_type:
        return this.#functionType(entry, { ...reach, needed: false });
      default:
        return this.#unspecified(entry);
    }
  }

  /** The type that DW_AT_type of an entry refers to. */
  #inner(entry: Entry, reach: Reach): CType {
    return this.#type(this.#sources.values.reference(entry, DW_AT.type), reach);
  }

  /** An outline does without: a declaration has the name, and definitions are found by an index of the whole file. */
  #definitionOf(entry: Entry): Entry {
    const { definitions } = this.#sources;
    return this.#isOutline ? definitions.inTypeUnit(entry) : definitions.definitionOf(entry);
  }

  #unspecified(entry: Entry): CType {
    const { values, names } = this.#sources;
    const name = names.qualified(entry);
    if (!isNullPointerType(entry, name)) return opaque(name ?? '?', values.number(entry, DW_AT.byte_size));
    return { kind: 'pointer', spelling: 'std::nullptr_t', to: this.typeAt(null), toConst: false };
  }

  #typedef(entry: Entry, reach: Reach): CType {
    const { values, names } = this.#sources;
    const offset = values.reference(entry, DW_AT.type);
    const spelling = names.qualified(entry);
    const target = offset === null ? null : values.entries.at(offset);
    if (target !== null && spelling !== null && !values.entries.has(target, DW_AT.name)) {
      this.#anonymous.set(target.offset, spelling);
    }
    const type = this.#type(offset, reach);
    return spelling === null ? type : { ...type, spelling };
  }

  #pointer(entry: Entry, reach: Reach): CType {
    const offset = this.#sources.values.reference(entry, DW_AT.type);
    const to = this.#type(offset, reach);
    const isWritten = this.#isConst(offset, false);
    const toConst = isWritten || this.#isConst(offset, true);
    const { tag } = entry.abbreviation;
    if (tag === DW_TAG.pointer_type) return pointerTo(to, toConst, isWritten);
    return referenceTo(to, toConst, tag === DW_TAG.reference_type ? '&' : '&&', isWritten);
  }

  /** Whether the type is const: by itself, or also through typedefs. */
  #isConst(offset: number | null, throughTypedefs: boolean): boolean {
    const { values } = this.#sources;
    let entry = offset === null ? null : values.entries.at(offset);
    for (let count = 0; entry !== null && count < depthLimit; count += 1) {
      const { tag } = entry.abbreviation;
      if (tag === DW_TAG.const_type) return true;
      const leadsOn = tag === DW_TAG.typedef ? throughTypedefs : tag === DW_TAG.array_type;
      if (!leadsOn && !qualifiers.has(tag)) return false;
      const next: number | null = values.reference(entry, DW_AT.type);
      entry = next === null ? null : values.entries.at(next);
    }
    return false;
  }

  #array(entry: Entry, reach: Reach): CType {
    const { values, shapes } = this.#sources;
    const element = this.#inner(entry, reach);
    if (values.flag(entry, DW_AT.GNU_vector)) {
      return opaque(`${element.spelling} vector`, shapes.shapeOf(entry.offset).size);
    }
    return dimensionsOf(values, entry).reduceRight((type, count) => arrayOf(type, count), element);
  }

  #recordReference(entry: Entry, { hops, needed }: Reach): CType {
    const spelling = this.#spell(entry);
    if (this.#isOutline) return opaque(spelling, null);
    this.#uses += 1;
    const known = this.#indexes.get(entry.offset);
    const isNeeded = needed || hops === 0;
    if (known === undefined) {
      this.#indexes.set(entry.offset, this.#pending.length);
      this.#pending.push({ entry, hops, needed: isNeeded });
      return { kind: 'record', spelling, record: this.#pending.length - 1 };
    }
    const pending = this.#pending[known];
    if (pending !== undefined) {
      pending.hops = Math.min(pending.hops, hops);
      pending.needed ||= isNeeded;
    }
    return { kind: 'record', spelling, record: known };
  }

  #spell(entry: Entry): string {
    return spellTagged(this.#sources, entry, this.#anonymous.get(entry.offset));
  }

  #functionType(entry: Entry, reach: Reach): CType {
    const { values, names } = this.#sources;
    const { entries, variadic } = parametersOf(values.entries, entry);
    const result = this.#inner(entry, reach);
    const parameters: Parameter[] = entries.map((parameter) => ({
      name: names.simple(parameter),
      type: decayed(this.#inner(parameter, reach)),
    }));
    // The limit of work counts a type once, and whoever walks the type later meets it wherever it stands.
    const weight = parameters.reduce((sum, { type }) => sum + weightOf(type), weightOf(result));
    if (weight > functionWeightLimit) {
      values.entries.problems.add('A type of a function is made of more types than can be written.');
      return opaque('function', null);
    }
    return functionType(result, parameters, variadic);
  }
}

function decayed(type: CType): CType {
  if (type.kind === 'array') return clipped(pointerTo(type.of, false));
  return type.kind === 'function' ? clipped(pointerTo(type, false)) : type;
}
