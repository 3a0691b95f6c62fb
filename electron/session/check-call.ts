import type { CallInput } from '../contract/call-record.ts';
import type { ArgumentValue } from '../contract/call-value.ts';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { CType, Prototype } from '../contract/prototype.ts';
import { encodeArguments } from '../ctypes/encode-arguments.ts';
import type { EncodeContext, SavedArgument } from '../ctypes/encode-context.ts';
import { lookUpTypes } from '../ctypes/named-types.ts';
import { parseType } from '../ctypes/parse-type.ts';
import type { Runner } from '../processes/runner.ts';
import { prototypeFrom, prototypeSources } from './resolve-prototype.ts';
import { savedArgument } from './saved-values.ts';
import type { SessionCore } from './session-core.ts';

/** A call whose prototype and arguments were found to fit. */
export interface CheckedCall {
  /** With the prototype that was meant, also where it was left empty. */
  readonly input: CallInput;
  readonly prototype: Prototype;
  readonly values: readonly ArgumentValue[];
  readonly extra: readonly CType[];
  /** The file whose layouts it has. */
  readonly file: string;
  /** The process of the running build at that time, in which `$name` was worth what it has; null for none. */
  readonly runner: Runner | null;
}

/** The build that a call is for. */
export interface CalledBuild {
  /** The file that its types are read from. */
  readonly file: string;
  /** What `$name` is worth in its process. */
  readonly saved: (name: string) => SavedArgument | null;
}

/** Understands and validates what was typed, for the running build unless another one is meant; the failure names the argument. */
export async function checkCall(
  core: SessionCore,
  input: CallInput,
  build?: CalledBuild,
): Promise<Outcome<CheckedCall>> {
  const { reader } = core.dependencies;
  const runner = core.running?.runner ?? null;
  const running = prototypeSources(core);
  const sources = { ...running, path: build?.file ?? running.path };
  const ask = (symbol: string, text: string) => reader.describe({ ...sources, symbol, text });
  const prototype = await prototypeFrom(ask, input.symbol, input.prototype);
  if (!prototype.ok) return prototype;
  const types = await lookUpTypes(input.arguments, (text) => reader.type({ ...sources, text }));
  const context: EncodeContext = {
    saved: build?.saved ?? ((name) => savedArgument(core, name)),
    savedNames: core.store.get().saved.map(({ name }) => name),
    file: (path) => core.dependencies.readFile(path),
    type: (text) => types.get(text) ?? parseType(text),
  };
  const encoded = encodeArguments(prototype.value, input.arguments, context);
  if (!encoded.ok) return encoded;
  const { values, extra, records } = encoded.value;
  const whole = { ...prototype.value, records };
  return succeed({ input, prototype: whole, values, extra, file: sources.path, runner });
}
