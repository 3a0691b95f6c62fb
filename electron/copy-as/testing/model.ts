import type { ArgumentValue, MemoryImage, PointerValue, ReadBack } from '../../contract/call-value.ts';
import type { CType, Member, Prototype, RecordType } from '../../contract/prototype.ts';

/** Types and values written down by hand, as short as a test wants them. */
export const voidType: CType = { kind: 'void', spelling: 'void' };
export const bool: CType = { kind: 'bool', spelling: 'bool' };
export const char: CType = { kind: 'integer', spelling: 'char', bits: 8, signed: true, character: true };
export const byte: CType = { kind: 'integer', spelling: 'uint8_t', bits: 8, signed: false, character: true };
export const short: CType = integer('short', 16, true);
export const int: CType = integer('int', 32, true);
export const unsigned: CType = integer('unsigned int', 32, false);
export const long: CType = integer('long long', 64, true);
export const size: CType = integer('size_t', 64, false);
export const float: CType = { kind: 'float', spelling: 'float', bits: 32 };
export const double: CType = { kind: 'float', spelling: 'double', bits: 64 };
export const color: CType = {
  kind: 'enum',
  spelling: 'enum color',
  bits: 32,
  signed: false,
  constants: [
    { name: 'RED', value: 0n },
    { name: 'GREEN', value: 7n },
  ],
};

function integer(spelling: string, bits: 16 | 32 | 64, signed: boolean): CType {
  return { kind: 'integer', spelling, bits, signed, character: false };
}

export function pointer(to: CType, toConst = false): CType {
  return { kind: 'pointer', spelling: `${toConst ? 'const ' : ''}${to.spelling} *`, to, toConst };
}

export function array(of: CType, count: number): CType {
  return { kind: 'array', spelling: `${of.spelling}[${count}]`, of, count };
}

export function functionType(
  result: CType,
  ...types: readonly CType[]
): Extract<CType, { kind: 'function' }> {
  const parameters = types.map((type) => ({ name: null, type }));
  return { kind: 'function', spelling: 'function', result, parameters, variadic: false };
}

export function record(index: number, spelling: string): CType {
  return { kind: 'record', spelling, record: index };
}

export type MemberText = readonly [string | null, CType, number, (readonly [number, number])?];

export function recordType(
  spelling: string,
  [bytes, alignment]: readonly [number, number],
  members: readonly MemberText[],
): RecordType {
  return {
    keyword: spelling.startsWith('union') ? 'union' : 'struct',
    spelling,
    size: bytes,
    alignment,
    passedByReference: false,
    members: members.map(
      ([name, type, offset, bits]): Member => ({
        name,
        type,
        offset,
        bits: bits === undefined ? null : { offset: bits[0], size: bits[1] },
      }),
    ),
  };
}

export function prototypeOf(
  name: string,
  result: CType,
  parameters: Readonly<Record<string, CType>>,
  records: readonly RecordType[],
  variadic = false,
): Prototype {
  const list = Object.entries(parameters).map(([label, type]) => ({ name: label, type }));
  return { name, result, parameters: list, variadic, records };
}

export const number = (value: bigint | number): ArgumentValue => ({ kind: 'integer', value: BigInt(value) });
export const real = (value: number): ArgumentValue => ({ kind: 'float', value });
export const truth = (value: boolean): ArgumentValue => ({ kind: 'bool', value });
export const string = (value: string): PointerValue => ({ kind: 'string', value });
export const address = (value: bigint): PointerValue => ({ kind: 'address', value });
export const symbol = (name: string): PointerValue => ({ kind: 'symbol', name });

/** New memory of so many bytes; each write is an offset and a number of so many bytes, a double, or a pointer. */
export function image(
  length: number,
  writes: readonly (readonly [number, bigint | number | PointerValue, (1 | 2 | 4 | 8)?])[] = [],
): MemoryImage {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  const pointers: { offset: number; value: PointerValue }[] = [];
  for (const [offset, value, width = 4] of writes) {
    if (typeof value === 'number') view.setFloat64(offset, value, true);
    else if (typeof value !== 'bigint') pointers.push({ offset, value });
    else for (let at = 0; at < width; at += 1) bytes[offset + at] = Number((value >> BigInt(8 * at)) & 255n);
  }
  return { bytes, alignment: 8, pointers };
}

export function textImage(length: number, text: string): MemoryImage {
  const result = image(length);
  result.bytes.set(new TextEncoder().encode(text));
  return result;
}

export function block(content: MemoryImage, readBack: ReadBack | null = null): PointerValue {
  return { kind: 'block', image: content, readBack };
}

export function callback(
  label: string,
  type: Extract<CType, { kind: 'function' }>,
  ...returns: readonly ArgumentValue[]
): PointerValue {
  return { kind: 'callback', recorder: { label, type, returns } };
}
