import type { CType, Member, RecordType } from '../contract/prototype.ts';
import { placeInStruct, placeInUnion, type RecordShape } from './member-placement.ts';
import type { MemberDeclaration, RecordDeclaration, SizeAndAlignment } from './record-declaration.ts';

// Beyond this a record is a mistake, and offsets in bits would lose precision.
const largestRecord = 2 ** 40;

/**
 * Lays a struct or union out as GCC does for the System V psABI (AMD64 supplement, 3.1.2), packed and aligned attributes
 * and `#pragma pack` included. Opaque when a member's size is no number that such a record can have.
 */
export function layOutRecord(declaration: RecordDeclaration): RecordType {
  const isSound = declaration.members.every(
    ({ size, alignment, aligned, bitWidth }) =>
      Number.isSafeInteger(size) &&
      size >= 0 &&
      isAlignment(alignment) &&
      (aligned === null || isAlignment(aligned)) &&
      (bitWidth === null || (bitWidth >= 0 && bitWidth <= size * 8)),
  );
  if (!isSound || !(declaration.aligned === null || isAlignment(declaration.aligned))) {
    return opaqueRecord(declaration);
  }
  const place = declaration.keyword === 'union' ? placeInUnion : placeInStruct;
  const shape = place(declaration);
  const size = Math.ceil(Math.ceil(shape.endBit / 8) / shape.alignment) * shape.alignment;
  if (size > largestRecord) return opaqueRecord(declaration);
  return {
    keyword: declaration.keyword,
    spelling: declaration.spelling,
    size,
    alignment: shape.alignment,
    members: membersOf(declaration.members, shape),
    passedByReference: false,
  };
}

/** A record of which only the name is known. */
export function opaqueRecord({
  keyword,
  spelling,
}: Pick<RecordType, 'keyword' | 'spelling'>): RecordType & { readonly members: null } {
  return { keyword, spelling, size: 0, alignment: 1, members: null, passedByReference: false };
}

function membersOf(declared: readonly MemberDeclaration[], shape: RecordShape): readonly Member[] {
  return declared.flatMap((member, index) => {
    const bit = shape.bitOffsets[index] ?? 0;
    if (member.bitWidth !== null && (member.name === null || member.bitWidth === 0)) return [];
    const bits = member.bitWidth === null ? null : { offset: bit, size: member.bitWidth };
    return [{ name: member.name, type: member.type, offset: Math.floor(bit / 8), bits }];
  });
}

function isAlignment(bytes: number): boolean {
  return Number.isSafeInteger(bytes) && bytes >= 1 && bytes <= 2 ** 28 && (bytes & (bytes - 1)) === 0;
}

/** Natural size and alignment of a type on LP64; null for void, functions, flexible arrays' size alone is 0, and what is opaque. */
export function sizeAndAlignment(type: CType, records: readonly RecordType[]): SizeAndAlignment | null {
  switch (type.kind) {
    case 'bool':
      return { size: 1, alignment: 1 };
    case 'integer':
    case 'float':
    case 'enum':
      return { size: type.bits / 8, alignment: type.bits / 8 };
    case 'pointer':
      return { size: 8, alignment: 8 };
    case 'array': {
      const element = sizeAndAlignment(type.of, records);
      return element && { size: element.size * type.count, alignment: element.alignment };
    }
    case 'record': {
      const record = records[type.record];
      return record?.members ? { size: record.size, alignment: record.alignment } : null;
    }
    case 'opaque':
      return opaqueSize(type.spelling, type.size);
    default:
      return null;
  }
}

/** Types that are never passed by value here and yet have a size: as members they take room. */
function opaqueSize(spelling: string, size: number | null): SizeAndAlignment | null {
  if (size === null) return null;
  if (/\b_Complex\b/.test(spelling)) return { size, alignment: size / 2 };
  const isSixteenBytes = /^(?:long double|(?:unsigned |signed )?__int128|__float128|_Float128)$/.test(
    spelling,
  );
  return isSixteenBytes && size === 16 ? { size, alignment: 16 } : null;
}
