import { compileFunction } from 'node:vm';
import type { NativeFunction, NativeValue } from './native-values.ts';

/** Calls a function so many times, at least once, and gives the last result. */
export type CallLoop = (count: number) => unknown;

type MakeLoop = (target: NativeFunction, values: readonly NativeValue[]) => CallLoop;

// Arguments by number, where koffi would have to be given a spread array, which costs as much as the call.
const mostNumbered = 16;

/**
 * A loop that calls `target` with the same values each time. It is compiled for this pair alone: V8 keeps what it learns
 * of a call at the place of the call, and a place that has seen several of koffi's functions takes three times as long.
 */
export function makeCallLoop(target: NativeFunction, values: readonly NativeValue[]): CallLoop {
  const make = compileFunction(loopSource(values.length), ['target', 'values']) as MakeLoop;
  return make(target, values);
}

function loopSource(arity: number): string {
  const names = Array.from({ length: arity }, (_, index) => `value${index}`);
  const call = arity > mostNumbered ? 'target(...values)' : `target(${names.join(', ')})`;
  const unpack = arity > 0 && arity <= mostNumbered ? `const [${names.join(', ')}] = values;` : '';
  return `${unpack}
    return function loop(count) {
      let result = ${call};
      for (let done = 1; done < count; done++) result = ${call};
      return result;
    };`;
}
