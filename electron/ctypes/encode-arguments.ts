import { assertNever, type Failure, fail, type Outcome, succeed } from '../contract/failure.ts';
import type { ArgumentValue, CType, Parameter, Prototype } from '../contract/prototype.ts';
import { encodeFloat } from './encode-float.ts';
import { encodeAddress, encodeBool, encodeInteger } from './encode-integer.ts';
import { encodeString } from './encode-string.ts';
import { type Encoded, refuse } from './encoded.ts';
import { isCString } from './type-spelling.ts';

/** How the parameter at `index` (from 0) is called: its name, else `arg 1`, `arg 2`, … */
export function parameterLabel(parameter: Parameter | undefined, index: number): string {
  return parameter?.name ?? `arg ${index + 1}`;
}

/**
 * Turns the text of one field into the value that the call receives, exactly, or into a `bad-argument` failure that
 * begins with the parameter's label. Integers: decimal, 0x, 0b, 0o, 'a'. Floats: decimal, hexadecimal, nan, inf.
 * Strings: the text as it is; NULL and nullptr for no string; C escapes inside a quoted "…". Pointers: NULL or an address.
 */
export function encodeArgument(parameter: Parameter, index: number, text: string): Outcome<ArgumentValue> {
  const encoded = encodeText(parameter.type, text);
  if (encoded.ok) return succeed(encoded.value);
  return badArgument(parameterLabel(parameter, index), encoded.reason);
}

/** All arguments of a call; the first one that is missing, too many or does not fit is the failure. */
export function encodeArguments(
  prototype: Prototype,
  texts: readonly string[],
): Outcome<readonly ArgumentValue[]> {
  const count = prototype.parameters.length;
  const values: ArgumentValue[] = [];
  for (const [index, parameter] of prototype.parameters.entries()) {
    const text = texts[index];
    if (text === undefined) {
      const takes = `${prototype.name} takes ${countOf(count)}, ${texts.length} given`;
      return badArgument(parameterLabel(parameter, index), `missing; ${takes}`);
    }
    const value = encodeArgument(parameter, index, text);
    if (!value.ok) return value;
    values.push(value.value);
  }
  if (texts.length > count) {
    return badArgument(`arg ${count + 1}`, `one too many; ${prototype.name} takes ${countOf(count)}`);
  }
  return succeed(values);
}

function countOf(count: number): string {
  if (count === 0) return 'no arguments';
  return count === 1 ? '1 argument' : `${count} arguments`;
}

function badArgument(label: string, reason: string): { readonly ok: false; readonly failure: Failure } {
  return fail('bad-argument', `${label}: ${reason}`, { argument: label });
}

function encodeText(type: CType, text: string): Encoded<ArgumentValue> {
  switch (type.kind) {
    case 'integer':
      return encodeInteger(type, text);
    case 'bool':
      return encodeBool(text);
    case 'float':
      return encodeFloat(type, text);
    case 'pointer':
      return isCString(type) ? encodeString(text) : encodeAddress(type, text);
    case 'void':
    case 'opaque':
      return refuse(`${type.spelling} cannot be passed by value`);
    default:
      return assertNever(type);
  }
}
