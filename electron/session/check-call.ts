import type { ArgumentValue } from '../contract/call-value.ts';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { CType, Prototype } from '../contract/prototype.ts';
import type { CallInput } from '../contract/session-state.ts';
import { encodeArguments } from '../ctypes/encode-arguments.ts';
import type { EncodeContext } from '../ctypes/encode-context.ts';
import { lookUpTypes } from '../ctypes/named-types.ts';
import { parseType } from '../ctypes/parse-type.ts';
import { resolvePrototype, resolveType } from './resolve-prototype.ts';
import { savedArgument } from './saved-values.ts';
import type { SessionCore } from './session-core.ts';

/** A call whose prototype and arguments were found to fit. */
export interface CheckedCall {
  /** With the prototype that was meant, also where it was left empty. */
  readonly input: CallInput;
  readonly prototype: Prototype;
  readonly values: readonly ArgumentValue[];
  readonly extra: readonly CType[];
}

/** Understands and validates what was typed; the failure names the argument. */
export async function checkCall(core: SessionCore, input: CallInput): Promise<Outcome<CheckedCall>> {
  const prototype = await resolvePrototype(core, input.symbol, input.prototype);
  if (!prototype.ok) return prototype;
  const context = await contextFor(core, input.arguments);
  const encoded = encodeArguments(prototype.value, input.arguments, context);
  if (!encoded.ok) return encoded;
  const { values, extra, records } = encoded.value;
  return succeed({ input, prototype: { ...prototype.value, records }, values, extra });
}

/** What the argument texts may refer to: saved values, chosen files, types of the library. */
async function contextFor(core: SessionCore, texts: readonly string[]): Promise<EncodeContext> {
  const types = await lookUpTypes(texts, (text) => resolveType(core, text));
  return {
    saved: (name) => savedArgument(core, name),
    savedNames: core.store.get().saved.map(({ name }) => name),
    file: (path) => core.dependencies.readFile(path),
    type: (text) => types.get(text) ?? parseType(text),
  };
}
