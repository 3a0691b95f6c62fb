import { DW_AT, DW_ATE, DW_TAG } from './constants.ts';
import type { Definitions } from './definitions.ts';
import type { Entry } from './entries.ts';
import type { Values } from './values.ts';

/** How much room a type takes as a member. */
export interface TypeShape {
  readonly size: number;
  readonly alignment: number;
  /** The record that lies in it by value, alone or in an array. */
  readonly record: number | null;
  /** How many of that record; 1 outside of arrays. */
  readonly count: number;
}

/** Qualifiers and typedefs of one type, and dimensions of one array: more go in a circle. */
const chainLimit = 100;

const transparent: ReadonlySet<number> = new Set([
  DW_TAG.typedef,
  DW_TAG.template_alias,
  DW_TAG.const_type,
  DW_TAG.volatile_type,
  DW_TAG.restrict_type,
  DW_TAG.atomic_type,
  DW_TAG.packed_type,
  DW_TAG.shared_type,
  DW_TAG.immutable_type,
  DW_TAG.subrange_type,
]);

/** Sizes of types, found without building the types. */
export class TypeShapes {
  readonly #values: Values;
  readonly #definitions: Definitions;

  constructor(values: Values, definitions: Definitions) {
    this.#values = values;
    this.#definitions = definitions;
  }

  /** What is behind typedefs and qualifiers, a record's definition where there is one; null for void and for circles. */
  strip(offset: number): Entry | null {
    let entry = this.#values.entries.at(offset);
    for (let count = 0; entry !== null && count < chainLimit; count += 1) {
      if (!transparent.has(entry.abbreviation.tag)) return this.#definitions.definitionOf(entry);
      const next: number | null = this.#values.reference(entry, DW_AT.type);
      entry = next === null ? null : this.#values.entries.at(next);
    }
    if (entry !== null) this.#values.entries.problems.add('A type leads back to itself.');
    return null;
  }

  /** The room of a type; 0 bytes where it is not known. */
  shapeOf(offset: number, depth = 0): TypeShape {
    const shape = this.#strippedShape(offset, depth);
    const declared = this.#declaredAlignment(offset);
    return declared === null ? shape : { ...shape, alignment: declared };
  }

  /** DW_AT_alignment of a typedef or a qualified type. */
  #declaredAlignment(offset: number): number | null {
    const values = this.#values;
    let entry = values.entries.at(offset);
    for (let count = 0; entry !== null && count < chainLimit; count += 1) {
      const declared = declaredAlignment(values, entry);
      if (declared !== null) return declared;
      if (!transparent.has(entry.abbreviation.tag)) return null;
      const next: number | null = values.reference(entry, DW_AT.type);
      entry = next === null ? null : values.entries.at(next);
    }
    return null;
  }

  #strippedShape(offset: number, depth: number): TypeShape {
    const entry = depth < chainLimit ? this.strip(offset) : null;
    if (entry === null) return { size: 0, alignment: 1, record: null, count: 1 };
    const values = this.#values;
    const { addressSize } = entry.unit;
    const size = values.number(entry, DW_AT.byte_size);
    switch (entry.abbreviation.tag) {
      case DW_TAG.structure_type:
      case DW_TAG.class_type:
      case DW_TAG.union_type:
      case DW_TAG.interface_type:
        return { size: size ?? 0, alignment: 1, record: entry.offset, count: 1 };
      case DW_TAG.pointer_type:
      case DW_TAG.reference_type:
      case DW_TAG.rvalue_reference_type:
        return { size: size ?? addressSize, alignment: addressSize, record: null, count: 1 };
      case DW_TAG.ptr_to_member_type:
        return { size: memberPointerSize(values, entry), alignment: addressSize, record: null, count: 1 };
      case DW_TAG.array_type:
        return this.#arrayShape(entry, size, depth);
      case DW_TAG.enumeration_type: {
        const underlying = values.reference(entry, DW_AT.type);
        if (size === null && underlying !== null) return this.shapeOf(underlying, depth + 1);
        return scalar(size ?? 0, addressSize);
      }
      case DW_TAG.unspecified_type:
        return scalar(
          isNullPointerType(entry, values.text(entry, DW_AT.name)) ? addressSize : (size ?? 0),
          addressSize,
        );
      case DW_TAG.base_type: {
        const isComplex = values.number(entry, DW_AT.encoding) === DW_ATE.complex_float;
        return isComplex
          ? { ...scalar((size ?? 0) / 2, addressSize), size: size ?? 0 }
          : scalar(size ?? 0, addressSize);
      }
      default:
        return scalar(size ?? 0, addressSize);
    }
  }

  #arrayShape(entry: Entry, size: number | null, depth: number): TypeShape {
    const element = this.#values.reference(entry, DW_AT.type);
    const inner =
      element === null ? { size: 0, alignment: 1, record: null, count: 1 } : this.shapeOf(element, depth + 1);
    const count = dimensionsOf(this.#values, entry).reduce((product, dimension) => product * dimension, 1);
    if (this.#values.flag(entry, DW_AT.GNU_vector))
      return { ...scalar(inner.size * count, 64), record: null, count: 1 };
    return { ...inner, size: size ?? inner.size * count, count: inner.count * count };
  }
}

/** DW_AT_alignment where it is one; GCC takes at most 2^28. */
export function declaredAlignment(values: Values, entry: Entry): number | null {
  const declared = values.number(entry, DW_AT.alignment);
  return declared !== null && declared > 0 && declared <= 2 ** 28 && (declared & (declared - 1)) === 0
    ? declared
    : null;
}

/** Whether this is the type of nullptr, which is passed as a pointer and has no more than a name (DWARF 5, 5.2). */
export function isNullPointerType(entry: Entry, name: string | null): boolean {
  return (
    entry.abbreviation.tag === DW_TAG.unspecified_type &&
    (name === 'decltype(nullptr)' || name === 'std::nullptr_t' || name === 'nullptr_t')
  );
}

function scalar(size: number, addressSize: number): TypeShape {
  // i386 aligns long long and double inside records to 4; wider than an address aligned are long double and __int128.
  const largest = addressSize === 4 && size === 8 ? 4 : Math.max(16, addressSize);
  const alignment = Number.isInteger(Math.log2(size)) ? Math.min(size, largest) : 1;
  return { size, alignment: Math.max(1, alignment), record: null, count: 1 };
}

/** A pointer to a member function is two words (Itanium C++ ABI, 2.3). */
export function memberPointerSize(values: Values, entry: Entry): number {
  const to = values.reference(entry, DW_AT.type);
  const isFunction = to !== null && values.entries.at(to)?.abbreviation.tag === DW_TAG.subroutine_type;
  return values.number(entry, DW_AT.byte_size) ?? entry.unit.addressSize * (isFunction ? 2 : 1);
}

/** The lengths of an array's dimensions, the outermost first; 0 for one that is not known (DWARF 5, 5.5). */
export function dimensionsOf(values: Values, array: Entry): readonly number[] {
  const subranges = values.entries.children(array, (tag) => tag === DW_TAG.subrange_type);
  const lengths = subranges.slice(0, 32).map((subrange) => elementCount(values, subrange));
  return lengths.length === 0 ? [0] : lengths;
}

/** The length of one dimension. */
function elementCount(values: Values, subrange: Entry): number {
  const count = values.number(subrange, DW_AT.count);
  if (count !== null) return Math.max(0, count);
  const upper = values.number(subrange, DW_AT.upper_bound);
  if (upper === null) return 0;
  const lower = values.number(subrange, DW_AT.lower_bound) ?? 0;
  return Math.max(0, upper - lower + 1);
}
