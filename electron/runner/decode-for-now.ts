import { type ResultValue, readLimits } from '../contract/call-value.ts';
import type { CType, Member, RecordType, TypeWithRecords } from '../contract/prototype.ts';
import { isCString } from '../ctypes/type-spelling.ts';
import { sizeOfType } from './eightbytes.ts';
import type { ProcessMemory } from './process-memory.ts';

interface Source {
  readonly address: bigint | null;
  readonly bytes: Uint8Array | null;
}

/** Stands in for ctypes/decode-value.ts until that is there. */
export function decodeValue(
  { type, records }: TypeWithRecords,
  source: Source,
  memory: ProcessMemory,
  options: { readonly follow: number } = { follow: 0 },
): ResultValue {
  const size = sizeOfType(type, records);
  if (type.kind === 'void') return { kind: 'void' };
  if (size === null) return { kind: 'unreadable', reason: `the layout of ${type.spelling} is not known` };
  const bytes = source.bytes ?? (source.address === null ? null : memory.read(source.address, size));
  if (bytes === null) return { kind: 'unreadable', reason: 'not readable' };
  return decode(type, Buffer.from(bytes), { records, memory, follow: options.follow });
}

/** Stands in for ctypes/callback-arguments.ts until that is there. */
export function callbackArguments(
  type: Extract<CType, { readonly kind: 'function' }>,
  records: readonly RecordType[],
  raw: readonly (Uint8Array | null)[],
  memory: ProcessMemory,
): ResultValue[] {
  return type.parameters.map((parameter, index) =>
    decodeValue({ type: parameter.type, records }, { address: null, bytes: raw[index] ?? null }, memory, {
      follow: 1,
    }),
  );
}

interface Context {
  readonly records: readonly RecordType[];
  readonly memory: ProcessMemory;
  readonly follow: number;
}

function decode(type: CType, bytes: Buffer, context: Context): ResultValue {
  switch (type.kind) {
    case 'bool':
      return { kind: 'bool', value: bytes[0] !== 0 };
    case 'integer':
    case 'enum':
      return { kind: 'integer', value: integer(bytes, 0, type.bits, type.signed) };
    case 'float':
      return { kind: 'float', value: type.bits === 32 ? bytes.readFloatLE() : bytes.readDoubleLE() };
    case 'pointer':
      return pointer(type, bytes.readBigUInt64LE(), context);
    case 'record': {
      const members = context.records[type.record]?.members;
      if (!members) return { kind: 'unreadable', reason: `the layout of ${type.spelling} is not known` };
      return { kind: 'record', members: members.map((member) => memberValue(member, bytes, context)) };
    }
    case 'array':
      return array(type, bytes, context);
    default:
      return { kind: 'unreadable', reason: `${type.spelling} has no value` };
  }
}

function memberValue(member: Member, bytes: Buffer, context: Context): ResultValue {
  const { type, bits } = member;
  if (bits === null) return decode(type, bytes.subarray(member.offset), context);
  const signed = (type.kind === 'integer' || type.kind === 'enum') && type.signed;
  return { kind: 'integer', value: integer(bytes, bits.offset, bits.size, signed) };
}

function integer(bytes: Buffer, offset: number, size: number, signed: boolean): bigint {
  let value = 0n;
  for (let bit = 0; bit < size; bit++) {
    const at = offset + bit;
    const set = ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1;
    if (set) value |= 1n << BigInt(bit);
  }
  return signed ? BigInt.asIntN(size, value) : value;
}

function pointer(
  type: Extract<CType, { readonly kind: 'pointer' }>,
  address: bigint,
  context: Context,
): ResultValue {
  const string =
    isCString(type) && address !== 0n ? context.memory.readString(address, readLimits.stringBytes) : null;
  const text = string && {
    value: Buffer.from(string.bytes).toString('utf8'),
    truncated: string.truncated,
  };
  const complete = type.to.kind === 'record' && context.records[type.to.record]?.members;
  const target =
    complete && address !== 0n && context.follow > 0
      ? decodeValue({ type: type.to, records: context.records }, { address, bytes: null }, context.memory)
      : null;
  return { kind: 'pointer', address, text, target };
}

function array(
  type: Extract<CType, { readonly kind: 'array' }>,
  bytes: Buffer,
  context: Context,
): ResultValue {
  const size = sizeOfType(type.of, context.records) ?? 0;
  if (type.of.kind === 'integer' && type.of.bits === 8) {
    return { kind: 'bytes', bytes: Uint8Array.from(bytes.subarray(0, type.count)), total: type.count };
  }
  const count = Math.min(type.count, readLimits.items);
  const items = Array.from({ length: count }, (_, index) =>
    decode(type.of, bytes.subarray(index * size), context),
  );
  return { kind: 'array', items, total: type.count };
}
