import type { CType, Member, RecordType } from '../contract/prototype.ts';
import { NotExpressible } from './not-expressible.ts';
import { isZero, type PlannedValue } from './planned-value.ts';
import { isByte, isPlainChar, sizeOf } from './type-sizes.ts';

/** New memory to be read back into values. */
export interface ImageSource {
  readonly records: readonly RecordType[];
  readonly bytes: Uint8Array;
  readonly label: string;
  /** True when a pointer is to be written between two offsets. */
  readonly hasPointer: (start: number, end: number) => boolean;
  /** What is to be written at an offset, or null. */
  readonly pointerAt: (offset: number, type: CType, label: string) => PlannedValue | null;
}

/** What the image holds, as values of the type that lies at its start. */
export function readImage(type: CType, source: ImageSource): PlannedValue {
  return readAt(type, { source, offset: 0, path: source.label });
}

interface Place {
  readonly source: ImageSource;
  readonly offset: number;
  readonly path: string;
}

function readAt(type: CType, place: Place): PlannedValue {
  const { source, offset, path } = place;
  switch (type.kind) {
    case 'bool':
      return { kind: 'bool', value: source.bytes[offset] !== 0 };
    case 'integer':
    case 'enum':
      return { kind: 'integer', type, value: readInteger(source.bytes, offset * 8, type.bits, type.signed) };
    case 'float': {
      const view = viewOf(source.bytes);
      const value = type.bits === 32 ? view.getFloat32(offset, true) : view.getFloat64(offset, true);
      return { kind: 'float', bits: type.bits, value };
    }
    case 'pointer':
      return readPointer(type, place);
    case 'array':
      return readArray(type, place);
    case 'record':
      return readRecord(type, place);
    default:
      throw new NotExpressible(`${path}: the layout of ${type.spelling} is not known.`);
  }
}

function readPointer(type: CType, { source, offset, path }: Place): PlannedValue {
  const written = source.pointerAt(offset, type, path);
  if (written !== null) return written;
  if (readInteger(source.bytes, offset * 8, 64, false) === 0n) return { kind: 'null' };
  throw new NotExpressible(`${path} is an address in the process of now and means nothing in another one.`);
}

function readArray(type: Extract<CType, { kind: 'array' }>, { source, offset, path }: Place): PlannedValue {
  const size = sizeOf(type.of, source.records);
  if (size === null) throw new NotExpressible(`${path}: the layout of ${type.of.spelling} is not known.`);
  const { count, of } = type;
  if (isPlainChar(of) || isByte(of)) {
    const bytes = withoutZeros(source.bytes.subarray(offset, offset + count));
    const items = [...bytes].map((_byte, index) => readAt(of, { source, offset: offset + index, path }));
    return { kind: 'array', of, items, count, bytes };
  }
  const used = usedElements(source, offset, size, count);
  const items = Array.from({ length: used }, (_, index) =>
    readAt(of, { source, offset: offset + index * size, path: `${path}[${index}]` }),
  );
  return { kind: 'array', of, items, count, bytes: null };
}

/** Elements up to the last that is not all zero. */
function usedElements(source: ImageSource, offset: number, size: number, count: number): number {
  for (let used = count; used > 0; used -= 1) {
    const start = offset + (used - 1) * size;
    const bytes = source.bytes.subarray(start, start + size);
    if (bytes.some((byte) => byte !== 0) || source.hasPointer(start, start + size)) return used;
  }
  return 0;
}

function readRecord(type: Extract<CType, { kind: 'record' }>, { source, offset, path }: Place): PlannedValue {
  const record = source.records[type.record];
  if (!record?.members) throw new NotExpressible(`${path}: the layout of ${type.spelling} is not known.`);
  const bytes = source.bytes.subarray(offset, offset + record.size);
  const members = new Map<number, PlannedValue>();
  const chosen = record.keyword === 'union' ? unionMember(record, { source, offset, path }) : null;
  for (const [index, member] of record.members.entries()) {
    if (record.keyword === 'union' && index !== chosen) continue;
    const value = readMember(member, {
      source,
      offset,
      path: member.name === null ? path : `${path}.${member.name}`,
    });
    if (!isZero(value)) members.set(index, value);
  }
  return { kind: 'record', record: type.record, members, bytes };
}

/** The first member that holds all that is not zero; null for a union of zeros. */
function unionMember(record: RecordType, { source, offset, path }: Place): number | null {
  const bytes = source.bytes.subarray(offset, offset + record.size);
  const used = usedLength(bytes);
  const hasPointer = source.hasPointer(offset, offset + record.size);
  if (used === 0 && !hasPointer) return null;
  for (const [index, { type, bits }] of (record.members ?? []).entries()) {
    const size = bits ? Math.floor(bits.size / 8) : (sizeOf(type, source.records) ?? 0);
    if (hasPointer ? type.kind === 'pointer' : size >= used && type.kind !== 'pointer') return index;
  }
  throw new NotExpressible(`${path}: no member of the union holds its value.`);
}

function readMember(member: Member, { source, offset, path }: Place): PlannedValue {
  const { type, bits } = member;
  if (!bits) return readAt(type, { source, offset: offset + member.offset, path });
  if (type.kind === 'bool') {
    return {
      kind: 'bool',
      value: readInteger(source.bytes, offset * 8 + bits.offset, bits.size, false) !== 0n,
    };
  }
  if (type.kind !== 'integer' && type.kind !== 'enum')
    throw new NotExpressible(`${path} is no bit-field we know.`);
  const value = readInteger(source.bytes, offset * 8 + bits.offset, bits.size, type.signed);
  return { kind: 'integer', type, value };
}

/** `size` bits from a bit offset, little-endian. */
function readInteger(bytes: Uint8Array, bitOffset: number, size: number, signed: boolean): bigint {
  let value = 0n;
  const first = Math.floor(bitOffset / 8);
  const last = Math.floor((bitOffset + size - 1) / 8);
  for (let index = last; index >= first; index -= 1) value = (value << 8n) | BigInt(bytes[index] ?? 0);
  value = BigInt.asUintN(size, value >> BigInt(bitOffset % 8));
  return signed ? BigInt.asIntN(size, value) : value;
}

function withoutZeros(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, usedLength(bytes));
}

/** Bytes up to the last that is not zero. */
export function usedLength(bytes: Uint8Array): number {
  let used = bytes.length;
  while (used > 0 && bytes[used - 1] === 0) used -= 1;
  return used;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
