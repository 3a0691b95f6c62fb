import type { CType, EnumConstant } from '../contract/prototype.ts';

/** An enumeration whose constants have their values. */
export interface EnumDeclaration {
  readonly spelling: string;
  /** Null when a value is not known. */
  readonly constants: readonly EnumConstant[] | null;
  /** The type after a colon; null without one. */
  readonly underlying: CType | null;
  readonly isPacked: boolean;
}

/**
 * The type of an enumeration in GCC: the first of unsigned int, int, unsigned long and long that holds all constants;
 * packed, the smallest type. Opaque when that cannot be told.
 */
export function enumType({ spelling, constants, underlying, isPacked }: EnumDeclaration): CType {
  if (!constants) return { kind: 'opaque', spelling, size: null };
  if (underlying) {
    if (underlying.kind === 'bool') return { kind: 'enum', spelling, bits: 8, signed: false, constants };
    if (underlying.kind !== 'integer') return { kind: 'opaque', spelling, size: null };
    return { kind: 'enum', spelling, bits: underlying.bits, signed: underlying.signed, constants };
  }
  const signed = constants.some(({ value }) => value < 0n);
  const widths: readonly (8 | 16 | 32 | 64)[] = isPacked ? [8, 16, 32, 64] : [32, 64];
  const bits = widths.find((width) => constants.every(({ value }) => fits(value, width, signed)));
  if (!bits) return { kind: 'opaque', spelling, size: null };
  return { kind: 'enum', spelling, bits, signed, constants };
}

function fits(value: bigint, bits: number, signed: boolean): boolean {
  const limit = 2n ** BigInt(signed ? bits - 1 : bits);
  return value < limit && value >= (signed ? -limit : 0n);
}
