import type { MemberDeclaration, RecordDeclaration } from './record-declaration.ts';

/** Where the members of a record lie. */
export interface RecordShape {
  /** Of each declared member, from the start of the record. */
  readonly bitOffsets: readonly number[];
  /** The first bit after all members. */
  readonly endBit: number;
  /** Of the record, in bytes. */
  readonly alignment: number;
}

interface Demands {
  /** At which multiple of bits the member begins, as far as its own alignment asks for it. */
  readonly startBits: number;
  /** What the record's alignment is at least, in bits. */
  readonly recordBits: number;
}

/**
 * Members one after the other. A bit-field may begin at any bit but not span more units of its type's alignment than
 * the type itself; `packed` and `#pragma pack` lift that (GCC, place_field with PCC_BITFIELD_TYPE_MATTERS).
 */
export function placeInStruct(declaration: RecordDeclaration): RecordShape {
  let end = 0;
  let alignmentBits = (declaration.aligned ?? 1) * 8;
  const bitOffsets: number[] = [];
  for (const member of declaration.members) {
    const demands = demandsOf(member, declaration);
    let start = roundUp(end, demands.startBits);
    if (mustNotStraddle(member, declaration) && straddles(start, member)) {
      start = roundUp(start, member.alignment * 8);
    }
    bitOffsets.push(start);
    end = start + (member.bitWidth ?? member.size * 8);
    alignmentBits = Math.max(alignmentBits, demands.recordBits);
  }
  return { bitOffsets, endBit: end, alignment: alignmentBits / 8 };
}

/** All members at 0. */
export function placeInUnion(declaration: RecordDeclaration): RecordShape {
  const lengths = declaration.members.map(({ bitWidth, size }) => bitWidth ?? size * 8);
  const demands = declaration.members.map((member) => demandsOf(member, declaration).recordBits);
  return {
    bitOffsets: lengths.map(() => 0),
    endBit: lengths.reduce((longest, bits) => Math.max(longest, bits), 0),
    alignment: demands.reduce((largest, bits) => Math.max(largest, bits), (declaration.aligned ?? 1) * 8) / 8,
  };
}

function demandsOf(member: MemberDeclaration, declaration: RecordDeclaration): Demands {
  return member.bitWidth === null
    ? demandsOfOrdinary(member, declaration)
    : demandsOfBitField(member, declaration);
}

function demandsOfOrdinary(member: MemberDeclaration, declaration: RecordDeclaration): Demands {
  const own = member.aligned ?? 1;
  const natural = isPacked(member, declaration) ? own : Math.max(own, member.alignment);
  // GCC lets `#pragma pack` lower an explicit alignment as well.
  const bits = Math.min(natural, declaration.pack ?? natural) * 8;
  return { startBits: bits, recordBits: bits };
}

function demandsOfBitField(member: MemberDeclaration, declaration: RecordDeclaration): Demands {
  const typeBits = member.alignment * 8;
  const raisesRecord = member.name !== null || declaration.unnamedBitFieldsAlign === true;
  if (member.bitWidth === 0) {
    // Width 0 begins a new unit of its type, packed or not (C17, 6.7.2.1 paragraph 12).
    const startBits = Math.max(typeBits, (member.aligned ?? 1) * 8);
    return { startBits, recordBits: raisesRecord ? startBits : 8 };
  }
  const ownBits =
    member.aligned === null ? 1 : Math.min(member.aligned, declaration.pack ?? member.aligned) * 8;
  if (!raisesRecord) return { startBits: ownBits, recordBits: 8 };
  const byType =
    declaration.pack !== null
      ? Math.min(typeBits, declaration.pack * 8)
      : isPacked(member, declaration)
        ? 8
        : typeBits;
  return { startBits: ownBits, recordBits: Math.max(8, ownBits, byType) };
}

function isPacked(member: MemberDeclaration, declaration: RecordDeclaration): boolean {
  return member.packed || declaration.packed;
}

function mustNotStraddle(member: MemberDeclaration, declaration: RecordDeclaration): boolean {
  return (
    member.bitWidth !== null &&
    member.bitWidth > 0 &&
    declaration.pack === null &&
    !isPacked(member, declaration)
  );
}

function straddles(start: number, { bitWidth, alignment, size }: MemberDeclaration): boolean {
  const unit = alignment * 8;
  const units = Math.floor((start + (bitWidth ?? 0) + unit - 1) / unit) - Math.floor(start / unit);
  return units > (size * 8) / unit;
}

function roundUp(bits: number, multiple: number): number {
  return Math.ceil(bits / multiple) * multiple;
}
