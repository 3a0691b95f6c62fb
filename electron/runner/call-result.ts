import koffi from 'koffi';
import type { ResultValue } from '../contract/call-value.ts';
import type { TypeWithRecords } from '../contract/prototype.ts';
import { decodeValue } from '../ctypes/decode-value.ts';
import { sizeOf } from '../ctypes/type-size.ts';
import type { ResultPlace } from './call-layout.ts';
import type { Eightbyte } from './eightbytes.ts';
import { hasPlainResult, plainMembers, registerType } from './koffi-types.ts';
import { processMemory } from './memory.ts';
import type { NativeMemory } from './new-memory.ts';
import { writeScalar } from './scalar-bytes.ts';

/** The exact result; what it points to is read now, while the arguments it may point into still live. */
export function resultOf(
  type: TypeWithRecords,
  place: ResultPlace,
  native: unknown,
  hidden: NativeMemory | null,
): ResultValue {
  if (place.kind === 'void') return { kind: 'void' };
  const source = { address: hidden?.address ?? null, bytes: hidden?.bytes ?? bytesOf(type, place, native) };
  return decodeValue(type, source, processMemory, { follow: 1 });
}

function bytesOf({ type, records }: TypeWithRecords, place: ResultPlace, native: unknown): Buffer {
  const bytes = Buffer.alloc(16);
  if (place.kind === 'scalar') writeScalar(bytes, 0, place.scalar, native);
  if (place.kind === 'registers') writeRegisters(bytes, place.eightbytes, native);
  return bytes.subarray(0, sizeOf(type, records) ?? 0);
}

function writeRegisters(bytes: Buffer, eightbytes: readonly Eightbyte[], native: unknown): void {
  if (!hasPlainResult(eightbytes)) {
    koffi.encode(bytes, registerType(eightbytes), native);
    return;
  }
  const members = native as Readonly<Record<string, unknown>>;
  for (const { name, scalar, offset } of plainMembers(eightbytes)) {
    if (scalar === 'f32') bytes.writeFloatLE(Number(members[name]), offset);
    else writeScalar(bytes, offset, scalar, members[name]);
  }
}
