import type { ResultValue } from '../contract/call-value.ts';
import { assertNever } from '../contract/failure.ts';
import type { ScalarType } from './encode-saved.ts';

/** The value in the bytes of a scalar, little-endian; `bytes` is as long as the type. */
export function decodeScalar(type: ScalarType, bytes: Uint8Array): ResultValue {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type.kind) {
    case 'bool':
      return { kind: 'bool', value: bytes[0] !== 0 };
    case 'float':
      return { kind: 'float', value: type.bits === 32 ? view.getFloat32(0, true) : view.getFloat64(0, true) };
    case 'integer':
    case 'enum': {
      const raw = littleEndian(bytes);
      return { kind: 'integer', value: type.signed ? BigInt.asIntN(type.bits, raw) : raw };
    }
    default:
      return assertNever(type);
  }
}

/** The value of a bit-field: `bytes` begin with the byte that its lowest bit lies in, at bit `shift`; a signed one is sign-extended. */
export function decodeBitField(
  type: ScalarType,
  bytes: Uint8Array,
  field: { readonly shift: number; readonly size: number },
): ResultValue {
  const raw = BigInt.asUintN(field.size, littleEndian(bytes) >> BigInt(field.shift));
  if (type.kind === 'bool') return { kind: 'bool', value: raw !== 0n };
  const isSigned = type.kind !== 'float' && type.signed;
  return { kind: 'integer', value: isSigned ? BigInt.asIntN(field.size, raw) : raw };
}

/** The bytes as one unsigned integer. */
export function littleEndian(bytes: Uint8Array): bigint {
  if (bytes.length === 8) return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  let value = 0n;
  for (let index = bytes.length - 1; index >= 0; index--) value = (value << 8n) | BigInt(bytes[index] ?? 0);
  return value;
}
