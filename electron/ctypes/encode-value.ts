import { assertNever, type Failure } from '../contract/failure.ts';
import type { CType } from '../contract/prototype.ts';
import { bufferForm, byteContent, textForm } from './encode-buffer.ts';
import { badArgument, below } from './encode-place.ts';
import { encodeRecord } from './encode-record.ts';
import { bitFieldOf, isScalar, scalarOf } from './encode-scalar.ts';
import type { Encoding, Slot } from './encoding.ts';
import type { Literal } from './literal.ts';
import { isByte, isPlainChar, sizeOf } from './type-size.ts';

type ArrayType = Extract<CType, { readonly kind: 'array' }>;

/** Writes a value of any type into new memory; null, or what does not fit. */
export function writeValue(encoding: Encoding, slot: Slot, literal: Literal): Failure | null {
  const { type, place } = slot;
  if (!isInside(encoding, slot))
    return badArgument(
      place,
      `the layout of the ${type.spelling} here contradicts itself; it cannot be written`,
    ).failure;
  if (isScalar(type)) return writeScalar(encoding, slot, literal);
  switch (type.kind) {
    case 'pointer': {
      const value = encoding.pointer(type, literal, place);
      if (value.ok) slot.image.write(value.value, slot.offset, 8);
      return value.ok ? null : value.failure;
    }
    case 'array':
      return writeArray(encoding, { ...slot, type }, literal);
    case 'record':
      return encodeRecord(encoding, { ...slot, type }, literal);
    case 'void':
    case 'function':
    case 'opaque':
      return badArgument(
        place,
        `${type.spelling} has no value that could be written here; leave it out and it is zero`,
      ).failure;
    default:
      return assertNever(type);
  }
}

/** Corrupt debug information may place a member outside its record. */
function isInside(encoding: Encoding, slot: Slot): boolean {
  if (slot.bits) {
    const { offset, size } = slot.bits;
    const first = Math.floor(offset / 8);
    return size > 0 && size <= 64 && slot.image.holds(first, Math.ceil((offset + size) / 8) - first);
  }
  const size = sizeOf(slot.type, encoding.records);
  return size === null || slot.image.holds(slot.offset, size);
}

function writeScalar(encoding: Encoding, slot: Slot, literal: Literal): Failure | null {
  const { type, bits, image, place } = slot;
  if (!isScalar(type)) return null;
  if (bits) {
    const value = bitFieldOf(encoding.context, { type, size: bits.size }, literal);
    if (!value.ok) return badArgument(place, value.reason).failure;
    image.writeBits(value.value, bits.offset, bits.size);
    return null;
  }
  const value = scalarOf(encoding.context, type, literal);
  if (!value.ok) return badArgument(place, value.reason).failure;
  image.write(value.value, slot.offset, type.kind === 'bool' ? 1 : type.bits / 8);
  return null;
}

function writeArray(
  encoding: Encoding,
  slot: Slot & { readonly type: ArrayType },
  literal: Literal,
): Failure | null {
  const { type, place } = slot;
  if (type.count === 0 && !(literal.kind === 'list' && literal.items.length === 0)) {
    const flexible = 'a flexible array: its elements lie behind the struct and cannot be given here';
    return badArgument(place, `${flexible}; give the whole as bytes with {"$hex": "…"}`).failure;
  }
  if (literal.kind === 'list') return writeItems(encoding, slot, literal.items);
  if (isByte(type.of)) return writeBytes(encoding, slot, literal);
  return badArgument(place, `a list [ … ] of at most ${type.count} ${type.of.spelling} is expected`).failure;
}

function writeItems(
  encoding: Encoding,
  slot: Slot & { readonly type: ArrayType },
  items: readonly Literal[],
): Failure | null {
  const { type, place } = slot;
  if (items.length > type.count)
    return badArgument(place, `${items.length} elements do not fit ${type.spelling}, which has ${type.count}`)
      .failure;
  const size = sizeOf(type.of, encoding.records) ?? 0;
  for (const [index, item] of items.entries()) {
    const offset = slot.offset + index * size;
    const element = { type: type.of, image: slot.image, offset, bits: null, place: below(place, index) };
    const failure = writeValue(encoding, element, item);
    if (failure) return failure;
  }
  return null;
}

/** An array of char takes a text, as in C without its NUL when that has no room; an array of any bytes takes a buffer form. */
function writeBytes(
  encoding: Encoding,
  slot: Slot & { readonly type: ArrayType },
  literal: Literal,
): Failure | null {
  const { type, place } = slot;
  const isText = literal.kind === 'string' && isPlainChar(type.of);
  const form = isText ? textForm(literal) : bufferForm(literal);
  if (form === null) {
    const text = isPlainChar(type.of) ? 'a text "…", ' : '';
    return badArgument(place, `${text}a list [ … ] or {"$hex": "…"} is expected for ${type.spelling}`)
      .failure;
  }
  const content = byteContent(encoding.context, form);
  if (!content.ok) return badArgument(place, content.reason).failure;
  if (content.value.size > type.count)
    return badArgument(place, `${content.value.size} bytes do not fit ${type.spelling}`).failure;
  slot.image.bytes.set(content.value.bytes, slot.offset);
  return null;
}
