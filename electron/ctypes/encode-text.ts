import type { ArgumentValue, PointerValue } from '../contract/call-value.ts';
import { assertNever, type Outcome, succeed } from '../contract/failure.ts';
import type { CType } from '../contract/prototype.ts';
import { badArgument, type Place } from './encode-place.ts';
import { savedName, savedPointer } from './encode-saved.ts';
import { encodeScalar, isScalar } from './encode-scalar.ts';
import { encodeString } from './encode-string.ts';
import type { Encoded } from './encoded.ts';
import type { Encoding, PointerType, RecordReference } from './encoding.ts';
import { type Literal, readLiteral } from './literal.ts';
import { isPointerForm } from './pointer-form.ts';
import { alignmentOf, sizeOf } from './type-size.ts';
import { isCString } from './type-spelling.ts';

/** The value of one field: scalars and C strings are their text; other pointers and records are read as a literal. */
export function encodeText(
  encoding: Encoding,
  type: CType,
  text: string,
  place: Place,
): Outcome<ArgumentValue> {
  if (isScalar(type)) return placed(place, encodeScalar(encoding.context, type, text));
  switch (type.kind) {
    case 'pointer':
      return isCString(type)
        ? encodeCString(encoding, type, text, place)
        : encodePointerText(encoding, type, text, place);
    case 'record':
      return encodeRecordText(encoding, type, text, place);
    case 'void':
    case 'opaque':
    case 'array':
    case 'function':
      return badArgument(place, `${type.spelling} cannot be passed by value`);
    default:
      return assertNever(type);
  }
}

function placed<T>(place: Place, value: Encoded<T>): Outcome<T> {
  return value.ok ? succeed(value.value) : badArgument(place, value.reason);
}

/** The text is the string, but for `$name` and for an object whose keys all begin with `$`. */
function encodeCString(
  encoding: Encoding,
  type: PointerType,
  text: string,
  place: Place,
): Outcome<PointerValue> {
  const name = savedName(text);
  if (name !== null) {
    const saved = savedPointer(encoding.context, type, name);
    return saved.ok
      ? succeed(saved.value)
      : badArgument(place, `${saved.reason}; the text itself is "${text.trim()}" with its quotation marks`);
  }
  if (text.trimStart().startsWith('{')) {
    const literal = readLiteral(text);
    if (literal.ok && isPointerForm(literal.value)) return encoding.pointer(type, literal.value, place);
  }
  const value = placed(place, encodeString(text));
  // Lets the one place that knows references refuse NULL.
  if (value.ok && value.value.kind === 'address')
    return encoding.pointer(type, { kind: 'word', text: 'NULL' }, place);
  return value;
}

function encodePointerText(
  encoding: Encoding,
  type: PointerType,
  text: string,
  place: Place,
): Outcome<PointerValue> {
  const trimmed = text.trim();
  if (trimmed === '') return badArgument(place, `missing; ${expectedFor(type)}`);
  if (!/^[[{"]/.test(trimmed)) return encoding.pointer(type, { kind: 'word', text: trimmed }, place);
  const literal = readLiteral(text);
  return literal.ok ? encoding.pointer(type, literal.value, place) : badArgument(place, literal.reason);
}

function expectedFor(type: PointerType): string {
  if (type.reference) return `new memory like {"$in": …} or an address is expected for ${type.spelling}`;
  if (type.to.kind === 'function')
    return `{"$callback": …}, {"$symbol": "name"} or NULL is expected for ${type.spelling}`;
  return `an address, new memory or NULL is expected for ${type.spelling}`;
}

function encodeRecordText(
  encoding: Encoding,
  type: RecordReference,
  text: string,
  place: Place,
): Outcome<ArgumentValue> {
  if (text.trim() === '')
    return badArgument(place, `missing; an object like {} is expected for ${type.spelling}`);
  const literal = readLiteral(text);
  if (!literal.ok) return badArgument(place, literal.reason);
  return recordValue(encoding, type, literal.value, place);
}

function recordValue(
  encoding: Encoding,
  type: RecordReference,
  literal: Literal,
  place: Place,
): Outcome<ArgumentValue> {
  const size = sizeOf(type, encoding.records);
  if (size === null)
    return badArgument(place, `the layout of ${type.spelling} is not known, so it cannot be passed by value`);
  const image = encoding.allocate(size, place);
  if (!image.ok) return image;
  const failure = encoding.write({ type, image: image.value, offset: 0, bits: null, place }, literal);
  if (failure) return { ok: false, failure };
  return succeed({ kind: 'record', image: image.value.finish(alignmentOf(type, encoding.records)) });
}
