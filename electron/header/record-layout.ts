import type { CType, RecordType } from '../contract/prototype.ts';
import type { ConstantValue } from '../ctypes/constant-expression.ts';
import { layOutRecord, opaqueRecord } from '../ctypes/layout.ts';
import type { MemberDeclaration, SizeAndAlignment } from '../ctypes/record-declaration.ts';
import type { Target } from '../ctypes/scalar-types.ts';
import { type Attribute, hidesLayout } from './attributes.ts';
import type { DeclaratorSyntax, MemberSyntax, RecordSyntax, SpecifierSyntax } from './declaration-syntax.ts';
import type { DeclaredType } from './declared-type.ts';

/** What a layout needs to know of the types and constants around it. */
export interface LayoutTypes {
  readonly target: Target;
  readonly tagsAreTypes: boolean;
  declared(specifiers: SpecifierSyntax, declarator: DeclaratorSyntax): DeclaredType;
  measureDeclared(type: DeclaredType): SizeAndAlignment | null;
  evaluate(text: string): ConstantValue | null;
  /** The alignment that attributes give, in bytes: null without one, undefined for one that cannot be read. */
  alignedTo(attributes: readonly Attribute[]): number | null | undefined;
}

/** Lays out a struct or union as it is written; opaque as soon as one thing in it is not certain. */
export function layOutSyntax(syntax: RecordSyntax, spelling: string, types: LayoutTypes): RecordType {
  const { keyword } = syntax;
  const opaque = opaqueRecord({ keyword, spelling });
  const aligned = types.alignedTo(syntax.attributes);
  if (syntax.isUncertain || syntax.attributes.some(hidesLayout) || aligned === undefined) return opaque;
  const members = memberDeclarations(syntax, types);
  // In C++ a record without members takes a byte, and one with a size of 0 is no C.
  if (!members || (types.tagsAreTypes && members.length === 0)) return opaque;
  return layOutRecord({
    keyword,
    spelling,
    members,
    packed: syntax.attributes.some(({ name }) => name === 'packed'),
    aligned,
    pack: syntax.pack,
    // AAPCS64; the two targets differ in the sign of char as well.
    unnamedBitFieldsAlign: !types.target.plainCharSigned,
  });
}

function memberDeclarations(syntax: RecordSyntax, types: LayoutTypes): readonly MemberDeclaration[] | null {
  const list: MemberDeclaration[] = [];
  for (const member of syntax.members ?? []) {
    if (declaresNoMember(member)) continue;
    const declaration = memberDeclaration(member, types);
    if (!declaration) return null;
    list.push(declaration);
  }
  return list;
}

/** `struct point { … };` inside a record declares the type alone; without a tag it is an anonymous member. */
function declaresNoMember({ specifiers: { base }, declarator, bitWidth }: MemberSyntax): boolean {
  if (declarator.name !== null || bitWidth !== null || declarator.parts.length > 0) return false;
  return base.kind === 'enum' || (base.kind === 'record' && base.record.tag !== null);
}

function memberDeclaration(member: MemberSyntax, types: LayoutTypes): MemberDeclaration | null {
  const { specifiers, declarator } = member;
  if (declarator.name === null && member.bitWidth === null && specifiers.base.kind !== 'record') return null;
  const aligned = types.alignedTo(declarator.attributes);
  const declared = types.declared(specifiers, {
    ...declarator,
    // The alignment of the member itself is not one of its type.
    attributes: declarator.attributes.filter(({ name }) => name !== 'aligned' && name !== 'align'),
  });
  const measured = types.measureDeclared(declared);
  if (!measured || aligned === undefined) return null;
  const bitWidth = member.bitWidth === null ? null : types.evaluate(member.bitWidth)?.value;
  if (bitWidth === undefined || (bitWidth !== null && !isBitField(declared.type, bitWidth))) return null;
  return {
    ...measured,
    name: declarator.name,
    type: declared.type,
    bitWidth: bitWidth === null ? null : Number(bitWidth),
    packed: declarator.attributes.some(({ name }) => name === 'packed'),
    aligned,
  };
}

function isBitField(type: CType, width: bigint): boolean {
  if (width < 0n) return false;
  if (type.kind === 'bool') return width <= 1n;
  return (type.kind === 'integer' || type.kind === 'enum') && width <= BigInt(type.bits);
}
