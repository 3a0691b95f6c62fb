import type { PointerValue } from '../contract/call-value.ts';
import { type Outcome, succeed } from '../contract/failure.ts';
import { encodeBlock } from './encode-block.ts';
import { encodeCallback } from './encode-callback.ts';
import { encodeAddress } from './encode-integer.ts';
import { badArgument, type Place } from './encode-place.ts';
import { savedName, savedPointer } from './encode-saved.ts';
import { stringValue } from './encode-string.ts';
import type { Encoded } from './encoded.ts';
import type { Encoding, PointerType } from './encoding.ts';
import type { Literal } from './literal.ts';
import { type Direction, isPointerForm, readPointerForm } from './pointer-form.ts';
import { isByte } from './type-size.ts';
import { isCString } from './type-spelling.ts';

/** What a pointer is given: NULL, an address, a saved value, new memory, a symbol or a recorder. */
export function encodePointer(
  encoding: Encoding,
  type: PointerType,
  literal: Literal,
  place: Place,
): Outcome<PointerValue> {
  const value = pointerOf(encoding, type, literal, place);
  const isNull = value.ok && value.value.kind === 'address' && value.value.value === 0n;
  if (type.reference && isNull)
    return badArgument(place, `${type.spelling} is a reference and cannot be NULL`);
  return value;
}

function pointerOf(
  encoding: Encoding,
  type: PointerType,
  literal: Literal,
  place: Place,
): Outcome<PointerValue> {
  if (literal.kind === 'word') return placed(place, wordOf(encoding, type, literal.text));
  if (literal.kind === 'string') return placed(place, stringOf(encoding, type, literal.value));
  if (isPointerForm(literal)) return formOf(encoding, type, literal, place);
  if (type.to.kind === 'function')
    return badArgument(place, `${waysOfFunctions} is expected for ${type.spelling}`);
  return encodeBlock(encoding, { type, direction: defaultDirection(type), value: literal, place });
}

/** What a function may do with memory of ours when the argument does not say it: const promises that it only reads. */
export function defaultDirection(type: PointerType): Direction {
  return type.toConst ? 'in' : 'inout';
}

const waysOfFunctions =
  'NULL, {"$callback": …} for a recorder, {"$symbol": "name"}, an address or a saved value';

function placed(place: Place, value: Encoded<PointerValue>): Outcome<PointerValue> {
  return value.ok ? succeed(value.value) : badArgument(place, value.reason);
}

function wordOf(encoding: Encoding, type: PointerType, text: string): Encoded<PointerValue> {
  const name = savedName(text);
  if (name !== null) return savedPointer(encoding.context, type, name);
  const address = encodeAddress(type, text);
  if (/^(?:NULL|nullptr|null)$/.test(text.trim())) return address;
  if (isCString(type))
    return { ok: false, reason: `a text in quotation marks or null is expected for ${type.spelling}` };
  // A plain number for `const int &` is most likely meant as the value; as an address it would end the process.
  if (type.reference && !/^0x/i.test(text.trim()))
    return {
      ok: false,
      reason: `new memory like {"$in": …}, 0x… or a saved value is expected for ${type.spelling}`,
    };
  return address;
}

/** A string is the text of a char pointer; for others it holds what JSON cannot write as a word. */
function stringOf(encoding: Encoding, type: PointerType, text: string): Encoded<PointerValue> {
  if (!isCString(type)) {
    const word = wordOf(encoding, type, text);
    const isBuffer = isByte(type.to) || type.to.kind === 'void';
    if (word.ok || !isBuffer || savedName(text) !== null) return word;
    return { ok: false, reason: `${word.reason}; a text is given as {"$text": "…"}` };
  }
  if (savedName(text) === null) return stringValue(text);
  const saved = savedPointer(encoding.context, type, savedName(text) ?? '');
  return saved.ok ? saved : { ok: false, reason: `${saved.reason}; the text itself is {"$text": "…"}` };
}

function formOf(
  encoding: Encoding,
  type: PointerType,
  literal: Extract<Literal, { readonly kind: 'object' }>,
  place: Place,
): Outcome<PointerValue> {
  const form = readPointerForm(literal);
  if (!form.ok) return badArgument(place, form.reason);
  switch (form.value.kind) {
    case 'symbol':
      return succeed({ kind: 'symbol', name: form.value.name });
    case 'address':
      return placed(place, encodeAddress(type, form.value.text));
    case 'callback':
      return encodeCallback(encoding, { type, returns: form.value.returns, place });
    case 'buffer':
      return encodeBlock(encoding, {
        type,
        direction: defaultDirection(type),
        value: form.value.value,
        place,
      });
    case 'memory': {
      const { direction, value, type: typeText } = form.value;
      const typed = typeText === null ? succeed(type) : pointerToType(encoding, type, typeText, place);
      return typed.ok ? encodeBlock(encoding, { type: typed.value, direction, value, place }) : typed;
    }
  }
}

function pointerToType(
  encoding: Encoding,
  type: PointerType,
  text: string,
  place: Place,
): Outcome<PointerType> {
  if (type.to.kind !== 'void' && type.to.kind !== 'opaque')
    return badArgument(place, `$type belongs to void *; ${type.spelling} says itself what it points to`);
  if (!encoding.context.type) return badArgument(place, 'no types are known here for $type');
  const found = encoding.context.type(text);
  if (!found.ok) return badArgument(place, found.failure.message);
  return succeed({ ...type, to: encoding.adopt(found.value) });
}
