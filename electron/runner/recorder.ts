import koffi from 'koffi';
import type { ResultValue } from '../contract/call-value.ts';
import type { CType, RecordType } from '../contract/prototype.ts';
import { loggedCallbackCalls } from '../contract/runner-protocol.ts';
import { callbackArguments } from '../ctypes/callback-arguments.ts';
import { sizeOf } from '../ctypes/type-size.ts';
import type { CallLayout, Place } from './call-layout.ts';
import { areaType, registerType } from './koffi-types.ts';
import { memcpy } from './libc.ts';
import { processMemory } from './memory.ts';
import { integerOf, writeScalar } from './scalar-bytes.ts';

/** What a recorder saw during one call. */
export interface Recorded {
  readonly label: string;
  readonly total: number;
  readonly calls: readonly (readonly ResultValue[])[];
}

/** What a callback gives back, ready for the machine: a value for koffi, or the bytes of a record that is returned through memory. */
export type CallbackReturn =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'bytes'; readonly bytes: Buffer };

export interface RecorderPlan {
  readonly label: string;
  readonly type: Extract<CType, { readonly kind: 'function' }>;
  readonly records: readonly RecordType[];
  readonly layout: CallLayout;
  /** At least one; the last one is returned again and again. */
  readonly returns: readonly CallbackReturn[];
}

/**
 * Logs the arguments of the first calls, counts all, and returns what was chosen; whatever happens in it, the caller gets
 * its value. It runs on JavaScript's one thread: koffi lets another thread that calls it wait for the event loop, so when
 * the call that is open waits for that thread neither ever ends, and only stopping the runner does.
 */
export class Recorder {
  readonly #plan: RecorderPlan;
  #returned = 0;
  #total = 0;
  #calls: (readonly ResultValue[])[] = [];

  constructor(plan: RecorderPlan) {
    this.#plan = plan;
  }

  /** The function that koffi calls. */
  readonly called = (...values: readonly unknown[]): unknown => {
    this.#total += 1;
    // Reading memory sets errno, and the library may be looking at it.
    const errno = koffi.errno();
    try {
      if (this.#calls.length < loggedCallbackCalls) this.#calls.push(this.#argumentsFrom(values));
    } catch (error) {
      this.#calls.push([{ kind: 'unreadable', reason: error instanceof Error ? error.message : 'unknown' }]);
    }
    const chosen = this.#nextReturn(values[0]);
    koffi.errno(errno);
    return chosen;
  };

  /** What was seen since the last time this was asked. */
  take(): Recorded {
    const recorded = { label: this.#plan.label, total: this.#total, calls: this.#calls };
    this.#total = 0;
    this.#calls = [];
    return recorded;
  }

  #nextReturn(first: unknown): unknown {
    const { returns } = this.#plan;
    const chosen = returns[Math.min(this.#returned, returns.length - 1)];
    this.#returned += 1;
    if (chosen?.kind !== 'bytes') return chosen?.value;
    // The caller's memory for the result came as the hidden first argument, which is returned as well.
    const into = integerOf(first);
    memcpy(into, chosen.bytes, chosen.bytes.length);
    return into;
  }

  #argumentsFrom(values: readonly unknown[]): readonly ResultValue[] {
    const { type, records, layout } = this.#plan;
    const area = areaBytes(layout, values);
    let next = layout.result.kind === 'hidden' ? 1 : 0;
    const raw = type.parameters.map((parameter, index) => {
      const place = layout.parameters[index] ?? { kind: 'nothing' };
      const value = place.kind === 'stack' || place.kind === 'nothing' ? null : values[next++];
      const size = sizeOf(parameter.type, records) ?? 8;
      const address = addressOf(place, value, area);
      return address === null ? bytesOf(place, value, area, size) : processMemory.read(address, size);
    });
    return callbackArguments(type, records, raw, processMemory);
  }
}

/** The stack area, which koffi gives as the last value. */
function areaBytes(layout: CallLayout, values: readonly unknown[]): Buffer {
  const bytes = Buffer.alloc(layout.areaBytes);
  if (layout.areaBytes > 0) koffi.encode(bytes, areaType(layout.areaBytes), values.at(-1));
  return bytes;
}

/** Of a record that is passed through its address; else null. */
function addressOf(place: Place, value: unknown, area: Buffer): bigint | null {
  if (place.kind === 'reference') return integerOf(value);
  return place.kind === 'stack' && place.what === 'reference' ? area.readBigUInt64LE(place.offset) : null;
}

function bytesOf(place: Place, value: unknown, area: Buffer, size: number): Buffer {
  const bytes = Buffer.alloc(16);
  switch (place.kind) {
    case 'scalar':
      writeScalar(bytes, 0, place.scalar, value);
      return bytes.subarray(0, size);
    case 'registers':
      koffi.encode(bytes, registerType(place.eightbytes), value);
      return bytes.subarray(0, size);
    case 'stack':
      return area.subarray(place.offset, place.offset + size);
    default:
      return bytes.subarray(0, size);
  }
}
