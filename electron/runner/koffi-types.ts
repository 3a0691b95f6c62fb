import koffi, { type TypeObject } from 'koffi';
import type { CallLayout, Place, ResultPlace, Scalar } from './call-layout.ts';
import type { Eightbyte } from './eightbytes.ts';
import { voidPointer } from './libc.ts';

const { types } = koffi;

const scalarTypes: Readonly<Record<Scalar, TypeObject>> = {
  i8: types.int8,
  u8: types.uint8,
  i16: types.int16,
  u16: types.uint16,
  i32: types.int32,
  u32: types.uint32,
  i64: types.int64,
  u64: types.uint64,
  f32: types.float,
  f64: types.double,
  bool: types.bool,
  pointer: voidPointer,
};

// koffi keeps each type for ever, so each is made once; their number is bounded by what registers can hold.
const cache = new Map<string, TypeObject>();

function cached(key: string, make: () => TypeObject): TypeObject {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

/** A function type with the machine's view of a layout; one for each signature, because each takes about 2 KB for ever. */
export function functionType(layout: CallLayout): TypeObject {
  return cached(signatureKey(layout), () => makeFunctionType(layout, registerResultType));
}

function makeFunctionType(layout: CallLayout, inRegisters: typeof registerType): TypeObject {
  const { result } = layout;
  const parameters = layout.parameters.flatMap((place) => parameterType(place) ?? []);
  if (result.kind === 'hidden') parameters.unshift(voidPointer);
  if (layout.areaBytes > 0) parameters.push(areaType(layout.areaBytes));
  const type = result.kind === 'registers' ? inRegisters(result.eightbytes) : simpleResultType(result);
  return koffi.proto(null, type, parameters);
}

/** What koffi registers a callback with: a pointer to a function that gives a record in registers as a `registerType`. */
export function callbackType(layout: CallLayout): TypeObject {
  return cached(`*${signatureKey(layout)}`, () => koffi.pointer(makeFunctionType(layout, registerType)));
}

/** The signature as the machine sees it: names, spellings and what lies on the stack left out. */
export function signatureKey({ result, parameters, areaBytes }: CallLayout): string {
  const hidden = result.kind === 'hidden' ? 'pointer,' : '';
  const places = parameters.map(placeKey).filter((key) => key !== '');
  return `${resultKey(result)}(${hidden}${places.join(',')};${areaBytes})`;
}

function placeKey(place: Place): string {
  switch (place.kind) {
    case 'scalar':
      return place.scalar;
    case 'registers':
      return registerKey(place.eightbytes);
    case 'reference':
      return 'pointer';
    default:
      return '';
  }
}

function resultKey(result: ResultPlace): string {
  if (result.kind === 'scalar') return result.scalar;
  if (result.kind === 'registers') return result.eightbytes.join('+');
  return result.kind === 'hidden' ? 'pointer' : 'void';
}

function parameterType(place: Place): TypeObject | null {
  switch (place.kind) {
    case 'scalar':
      return scalarTypes[place.scalar];
    case 'registers':
      return registerType(place.eightbytes);
    case 'reference':
      return voidPointer;
    default:
      return null;
  }
}

function simpleResultType(result: ResultPlace): TypeObject {
  if (result.kind === 'scalar') return scalarTypes[result.scalar];
  return result.kind === 'hidden' ? voidPointer : types.void;
}

function registerKey(eightbytes: readonly Eightbyte[]): string {
  return eightbytes.map((one) => (one === 'integer' ? 'I' : 'S')).join('');
}

/**
 * A record of one or two eightbytes of these classes. It is a union because koffi takes and gives the bytes of a union
 * as they are, where the members of a struct would pass through JavaScript's numbers.
 */
export function registerType(eightbytes: readonly Eightbyte[]): TypeObject {
  const key = registerKey(eightbytes);
  return cached(`union ${key}`, () => {
    const members = eightbytes.map((one, at) => [`e${at}`, one === 'integer' ? types.uint64 : types.double]);
    return koffi.union({ all: koffi.struct(Object.fromEntries(members)) });
  });
}

/** True when the result can be had as a struct, which koffi makes four times faster than a union. */
export function hasPlainResult(eightbytes: readonly Eightbyte[]): boolean {
  return !eightbytes.includes('mixed');
}

/** The members in JavaScript's order of a result that `hasPlainResult`: name, type, offset in bytes. */
export function plainMembers(eightbytes: readonly Eightbyte[]): readonly PlainMember[] {
  return eightbytes.flatMap((one, at): PlainMember[] => {
    const offset = at * 8;
    switch (one) {
      case 'integer':
        return [{ name: `e${offset}`, scalar: 'u64', offset }];
      case 'double':
        return [{ name: `e${offset}`, scalar: 'f64', offset }];
      case 'float':
        return [{ name: `e${offset}`, scalar: 'f32', offset }];
      default:
        return [offset, offset + 4].map((place) => ({ name: `e${place}`, scalar: 'f32', offset: place }));
    }
  });
}

/** One scalar of a record that came back in registers. */
export interface PlainMember {
  readonly name: string;
  readonly scalar: 'u64' | 'f64' | 'f32';
  readonly offset: number;
}

/** What koffi gives for a result in registers: a struct of plain scalars, or a union of raw bytes where the scalars overlap. */
export function registerResultType(eightbytes: readonly Eightbyte[]): TypeObject {
  if (!hasPlainResult(eightbytes)) return registerType(eightbytes);
  return cached(`struct ${eightbytes.join('+')}`, () => {
    const members = plainMembers(eightbytes).map(({ name, scalar }) => [name, scalarTypes[scalar]]);
    return koffi.struct(Object.fromEntries(members));
  });
}

/** So many bytes on the stack; koffi passes in memory whatever has more than two eightbytes. */
export function areaType(bytes: number): TypeObject {
  return cached(`area ${bytes}`, () => koffi.union({ all: koffi.array(types.uint64, bytes / 8) }));
}
