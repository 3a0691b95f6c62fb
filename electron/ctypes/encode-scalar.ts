import type { ArgumentValue } from '../contract/call-value.ts';
import { assertNever } from '../contract/failure.ts';
import type { CType } from '../contract/prototype.ts';
import type { EncodeContext } from './encode-context.ts';
import { encodeEnum } from './encode-enum.ts';
import { encodeFloat } from './encode-float.ts';
import { encodeBool, encodeInteger, integerRange, rangeText } from './encode-integer.ts';
import { type ScalarType, savedName, savedScalar } from './encode-saved.ts';
import { accept, type Encoded, quoted, refuse } from './encoded.ts';
import { type Literal, readLiteral } from './literal.ts';

/** True for the types whose value is one word. */
export function isScalar(type: CType): type is ScalarType {
  return type.kind === 'integer' || type.kind === 'bool' || type.kind === 'float' || type.kind === 'enum';
}

/** The value of a whole field: as its type writes it, `$name`, or either of them as a JSON string. */
export function encodeScalar(context: EncodeContext, type: ScalarType, text: string): Encoded<ArgumentValue> {
  if (!text.trimStart().startsWith('"')) return encodeWord(context, type, text);
  const literal = readLiteral(text);
  return literal.ok ? scalarOf(context, type, literal.value) : encodeWord(context, type, text);
}

/** The value of a word or string inside a list or object. */
export function scalarOf(context: EncodeContext, type: ScalarType, literal: Literal): Encoded<ArgumentValue> {
  switch (literal.kind) {
    case 'word':
      return encodeWord(context, type, literal.text);
    case 'string':
      return encodeWord(context, type, literal.value);
    case 'list':
      return refuse(`one ${type.spelling} is expected, not a list`);
    case 'object':
      return refuse(`one ${type.spelling} is expected, not an object`);
    default:
      return assertNever(literal);
  }
}

/** The value of a bit-field of `size` bits as an integer. */
export function bitFieldOf(
  context: EncodeContext,
  field: { readonly type: ScalarType; readonly size: number },
  literal: Literal,
): Encoded<bigint> {
  const { type, size } = field;
  const value = scalarOf(context, type, literal);
  if (!value.ok) return value;
  if (value.value.kind === 'bool') return accept(value.value.value ? 1n : 0n);
  if (value.value.kind !== 'integer') return refuse(`${type.spelling} cannot be a bit-field`);
  const range = integerRange({
    bits: size,
    signed: type.kind !== 'bool' && type.kind !== 'float' && type.signed,
  });
  const number = value.value.value;
  if (number < range.minimum || number > range.maximum)
    return refuse(
      `${quoted(String(number)).slice(1, -1)} does not fit the ${size} bits of ${type.spelling} ${rangeText(range)}`,
    );
  return accept(number);
}

function encodeWord(context: EncodeContext, type: ScalarType, text: string): Encoded<ArgumentValue> {
  const name = savedName(text);
  if (name !== null) return savedScalar(context, type, name);
  switch (type.kind) {
    case 'integer':
      return encodeInteger(type, text);
    case 'bool':
      return encodeBool(text);
    case 'float':
      return encodeFloat(type, text);
    case 'enum':
      return encodeEnum(type, text);
    default:
      return assertNever(type);
  }
}
