import koffi from 'koffi';
import type { Measure, Timing } from '../contract/runner-protocol.ts';
import { type CallLoop, makeCallLoop } from './call-loop.ts';
import { measureCalls } from './measure.ts';
import type { NativeFunction, NativeValue } from './native-values.ts';

/** What came of the last of many calls, and the mean time of one. */
export interface Invocation {
  readonly result: unknown;
  readonly durationNs: number;
  readonly timing: Timing | null;
  /** errno right after the last call. */
  readonly errno: number;
}

// A loop of its own costs about as much as a thousand calls.
const worthALoop = 1000;

/** Calls `target` at least once; nothing but the calls lies between the two readings of the clock. */
export function invokeRepeatedly(
  target: NativeFunction,
  values: readonly NativeValue[],
  repeat: number,
): Invocation {
  const count = Math.max(1, Math.floor(repeat));
  const loop = count < worthALoop ? plainLoop(target, values) : makeCallLoop(target, values);
  koffi.errno(0);
  const startedAt = process.hrtime.bigint();
  const result = loop(count);
  const errno = koffi.errno();
  const endedAt = process.hrtime.bigint();
  return { result, durationNs: Number(endedAt - startedAt) / count, timing: null, errno };
}

function plainLoop(target: NativeFunction, values: readonly NativeValue[]): CallLoop {
  return (count) => {
    let result = target(...values);
    for (let done = 1; done < count; done++) result = target(...values);
    return result;
  };
}

/** Measures many calls of `target`; `empty` has the same signature and does nothing. */
export function invokeMeasured(
  target: NativeFunction,
  empty: NativeFunction,
  values: readonly NativeValue[],
  measure: Measure,
): Invocation {
  koffi.errno(0);
  const loops = { measured: makeCallLoop(target, values), empty: makeCallLoop(empty, values) };
  let errno = 0;
  const { result, timing } = measureCalls(loops, measure, () => {
    errno = koffi.errno();
  });
  return { result, durationNs: timing.medianNs, timing, errno };
}
