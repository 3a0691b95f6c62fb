import { DW_AT, DW_CC_pass_by_reference, DW_TAG } from './constants.ts';
import type { Entry } from './entries.ts';
import { bitField, offsetOf } from './member-places.ts';
import type { Names } from './names.ts';
import { isNonTrivial } from './trivial-records.ts';
import { declaredAlignment, type TypeShapes } from './type-shapes.ts';
import type { Values } from './values.ts';

/** A record as its entry describes it; its members' types are offsets of entries still. */
export interface RecordLayout {
  readonly keyword: 'struct' | 'union' | 'class';
  readonly size: number;
  readonly alignment: number;
  readonly passedByReference: boolean;
  /** Null when the layout is not known. */
  readonly members: readonly LaidOutMember[] | null;
  /** How many members it has with those of the records inside it. */
  readonly weight: number;
}

export interface LaidOutMember {
  readonly name: string | null;
  /** Of the entry of its type; null for one whose type cannot be read. */
  readonly type: number | null;
  /** Its size where the type is not to be looked into: it would hold itself. */
  readonly opaqueSize: number | null;
  readonly offset: number;
  readonly bits: { readonly offset: number; readonly size: number } | null;
  readonly artificial: boolean;
}

/** A struct may hold itself only in damaged files; the kernel's deepest nesting is about 10. */
const nestingLimit = 64;
/** Members of one record, those of inner records included: more can be neither shown nor filled in. */
const weightLimit = 100_000;

const unknown = { members: null, passedByReference: false, alignment: 1, weight: 1 };

/** The layouts of records, each read once. */
export class Layouts {
  readonly #values: Values;
  readonly #names: Names;
  readonly #shapes: TypeShapes;
  readonly #known = new Map<number, RecordLayout>();
  readonly #open = new Set<number>();

  constructor(values: Values, names: Names, shapes: TypeShapes) {
    this.#values = values;
    this.#names = names;
    this.#shapes = shapes;
  }

  /** The layout of a record's definition. */
  layoutOf(record: Entry): RecordLayout {
    const known = this.#known.get(record.offset);
    if (known !== undefined) return known;
    this.#open.add(record.offset);
    const layout = this.#read(record);
    this.#open.delete(record.offset);
    this.#known.set(record.offset, layout);
    return layout;
  }

  #read(record: Entry): RecordLayout {
    const keyword = keywordOf(record.abbreviation.tag);
    const size = this.#values.number(record, DW_AT.byte_size);
    const isDeclared = this.#values.flag(record, DW_AT.declaration);
    if (isDeclared || size === null || size < 0) return { keyword, size: 0, ...unknown };
    const parts = this.#values.entries.children(record, isPartOfRecord);
    const members: LaidOutMember[] = [];
    const places: Place[] = [];
    let weight = 1;
    let byReference = false;
    for (const part of parts) {
      if (part.abbreviation.tag === DW_TAG.variant_part) return { keyword, size, ...unknown };
      const member = this.#member(part, record);
      if (member === 'static') continue;
      if (member === 'virtual-base') {
        byReference = true;
        places.push({ offset: 0, alignment: this.#alignmentOfBase(part) });
        continue;
      }
      const shape = member === 'unknown' || member.type === null ? null : this.#shapes.shapeOf(member.type);
      if (member === 'unknown' || !this.#fits(member, shape?.size ?? 0, size)) {
        this.#problem(record);
        return { keyword, size, ...unknown };
      }
      const inner = shape?.record === null || shape === null ? null : this.#inner(shape.record);
      if (inner === 'open') {
        this.#values.entries.problems.add(`${this.#title(record)} holds itself; the inner one is not shown.`);
        members.push({ ...member, opaqueSize: shape?.size ?? 0 });
        continue;
      }
      members.push(member);
      weight += (inner?.weight ?? 1) * Math.min(1 + (shape?.count ?? 1), 2);
      if (weight > weightLimit) {
        this.#problem(record);
        return { keyword, size, ...unknown };
      }
      byReference ||= inner?.passedByReference === true;
      const alignment = Math.max(inner?.alignment ?? 1, shape?.alignment ?? 1);
      // A bit-field has the alignment of its type, wherever it lies.
      places.push({ offset: member.bits === null ? member.offset : 0, alignment });
    }
    return {
      keyword,
      size,
      members: members.sort((left, right) => left.offset - right.offset || bitOf(left) - bitOf(right)),
      alignment: declaredAlignment(this.#values, record) ?? alignmentOf(size, places),
      passedByReference: this.#passedByReference(record, members, byReference),
      weight,
    };
  }

  #alignmentOfBase(part: Entry): number {
    const type = this.#values.reference(part, DW_AT.type);
    const base = type === null ? null : this.#shapes.strip(type);
    const layout = base === null ? null : this.#inner(base.offset);
    return layout === null || layout === 'open' ? 1 : layout.alignment;
  }

  #inner(offset: number): RecordLayout | 'open' | null {
    const record = this.#values.entries.at(offset);
    if (record === null) return null;
    if (this.#open.has(offset) || this.#open.size > nestingLimit) return 'open';
    return this.layoutOf(record);
  }

  #member(part: Entry, record: Entry): LaidOutMember | 'static' | 'virtual-base' | 'unknown' {
    const values = this.#values;
    const isBase = part.abbreviation.tag === DW_TAG.inheritance;
    // DWARF 4 writes static members as members that are declared elsewhere.
    if (!isBase && (values.flag(part, DW_AT.declaration) || values.flag(part, DW_AT.external)))
      return 'static';
    if (isBase && (values.number(part, DW_AT.virtuality) ?? 0) !== 0) return 'virtual-base';
    const type = values.reference(part, DW_AT.type);
    const name = isBase ? this.#nameOfBase(type) : values.text(part, DW_AT.name);
    const bitSize = values.number(part, DW_AT.bit_size);
    const offset = offsetOf(values, part, record);
    if (offset === null) return 'unknown';
    const isTable = name?.startsWith('_vptr') === true;
    const artificial = !isBase && (isTable || values.flag(part, DW_AT.artificial));
    const common = { name: name === '' ? null : name, type, opaqueSize: null, artificial };
    if (bitSize === null) return { ...common, offset, bits: null };
    const typeSize = type === null ? 0 : this.#shapes.shapeOf(type).size;
    return { ...common, ...bitField(values, part, { offset, bitSize, typeSize }) };
  }

  #nameOfBase(type: number | null): string | null {
    const base = type === null ? null : this.#shapes.strip(type);
    return base === null ? null : this.#names.simple(base);
  }

  /** Whether a member lies inside its record: one that does not tells of damage. */
  #fits(member: LaidOutMember, size: number, recordSize: number): boolean {
    if (member.bits === null) return member.offset >= 0 && member.offset + size <= recordSize;
    const { offset, size: bits } = member.bits;
    return offset >= 0 && bits >= 0 && bits <= 128 && offset + bits <= recordSize * 8;
  }

  #passedByReference(record: Entry, members: readonly LaidOutMember[], inherited: boolean): boolean {
    const convention = this.#values.number(record, DW_AT.calling_convention);
    if (convention !== null) return convention === DW_CC_pass_by_reference;
    if (this.#names.style(record.unit) !== 'c++') return false;
    const hasTable = members.some(({ artificial, name }) => artificial && name?.startsWith('_vptr') === true);
    return inherited || hasTable || isNonTrivial(this.#values, this.#names, record);
  }

  #problem(record: Entry): void {
    this.#values.entries.problems.add(
      `The layout of ${this.#title(record)} makes no sense; it is not shown.`,
    );
  }

  #title(record: Entry): string {
    return `${keywordOf(record.abbreviation.tag)} ${this.#names.qualified(record) ?? '{...}'}`.slice(0, 200);
  }
}

/** A member's offset, and the alignment of its type. */
interface Place {
  readonly offset: number;
  readonly alignment: number;
}

/**
 * The largest alignment among the members'; in a record that is packed, which puts them where their alignment would not,
 * what its packing leaves of that (GCC writes DW_AT_alignment only where the source does).
 */
function alignmentOf(size: number, places: readonly Place[]): number {
  const natural = places.reduce((most, { alignment }) => Math.max(most, alignment), 1);
  let packing = natural;
  const fits = ({ offset, alignment }: Place) => offset % Math.min(alignment, packing) === 0;
  while (packing > 1 && (size % packing !== 0 || !places.every(fits))) packing = Math.floor(packing / 2);
  return packing;
}

function bitOf({ bits }: LaidOutMember): number {
  return bits?.offset ?? 0;
}

function isPartOfRecord(tag: number): boolean {
  return tag === DW_TAG.member || tag === DW_TAG.inheritance || tag === DW_TAG.variant_part;
}

/** The keyword of a record's tag. */
export function keywordOf(tag: number): 'struct' | 'union' | 'class' {
  if (tag === DW_TAG.union_type) return 'union';
  return tag === DW_TAG.class_type || tag === DW_TAG.interface_type ? 'class' : 'struct';
}
