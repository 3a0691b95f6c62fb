import type { CType, EnumConstant } from '../contract/prototype.ts';
import { bitsOf, opaque } from './base-types.ts';
import { DW_AT, DW_ATE, DW_TAG } from './constants.ts';
import type { Entry } from './entries.ts';
import type { TypeSources } from './type-sources.ts';

/** More can be neither shown nor chosen from. */
const enumeratorLimit = 10_000;

/** An enumeration (DWARF 5, 5.8) spelled so; opaque where it is only declared or no integer holds it. */
export function enumType(sources: TypeSources, entry: Entry, spelling: string): CType {
  const { values, names, shapes } = sources;
  const { size } = shapes.shapeOf(entry.offset);
  const bits = bitsOf(size);
  if (bits === null || values.flag(entry, DW_AT.declaration)) {
    return opaque(spelling, size === 0 ? null : size);
  }
  const written = values.entries
    .children(entry, (tag) => tag === DW_TAG.enumerator)
    .slice(0, enumeratorLimit)
    .map((enumerator) => ({
      name: names.simple(enumerator) ?? '?',
      value: values.constant(enumerator, DW_AT.const_value) ?? 0n,
    }));
  const signed = isSigned(sources, entry) ?? written.some(({ value }) => value < 0n);
  const constants: readonly EnumConstant[] = written.map(({ name, value }) => ({
    name,
    value: signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value),
  }));
  return { kind: 'enum', spelling, bits, signed, constants };
}

/** By the encoding of the enumeration or of its underlying type; null where the compiler names none. */
function isSigned({ values, shapes }: TypeSources, entry: Entry): boolean | null {
  const offset = values.reference(entry, DW_AT.type);
  const underlying = offset === null ? null : shapes.strip(offset);
  const encoding =
    values.number(entry, DW_AT.encoding) ??
    (underlying === null ? null : values.number(underlying, DW_AT.encoding));
  return encoding === null ? null : encoding === DW_ATE.signed || encoding === DW_ATE.signed_char;
}
