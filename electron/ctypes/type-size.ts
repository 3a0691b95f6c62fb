import { assertNever } from '../contract/failure.ts';
import type { CType, RecordType } from '../contract/prototype.ts';

// malloc's alignment on 64-bit machines (C17, 7.22.3): fit for every type that declares none of its own.
export const largestScalarAlignment = 16;

/** sizeof in bytes; null when it is not known or the type has none (void, functions). */
export function sizeOf(type: CType, records: readonly RecordType[]): number | null {
  switch (type.kind) {
    case 'void':
    case 'function':
      return null;
    case 'bool':
      return 1;
    case 'integer':
    case 'float':
    case 'enum':
      return type.bits / 8;
    case 'pointer':
      return 8;
    case 'opaque':
      return type.size;
    case 'record': {
      const record = records[type.record];
      if (!record) return null;
      return record.members === null && record.size === 0 ? null : record.size;
    }
    case 'array': {
      const element = sizeOf(type.of, records);
      return element === null ? null : element * type.count;
    }
    default:
      return assertNever(type);
  }
}

/** alignof in bytes, always a power of two; for what is not known the largest that a scalar has. */
export function alignmentOf(type: CType, records: readonly RecordType[]): number {
  if (type.kind === 'array') return alignmentOf(type.of, records);
  const natural = type.kind === 'record' ? records[type.record]?.alignment : sizeOf(type, records);
  const isPowerOfTwo =
    typeof natural === 'number' && natural > 0 && natural <= 65_536 && (natural & (natural - 1)) === 0;
  return isPowerOfTwo ? natural : largestScalarAlignment;
}

/** An array type as C spells it: `int[4]`, `char *[2]`. */
export function arrayOf(of: CType, count: number): Extract<CType, { readonly kind: 'array' }> {
  return { kind: 'array', spelling: `${of.spelling}[${count}]`, of, count };
}

/** True for the types that one byte holds and that buffers are made of: char, int8_t, uint8_t, …; not bool. */
export function isByte(type: CType): boolean {
  return type.kind === 'integer' && type.bits === 8;
}

/** True for plain char, whose arrays and pointers are text. */
export function isPlainChar(type: CType): boolean {
  return type.kind === 'integer' && type.spelling === 'char';
}
