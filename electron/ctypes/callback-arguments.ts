import type { ResultValue } from '../contract/call-value.ts';
import type { CType, RecordType } from '../contract/prototype.ts';
import { decodePointer } from './decode-pointer.ts';
import { decodeValue } from './decode-value.ts';
import { Decoding } from './decoding.ts';
import { isScalar } from './encode-scalar.ts';
import { ImageBuilder } from './memory-image.ts';
import type { MemoryReader } from './memory-reader.ts';
import { isCString } from './type-spelling.ts';

/** An argument as the call library hands it to a callback; a record comes as its bytes, a pointer as its address. */
export type RawArgument = bigint | number | boolean | Uint8Array | null | undefined;

const largestCount = 1024;

/**
 * The arguments of one call of a callback, for the recorder's log: pointers are followed one level. How long a list of
 * strings is says the nearest integer parameter in front of it when that is 0 to 1024 (`argc, argv`); else it ends with NULL.
 */
export function callbackArguments(
  type: Extract<CType, { readonly kind: 'function' }>,
  records: readonly RecordType[],
  raw: readonly RawArgument[],
  memory: MemoryReader,
): ResultValue[] {
  let count: number | null = null;
  return type.parameters.map((parameter, index) => {
    const value = argumentOf(parameter.type, { records, memory, raw: raw[index], count });
    if (value.kind === 'integer' && parameter.type.kind === 'integer' && !parameter.type.character)
      count = value.value >= 0n && value.value <= largestCount ? Number(value.value) : null;
    return value;
  });
}

function argumentOf(
  type: CType,
  given: {
    readonly records: readonly RecordType[];
    readonly memory: MemoryReader;
    readonly raw: RawArgument;
    readonly count: number | null;
  },
): ResultValue {
  const { records, memory, count } = given;
  const bytes = bytesOf(type, given.raw);
  if (bytes === null) return { kind: 'unreadable', reason: `no ${type.spelling} was handed over` };
  if (type.kind !== 'pointer' || !isCString(type.to))
    return decodeValue({ type, records }, { address: null, bytes }, memory, { follow: 1 });
  const decoding = new Decoding(records, memory, (_, to, source, reach) =>
    decodeValue({ type: to, records }, source, memory, reach),
  );
  return decodePointer(decoding, type, bytes.subarray(0, 8), { follow: 1, depth: 0 }, count);
}

function bytesOf(type: CType, raw: RawArgument): Uint8Array | null {
  if (raw instanceof Uint8Array) return raw;
  const image = new ImageBuilder(8);
  if (type.kind === 'float') {
    if (typeof raw !== 'number') return null;
    image.write({ kind: 'float', value: raw }, 0, type.bits / 8);
  } else {
    const isPointer = type.kind === 'pointer';
    const value = integerOf(raw === null && isPointer ? 0 : raw);
    if (value === null || !(isPointer || isScalar(type))) return null;
    image.write({ kind: 'integer', value }, 0, 8);
  }
  return image.bytes;
}

function integerOf(raw: Exclude<RawArgument, Uint8Array>): bigint | null {
  if (typeof raw === 'number') return Number.isSafeInteger(raw) ? BigInt(raw) : null;
  return typeof raw === 'boolean' ? BigInt(raw) : (raw ?? null);
}
