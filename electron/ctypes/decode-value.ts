import { type ResultValue, readLimits } from '../contract/call-value.ts';
import { assertNever } from '../contract/failure.ts';
import type { CType, Member, RecordType, TypeWithRecords } from '../contract/prototype.ts';
import { decodePointer } from './decode-pointer.ts';
import { decodeBitField, decodeScalar } from './decode-scalar.ts';
import { Decoding } from './decoding.ts';
import { isScalar } from './encode-scalar.ts';
import { ByteWindow, type MemoryReader, type ValueSource } from './memory-reader.ts';
import { isByte, sizeOf } from './type-size.ts';

/** How much is read beyond the value itself. */
export interface DecodeOptions {
  /** How many pointers in a row are followed to what they point to; 0 for none. Strings are always read. */
  readonly follow: number;
}

/**
 * The value of a type in memory, bounded by `readLimits`: little-endian scalars, bit-fields, records, unions (every
 * member), arrays; char pointers with their text. Memory that cannot be read, layouts that are not known and what is
 * beyond the limits are `unreadable`; never throws, whatever the bytes and the records are.
 */
export function decodeValue(
  type: TypeWithRecords,
  source: ValueSource,
  memory: MemoryReader,
  options: DecodeOptions = { follow: 0 },
): ResultValue {
  const decoding = new Decoding(type.records, memory, decodeAt);
  return decoding.decode(type.type, source, { follow: options.follow, depth: 0 });
}

/** The value of a type at an address. */
export function readValue(
  type: TypeWithRecords,
  address: bigint,
  memory: MemoryReader,
  options?: DecodeOptions,
): ResultValue {
  return decodeValue(type, { address, bytes: null }, memory, options);
}

/** One value in a window of bytes. */
interface Spot {
  readonly type: CType;
  readonly window: ByteWindow;
  readonly offset: number;
  readonly follow: number;
  readonly depth: number;
}

function decodeAt(
  decoding: Decoding,
  type: CType,
  source: ValueSource,
  reach: { readonly follow: number; readonly depth: number },
): ResultValue {
  if (!decoding.take(1)) return tooMany();
  const window = new ByteWindow(source, sizeOf(type, decoding.records), decoding.memory);
  return decodeSpot(decoding, { type, window, offset: 0, ...reach });
}

function decodeSpot(decoding: Decoding, spot: Spot): ResultValue {
  const { type } = spot;
  if (spot.depth > readLimits.depth) return unreadable(`only ${readLimits.depth} levels are read`);
  switch (type.kind) {
    case 'void':
      return { kind: 'void' };
    case 'bool':
    case 'integer':
    case 'float':
    case 'enum': {
      const bytes = spot.window.at(spot.offset, type.kind === 'bool' ? 1 : type.bits / 8);
      return bytes ? decodeScalar(type, bytes) : notMapped(spot);
    }
    case 'pointer': {
      const bytes = spot.window.at(spot.offset, 8);
      return bytes ? decodePointer(decoding, type, bytes, spot) : notMapped(spot);
    }
    case 'array':
      return decodeArray(decoding, { ...spot, type });
    case 'record':
      return decodeRecord(decoding, spot, decoding.records[type.record]);
    case 'function':
    case 'opaque':
      return unreadable(`the layout of ${type.spelling} is not known`);
    default:
      return assertNever(type);
  }
}

function unreadable(reason: string): ResultValue {
  return { kind: 'unreadable', reason: reason.slice(0, 1000) };
}

function tooMany(): ResultValue {
  return unreadable(`only ${readLimits.values} values are read`);
}

function notMapped(spot: Spot): ResultValue {
  const { address } = spot.window;
  if (address === null) return unreadable('not all of its bytes are there');
  return unreadable(
    `the memory at 0x${BigInt.asUintN(64, address + BigInt(spot.offset)).toString(16)} cannot be read`,
  );
}

function decodeArray(
  decoding: Decoding,
  spot: Spot & { readonly type: Extract<CType, { readonly kind: 'array' }> },
): ResultValue {
  const { of, count } = spot.type;
  if (isByte(of)) {
    const bytes = spot.window.at(spot.offset, decoding.takeBytes(count));
    return bytes ? { kind: 'bytes', bytes: Uint8Array.from(bytes), total: count } : notMapped(spot);
  }
  const size = sizeOf(of, decoding.records);
  if (size === null) return unreadable(`how large ${of.spelling} is, is not known`);
  const items: ResultValue[] = [];
  while (items.length < Math.min(count, readLimits.items) && decoding.take(1)) {
    const offset = spot.offset + items.length * size;
    items.push(decodeSpot(decoding, { ...spot, type: of, offset, depth: spot.depth + 1 }));
  }
  return { kind: 'array', items, total: count };
}

function decodeRecord(decoding: Decoding, spot: Spot, record: RecordType | undefined): ResultValue {
  if (!record || record.members === null)
    return unreadable(`the layout of ${spot.type.spelling} is not known`);
  // A record has one value for each member, so all of them are counted before the first is read.
  if (!decoding.take(record.members.length)) return tooMany();
  const members = record.members.map((member) => decodeMember(decoding, spot, member));
  return { kind: 'record', members };
}

function decodeMember(decoding: Decoding, spot: Spot, member: Member): ResultValue {
  const { type, bits } = member;
  if (bits === null)
    return decodeSpot(decoding, {
      ...spot,
      type,
      offset: spot.offset + member.offset,
      depth: spot.depth + 1,
    });
  const first = Math.floor(bits.offset / 8);
  const shift = bits.offset % 8;
  if (!isScalar(type) || !(bits.size > 0 && bits.size <= 64))
    return unreadable('the bit-field contradicts itself');
  const at = { ...spot, offset: spot.offset + first };
  const bytes = spot.window.at(at.offset, Math.ceil((shift + bits.size) / 8));
  return bytes ? decodeBitField(type, bytes, { shift, size: bits.size }) : notMapped(at);
}
