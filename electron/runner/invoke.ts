import koffi from 'koffi';
import type { Measure, Timing } from '../contract/runner-protocol.ts';
import { measureCalls } from './measure.ts';
import type { NativeValue } from './native-values.ts';

/** A native function as koffi gives it. */
export type NativeFunction = (...values: readonly NativeValue[]) => unknown;

/** What came of the last of many calls, and the mean time of one. */
export interface Invocation {
  readonly result: unknown;
  readonly durationNs: number;
  readonly timing: Timing | null;
  /** errno right after the last call. */
  readonly errno: number;
}

/** Calls `target` at least once; nothing but the calls lies between the two readings of the clock. */
export function invokeRepeatedly(
  target: NativeFunction,
  values: readonly NativeValue[],
  repeat: number,
): Invocation {
  const count = Math.max(1, Math.floor(repeat));
  const call = fixedArity(target, values);
  koffi.errno(0);
  const startedAt = process.hrtime.bigint();
  let result = call();
  for (let done = 1; done < count; done++) result = call();
  const errno = koffi.errno();
  const endedAt = process.hrtime.bigint();
  return { result, durationNs: Number(endedAt - startedAt) / count, timing: null, errno };
}

/** Measures many calls of `target`; `empty` has the same signature and does nothing. */
export function invokeMeasured(
  target: NativeFunction,
  empty: NativeFunction,
  values: readonly NativeValue[],
  measure: Measure,
): Invocation {
  koffi.errno(0);
  let errno = 0;
  const afterwards = () => {
    errno = koffi.errno();
  };
  const call = fixedArity(target, values);
  const { result, timing } = measureCalls(call, fixedArity(empty, values), measure, afterwards);
  return { result, durationNs: timing.medianNs, timing, errno };
}

/** Spreading an array costs half as much as the call itself; the usual arities are written out. */
function fixedArity(target: NativeFunction, values: readonly NativeValue[]): () => unknown {
  const [a = null, b = null, c = null, d = null, e = null, f = null] = values;
  switch (values.length) {
    case 0:
      return () => target();
    case 1:
      return () => target(a);
    case 2:
      return () => target(a, b);
    case 3:
      return () => target(a, b, c);
    case 4:
      return () => target(a, b, c, d);
    case 5:
      return () => target(a, b, c, d, e);
    case 6:
      return () => target(a, b, c, d, e, f);
    default:
      return () => target(...values);
  }
}
