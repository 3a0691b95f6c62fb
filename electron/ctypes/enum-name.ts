import type { CType } from '../contract/prototype.ts';

type EnumType = Extract<CType, { readonly kind: 'enum' }>;

/** The first constant with this value; else, of an enum of flags, the constants that make it up, `A|B`; else null. */
export function enumName(type: EnumType, value: bigint): string | null {
  const exact = type.constants.find((constant) => constant.value === value);
  if (exact) return exact.name;
  return value > 0n && isFlags(type) ? flagNames(type, value) : null;
}

/** Every constant is zero, one bit, or several bits that have constants of their own; two single bits at least. */
function isFlags(type: EnumType): boolean {
  let singleBits = 0n;
  let count = 0;
  for (const { value } of type.constants) {
    if (!isOneBit(value) || (singleBits & value) !== 0n) continue;
    singleBits |= value;
    count += 1;
  }
  return count >= 2 && type.constants.every(({ value }) => value >= 0n && (value & ~singleBits) === 0n);
}

function flagNames(type: EnumType, value: bigint): string | null {
  const names: string[] = [];
  let left = value;
  for (const constant of type.constants) {
    if (!isOneBit(constant.value) || (left & constant.value) === 0n) continue;
    names.push(constant.name);
    left &= ~constant.value;
  }
  return left === 0n ? names.join('|') : null;
}

function isOneBit(value: bigint): boolean {
  return value > 0n && (value & (value - 1n)) === 0n;
}
