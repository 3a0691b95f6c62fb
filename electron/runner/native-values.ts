import koffi, { type TypeObject } from 'koffi';
import { assertNever } from '../contract/failure.ts';
import type { ArgumentValue, ResultValue } from '../contract/call-value.ts';
import type { CType, Prototype } from '../contract/prototype.ts';
import { isCString } from '../ctypes/type-spelling.ts';
import { voidPointer } from './libc.ts';
import { readCString } from './memory.ts';

/** What koffi receives for one argument. */
export type NativeValue = number | bigint | boolean | Buffer | null;

export type NativeFunction = (...values: readonly NativeValue[]) => unknown;

// A string behind a char pointer is decoded up to here.
const maximumStringBytes = 64 * 1024;

const { types } = koffi;
const integerTypes: Readonly<Record<string, TypeObject>> = {
  i8: types.int8,
  u8: types.uint8,
  i16: types.int16,
  u16: types.uint16,
  i32: types.int32,
  u32: types.uint32,
  i64: types.int64,
  u64: types.uint64,
};

// Each koffi.proto keeps about 2 KB for ever, so one is made for each signature.
const protos = new Map<string, TypeObject>();

/** The signature of a prototype as the machine sees it: names and spellings left out. */
export function signatureOf(prototype: Prototype): string {
  let text = machineType(prototype.result);
  for (const parameter of prototype.parameters) text += `,${machineType(parameter.type)}`;
  return text;
}

/** A function that calls `address` with the signature of `prototype`, built from our own model and not from its text. */
export function bindFunction(address: bigint, prototype: Prototype): NativeFunction {
  const signature = signatureOf(prototype);
  const proto =
    protos.get(signature) ??
    koffi.proto(
      null,
      koffiType(prototype.result),
      prototype.parameters.map((parameter) => koffiType(parameter.type)),
    );
  protos.set(signature, proto);
  return koffi.decode(address, proto);
}

function machineType(type: CType): string {
  if (type.kind === 'integer') return `${type.signed ? 'i' : 'u'}${type.bits}`;
  if (type.kind === 'float') return `f${type.bits}`;
  return type.kind;
}

function koffiType(type: CType): TypeObject {
  switch (type.kind) {
    case 'void':
      return types.void;
    case 'bool':
      return types.bool;
    case 'float':
      return type.bits === 32 ? types.float : types.double;
    case 'pointer':
      return voidPointer;
    case 'integer':
      return integerTypes[machineType(type)] ?? types.int64;
    case 'opaque':
      throw new Error(`${type.spelling} has no value`);
    default:
      return assertNever(type);
  }
}

/** The value for koffi, or null in `value`'s place when the argument is not of the parameter's kind. */
export function toNative(type: CType, argument: ArgumentValue): { readonly value: NativeValue } | null {
  switch (argument.kind) {
    case 'integer':
      return type.kind === 'integer' ? { value: narrow(argument.value) } : null;
    case 'bool':
      return type.kind === 'bool' ? { value: argument.value } : null;
    case 'float':
      return type.kind === 'float' ? { value: argument.value } : null;
    case 'string':
      return type.kind === 'pointer' ? { value: Buffer.from(`${argument.value}\0`, 'utf8') } : null;
    case 'address':
      return type.kind === 'pointer' ? { value: argument.value === 0n ? null : argument.value } : null;
    default:
      return assertNever(argument);
  }
}

/** koffi takes numbers a third faster than bigints, and both exactly. */
function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** The exact result; the text behind a char pointer is read now, while the arguments it may point into still live. */
export function fromNative(type: CType, value: unknown): ResultValue {
  switch (type.kind) {
    case 'void':
      return { kind: 'void' };
    case 'bool':
      return { kind: 'bool', value: value === true };
    case 'float':
      return { kind: 'float', value: Number(value) };
    case 'integer':
      return { kind: 'integer', value: toBigInt(value) };
    case 'pointer':
      return pointerResult(type, toBigInt(value));
    case 'opaque':
      throw new Error(`${type.spelling} has no value`);
    default:
      return assertNever(type);
  }
}

function toBigInt(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  return typeof value === 'number' ? BigInt(value) : 0n;
}

function pointerResult(type: CType, address: bigint): ResultValue {
  const string = isCString(type) && address !== 0n ? readCString(address, maximumStringBytes) : null;
  const text = string && { value: string.bytes.toString('utf8'), truncated: string.truncated };
  return { kind: 'pointer', address, text, target: null };
}
