import type { Scalar } from './call-layout.ts';

/** Writes a scalar as the machine holds it in eight bytes (little-endian), integers extended to all of them. */
export function writeScalar(into: Buffer, offset: number, scalar: Scalar, value: unknown): void {
  if (scalar === 'f32') into.writeFloatLE(Number(value), offset);
  else if (scalar === 'f64') into.writeDoubleLE(Number(value), offset);
  else into.writeBigInt64LE(BigInt.asIntN(64, integerOf(value)), offset);
}

/** The integer in what koffi gives: a number, a bigint, a boolean, or null for the null pointer. */
export function integerOf(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : 0n;
}
