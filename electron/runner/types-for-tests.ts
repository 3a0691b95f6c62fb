import type { ArgumentValue, MemoryImage, PointerValue } from '../contract/call-value.ts';
import type { CType, Member, Prototype, RecordType } from '../contract/prototype.ts';
import { sizeOf } from '../ctypes/type-size.ts';

export const int = integerType('int', 32, true);
export const unsigned = integerType('unsigned', 32, false);
export const long = integerType('long', 64, true);
export const size = integerType('size_t', 64, false);
export const char = integerType('char', 8, true);
export const byte = integerType('unsigned char', 8, false);
export const bool: CType = { kind: 'bool', spelling: 'bool' };
export const float: CType = { kind: 'float', spelling: 'float', bits: 32 };
export const double: CType = { kind: 'float', spelling: 'double', bits: 64 };
export const nothing: CType = { kind: 'void', spelling: 'void' };
export const text = pointerTo(char);
export const address = pointerTo(nothing);

function integerType(spelling: string, bits: 8 | 16 | 32 | 64, signed: boolean): CType {
  return { kind: 'integer', spelling, bits, signed, character: bits === 8 };
}

export function pointerTo(to: CType): CType {
  return { kind: 'pointer', spelling: `${to.spelling} *`, to, toConst: false };
}

export function arrayOf(of: CType, count: number): CType {
  return { kind: 'array', spelling: `${of.spelling}[${count}]`, of, count };
}

export function recordType(spelling: string, record: number): CType {
  return { kind: 'record', spelling, record };
}

export function functionType(result: CType, parameters: readonly CType[]) {
  const named = parameters.map((type) => ({ name: null, type }));
  return { kind: 'function', spelling: 'function', result, parameters: named, variadic: false } as const;
}

/** A struct in the natural layout: each member at the next multiple of its alignment. */
export function struct(
  spelling: string,
  members: Readonly<Record<string, CType>>,
  records: readonly RecordType[] = [],
  passedByReference = false,
): RecordType {
  const laidOut: Member[] = [];
  let end = 0;
  let alignment = 1;
  for (const [name, type] of Object.entries(members)) {
    const own = alignmentOf(type, records);
    const offset = Math.ceil(end / own) * own;
    laidOut.push({ name, type, offset, bits: null });
    end = offset + (sizeOf(type, records) ?? 0);
    alignment = Math.max(alignment, own);
  }
  const bytes = Math.ceil(end / alignment) * alignment;
  return { keyword: 'struct', spelling, size: bytes, alignment, members: laidOut, passedByReference };
}

function alignmentOf(type: CType, records: readonly RecordType[]): number {
  if (type.kind === 'array') return alignmentOf(type.of, records);
  if (type.kind === 'record') return records[type.record]?.alignment ?? 1;
  return sizeOf(type, records) ?? 1;
}

export function prototype(
  name: string,
  result: CType,
  parameters: Readonly<Record<string, CType>>,
  more: Partial<Prototype> = {},
): Prototype {
  const named = Object.entries(parameters).map(([label, type]) => ({ name: label, type }));
  return { name, result, parameters: named, variadic: false, records: [], ...more };
}

export const integer = (value: number | bigint): ArgumentValue => ({ kind: 'integer', value: BigInt(value) });
export const real = (value: number): ArgumentValue => ({ kind: 'float', value });
export const at = (value: bigint): PointerValue => ({ kind: 'address', value });
export const string = (value: string): PointerValue => ({ kind: 'string', value });
export const symbol = (name: string): PointerValue => ({ kind: 'symbol', name });

export function image(bytes: Uint8Array, pointers: Readonly<Record<number, PointerValue>> = {}): MemoryImage {
  const placed = Object.entries(pointers).map(([offset, value]) => ({ offset: Number(offset), value }));
  return { bytes: Uint8Array.from(bytes), alignment: 16, pointers: placed };
}

/** New memory that is read after the call when `label` is given. */
export function block(content: MemoryImage, label?: string, type?: CType): PointerValue {
  return { kind: 'block', image: content, readBack: label && type ? { label, type } : null };
}

export function ints(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(values).buffer);
}

export function doubles(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Float64Array.from(values).buffer);
}
