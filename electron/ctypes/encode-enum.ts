import type { ArgumentValue } from '../contract/call-value.ts';
import type { CType } from '../contract/prototype.ts';
import { integerRange, rangeText } from './encode-integer.ts';
import { accept, type Encoded, numberText, quoted, refuse } from './encoded.ts';
import { suggestName } from './name-suggestion.ts';

type EnumType = Extract<CType, { readonly kind: 'enum' }>;

const integerPattern = /^([+\-−]?)(0x[0-9a-f]+|0b[01]+|0o[0-7]+|0|[1-9]\d*)$/i;

/** A constant's name, `Color::Red` or `Red`; several joined by `|`; or an integer in the range of the underlying type. */
export function encodeEnum(type: EnumType, text: string): Encoded<ArgumentValue> {
  const trimmed = text.trim();
  if (trimmed === '') return refuse(`missing; ${waysOf(type)} is expected`);
  let value = 0n;
  for (const part of trimmed.split('|')) {
    const one = encodePart(type, part.trim());
    if (!one.ok) return one;
    value |= one.value;
  }
  const range = integerRange(type);
  if (value < range.minimum || value > range.maximum)
    return refuse(`${quoted(trimmed)} does not fit ${type.spelling} ${rangeText(range)}`);
  return accept({ kind: 'integer', value });
}

function encodePart(type: EnumType, text: string): Encoded<bigint> {
  if (integerPattern.test(text)) {
    const number = numberText(text);
    if (!number.ok) return number;
    const [, sign, digits = ''] = integerPattern.exec(text) ?? [];
    return accept(sign === '-' || sign === '−' ? -BigInt(digits) : BigInt(digits));
  }
  const name = text.slice(text.lastIndexOf(':') + 1);
  const constant = type.constants.find((one) => one.name === text || one.name === name);
  return constant
    ? accept(constant.value)
    : refuse(`${quoted(text)} is no constant of ${type.spelling}; ${hint(type, name)}`);
}

function hint(type: EnumType, name: string): string {
  // A longer name is no slip of the finger, and comparing takes quadratic time.
  const names = name.length > 200 ? [] : type.constants.map((constant) => constant.name);
  const suggestion = suggestName(name, names);
  return suggestion === null ? `it takes ${waysOf(type)}` : `did you mean ${suggestion}?`;
}

function waysOf(type: EnumType): string {
  const names = type.constants.slice(0, 5).map((constant) => constant.name);
  if (names.length === 0) return 'an integer';
  return `${names.join(', ')}${type.constants.length > names.length ? ', …' : ''} or an integer`;
}
