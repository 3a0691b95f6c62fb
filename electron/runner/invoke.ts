import koffi from 'koffi';
import type { NativeFunction, NativeValue } from './native-values.ts';

/** What came of the last of `repeat` calls, and the mean time of one. */
export interface Invocation {
  readonly result: unknown;
  readonly durationNs: number;
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
  const startedAt = process.hrtime.bigint();
  let result = call();
  for (let done = 1; done < count; done++) result = call();
  const errno = koffi.errno();
  const endedAt = process.hrtime.bigint();
  return { result, durationNs: Number(endedAt - startedAt) / count, errno };
}

/** Spreading an array costs half as much as the call itself; the usual arities are written out. */
function fixedArity(target: NativeFunction, values: readonly NativeValue[]): () => unknown {
  const [a = null, b = null, c = null, d = null] = values;
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
    default:
      return () => target(...values);
  }
}
