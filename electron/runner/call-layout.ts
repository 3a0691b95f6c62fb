import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { CType, Parameter, RecordType } from '../contract/prototype.ts';
import { classifyRecord, type Eightbyte } from './eightbytes.ts';

/** A scalar as the machine sees it: `i32`, `u8`, `f64`, `bool`, `pointer`. */
export type Scalar = `${'i' | 'u'}${8 | 16 | 32 | 64}` | 'f32' | 'f64' | 'bool' | 'pointer';

/** Where one argument goes. */
export type Place =
  | { readonly kind: 'scalar'; readonly scalar: Scalar }
  /** A record in one or two registers. */
  | { readonly kind: 'registers'; readonly eightbytes: readonly Eightbyte[] }
  /** Into the stack area, at a byte offset. */
  | { readonly kind: 'stack'; readonly offset: number; readonly what: Scalar | 'record' | 'reference' }
  /** The address of a copy of the record (Itanium C++ ABI, 3.1.2.3). */
  | { readonly kind: 'reference' }
  /** A record without members takes no place at all. */
  | { readonly kind: 'nothing' };

/** Where the result comes back. */
export type ResultPlace =
  | { readonly kind: 'void' }
  | Extract<Place, { readonly kind: 'scalar' | 'registers' | 'nothing' }>
  /** In memory of the caller's, whose address is a hidden first argument (psABI 3.2.3; Itanium C++ ABI, 3.1.3.1). */
  | { readonly kind: 'hidden'; readonly bytes: number; readonly alignment: number };

/** How a function's arguments and its result travel on this machine. */
export interface CallLayout {
  readonly result: ResultPlace;
  readonly parameters: readonly Place[];
  /** Bytes of the stack area, which comes after all other arguments; 0 for none. */
  readonly areaBytes: number;
}

/** What a layout is made for: a call of ours may put more on the stack than is read, a callback may read no more than was put there. */
export type Direction = 'call' | 'callback';

interface Signature {
  readonly result: CType;
  readonly parameters: readonly Pick<Parameter, 'type'>[];
}

const integerRegisters = 6;
const vectorRegisters = 8;
// koffi takes 64 parameters; what is beyond the registers can always go into the stack area instead.
const koffiParameters = 60;
// koffi's stack for calls has 2 MiB and is not checked by it.
const maximumAreaBytes = 512 * 1024;
// koffi's stack begins at a page.
const maximumAlignment = 4096;
// koffi passes in memory what has three eightbytes; less could end in registers.
const leastAreaBytes = 24;

/**
 * Lays out a call by the System V psABI for AMD64, 3.2.3. As long as no record goes to memory the overflow of the
 * registers is left to koffi; else all that lies on the stack becomes one area of bytes, which koffi passes as one
 * large record after everything else. What cannot be passed by value is `bad-prototype`.
 */
export function layOutCall(
  signature: Signature,
  records: readonly RecordType[],
  direction: Direction,
  machine: string = process.arch,
): Outcome<CallLayout> {
  const result = placeResult(signature.result, records);
  if (!result.ok) return result;
  const assignment = new Assignment(result.value.kind === 'hidden' ? 1 : 0);
  for (const { type } of signature.parameters) {
    const demand = demandOf(type, records);
    if (!demand.ok) return demand;
    assignment.add(demand.value);
  }
  if (machine !== 'x64' && assignment.isForOneMachine(result.value)) {
    return fail(
      'bad-prototype',
      `Records by value are passed on x86-64 alone, and this machine is ${machine}.`,
    );
  }
  if (!assignment.needsArea)
    return succeed({ result: result.value, parameters: assignment.natural, areaBytes: 0 });
  if (assignment.alignment > maximumAlignment || assignment.stackBytes > maximumAreaBytes) {
    return fail(
      'bad-prototype',
      'The arguments by value are too large, or aligned too widely, to be passed.',
    );
  }
  const areaBytes = direction === 'callback' ? assignment.callbackBytes : assignment.callBytes;
  return succeed({ result: result.value, parameters: assignment.withArea, areaBytes });
}

/** What an argument needs: registers, or memory. */
interface Demand {
  readonly place: Exclude<Place, { readonly kind: 'stack' }>;
  readonly inMemory: boolean;
  readonly size: number;
  readonly alignment: number;
}

class Assignment {
  readonly natural: Place[] = [];
  readonly withArea: Place[] = [];
  needsArea = false;
  stackBytes = 0;
  alignment = 8;
  #integers: number;
  #vectors = 0;

  constructor(hidden: number) {
    this.#integers = hidden;
  }

  get callBytes(): number {
    // A power of two keeps the stack aligned for the widest argument, and koffi's types few.
    let bytes = 32;
    while (bytes < this.stackBytes || bytes < this.alignment) bytes *= 2;
    return bytes;
  }

  get callbackBytes(): number {
    return Math.max(leastAreaBytes, this.stackBytes);
  }

  /** True for what is laid out by the rules of x86-64 here and not by koffi. */
  isForOneMachine(result: ResultPlace): boolean {
    const isRecord = this.natural.some(({ kind }) => kind === 'registers' || kind === 'nothing');
    return isRecord || this.needsArea || ['registers', 'nothing', 'hidden'].includes(result.kind);
  }

  add(demand: Demand): void {
    const inRegisters = !demand.inMemory && this.#take(demand.place);
    const place: Place = inRegisters ? demand.place : this.#push(demand);
    this.natural.push(demand.place);
    this.withArea.push(place);
    if (demand.inMemory || (!inRegisters && demand.place.kind === 'registers')) this.needsArea = true;
    if (this.natural.length > koffiParameters) this.needsArea = true;
  }

  #take(place: Demand['place']): boolean {
    const [integers, vectors] = registersFor(place);
    if (this.#integers + integers > integerRegisters || this.#vectors + vectors > vectorRegisters)
      return false;
    this.#integers += integers;
    this.#vectors += vectors;
    return true;
  }

  #push({ place, size, alignment }: Demand): Place {
    const offset = roundUp(this.stackBytes, alignment);
    this.stackBytes = offset + roundUp(size, 8);
    this.alignment = Math.max(this.alignment, alignment);
    return { kind: 'stack', offset, what: stackContent(place) };
  }
}

function stackContent(place: Demand['place']): Scalar | 'record' | 'reference' {
  if (place.kind === 'scalar') return place.scalar;
  return place.kind === 'reference' ? 'reference' : 'record';
}

function registersFor(place: Demand['place']): readonly [integers: number, vectors: number] {
  switch (place.kind) {
    case 'scalar':
      return place.scalar === 'f32' || place.scalar === 'f64' ? [0, 1] : [1, 0];
    case 'registers': {
      const integers = place.eightbytes.filter((one) => one === 'integer').length;
      return [integers, place.eightbytes.length - integers];
    }
    case 'reference':
      return [1, 0];
    case 'nothing':
      return [0, 0];
  }
}

function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}

function demandOf(type: CType, records: readonly RecordType[]): Outcome<Demand> {
  if (type.kind !== 'record') {
    const scalar = scalarOf(type);
    if (scalar === null) return fail('bad-prototype', `${type.spelling} cannot be passed by value.`);
    return succeed({ place: { kind: 'scalar', scalar }, inMemory: false, size: 8, alignment: 8 });
  }
  const record = records[type.record];
  if (record?.passedByReference) {
    return succeed({ place: { kind: 'reference' }, inMemory: false, size: 8, alignment: 8 });
  }
  const passing = classifyRecord(type.record, records);
  if (!passing.ok) return passing;
  const { size, alignment } = record ?? { size: 0, alignment: 1 };
  const inMemory = passing.value.kind === 'memory';
  const place = passing.value.kind === 'memory' ? ({ kind: 'nothing' } as const) : passing.value;
  return succeed({ place, inMemory, size, alignment: Math.max(8, alignment) });
}

function placeResult(type: CType, records: readonly RecordType[]): Outcome<ResultPlace> {
  if (type.kind === 'void') return succeed({ kind: 'void' });
  if (type.kind !== 'record') {
    const scalar = type.kind === 'array' || type.kind === 'function' ? null : scalarOf(type);
    if (scalar === null) return fail('bad-prototype', `${type.spelling} cannot be returned by value.`);
    return succeed({ kind: 'scalar', scalar });
  }
  const record = records[type.record];
  const hidden = { kind: 'hidden', bytes: record?.size ?? 0, alignment: record?.alignment ?? 1 } as const;
  if (record?.passedByReference && record.members !== null) return succeed(hidden);
  const passing = classifyRecord(type.record, records);
  if (!passing.ok) return passing;
  return succeed(passing.value.kind === 'memory' ? hidden : passing.value);
}

/** Null for what has no scalar value; an array or function as a parameter is a pointer (C17, 6.7.6.3). */
export function scalarOf(type: CType): Scalar | null {
  switch (type.kind) {
    case 'bool':
      return 'bool';
    case 'integer':
    case 'enum':
      return `${type.signed ? 'i' : 'u'}${type.bits}`;
    case 'float':
      return `f${type.bits}`;
    case 'pointer':
    case 'array':
    case 'function':
      return 'pointer';
    default:
      return null;
  }
}
