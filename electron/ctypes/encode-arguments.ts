import type { ArgumentValue } from '../contract/call-value.ts';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { CType, Parameter, Prototype, RecordType } from '../contract/prototype.ts';
import type { EncodeContext } from './encode-context.ts';
import { badArgument } from './encode-place.ts';
import { encodePointer } from './encode-pointer.ts';
import { encodeText } from './encode-text.ts';
import { writeValue } from './encode-value.ts';
import { encodeExtra } from './encode-variadic.ts';
import { Encoding } from './encoding.ts';

/** What a call receives. */
export interface EncodedArguments {
  /** One for each parameter, then the extra ones of a variadic function. */
  readonly values: readonly ArgumentValue[];
  /** The types of the extra ones, after the default argument promotions. */
  readonly extra: readonly CType[];
  /** In place of the prototype's: the same, then those of types that arguments named. */
  readonly records: readonly RecordType[];
}

// The call library takes no more.
const maximumArguments = 64;

/** How the parameter at `index` (from 0) is called: its name, else `arg 1`, `arg 2`, … */
export function parameterLabel(parameter: Parameter | undefined, index: number): string {
  return parameter?.name ?? `arg ${index + 1}`;
}

/**
 * Turns the text of one field into the value that the call receives, exactly, or into a `bad-argument` failure whose
 * `argument` is the path of what does not fit. Integers: decimal, 0x, 0b, 0o, 'a'. Floats: decimal, hexadecimal, nan,
 * inf. Strings: the text as it is; NULL and nullptr for no string; C escapes inside a quoted "…". Pointers and records:
 * see `literal.ts`; `$name` is a saved value everywhere. `index` counts the parameters, then the extra arguments.
 */
export function encodeArgument(
  prototype: Pick<Prototype, 'parameters' | 'records' | 'variadic'>,
  index: number,
  text: string,
  context: EncodeContext = {},
): Outcome<ArgumentValue> {
  const encoding = newEncoding(prototype.records, context);
  const parameter = prototype.parameters[index];
  const place = { outer: null, step: parameterLabel(parameter, index) };
  if (parameter) return encodeText(encoding, parameter.type, text, place);
  if (!prototype.variadic) return badArgument(place, 'one too many');
  const extra = encodeExtra(encoding, text, place);
  return extra.ok ? succeed(extra.value.value) : extra;
}

/** All arguments of a call; the first one that is missing, too many or does not fit is the failure. */
export function encodeArguments(
  prototype: Prototype,
  texts: readonly string[],
  context: EncodeContext = {},
): Outcome<EncodedArguments> {
  const encoding = newEncoding(prototype.records, context);
  const counted = checkCount(prototype, texts);
  if (!counted.ok) return counted;
  const values: ArgumentValue[] = [];
  const extra: CType[] = [];
  for (const [index, text] of texts.entries()) {
    const parameter = prototype.parameters[index];
    const place = { outer: null, step: parameterLabel(parameter, index) };
    if (parameter) {
      const value = encodeText(encoding, parameter.type, text, place);
      if (!value.ok) return value;
      values.push(value.value);
    } else {
      const added = encodeExtra(encoding, text, place);
      if (!added.ok) return added;
      values.push(added.value.value);
      extra.push(added.value.type);
    }
  }
  return succeed({ values, extra, records: encoding.records });
}

function newEncoding(records: readonly RecordType[], context: EncodeContext): Encoding {
  return new Encoding(records, context, { write: writeValue, pointer: encodePointer });
}

function checkCount(prototype: Prototype, texts: readonly string[]): Outcome<null> {
  const count = prototype.parameters.length;
  const takes = `${prototype.name} takes ${prototype.variadic ? 'at least ' : ''}${countText(count)}`;
  if (texts.length < count) {
    const place = { outer: null, step: parameterLabel(prototype.parameters[texts.length], texts.length) };
    return badArgument(place, `missing; ${takes}, ${texts.length} given`);
  }
  const most = prototype.variadic ? maximumArguments : count;
  if (texts.length <= most) return succeed(null);
  const place = { outer: null, step: `arg ${most + 1}` };
  return badArgument(
    place,
    `one too many; ${prototype.variadic ? `a call takes at most ${most} arguments` : takes}`,
  );
}

function countText(count: number): string {
  if (count === 0) return 'no arguments';
  return count === 1 ? '1 argument' : `${count} arguments`;
}
