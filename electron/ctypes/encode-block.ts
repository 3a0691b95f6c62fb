import type { PointerValue } from '../contract/call-value.ts';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { CType } from '../contract/prototype.ts';
import { bufferForm, byteContent, countOf, textForm } from './encode-buffer.ts';
import { badArgument, below, labelOf, type Place } from './encode-place.ts';
import type { Encoding, PointerType } from './encoding.ts';
import type { Literal } from './literal.ts';
import type { ImageBuilder } from './memory-image.ts';
import type { Direction } from './pointer-form.ts';
import { alignmentOf, arrayOf, isByte, isPlainChar, largestScalarAlignment, sizeOf } from './type-size.ts';
import { isCString } from './type-spelling.ts';

/** New memory for a pointer. */
interface Block {
  readonly type: PointerType;
  readonly direction: Direction;
  readonly value: Literal;
  readonly place: Place;
}

const unsignedChar: CType = {
  kind: 'integer',
  spelling: 'unsigned char',
  bits: 8,
  signed: false,
  character: true,
};

/** New memory with the value, or the list of values, that the pointer's type points to; of `out` memory also a number of zeroed elements. */
export function encodeBlock(encoding: Encoding, block: Block): Outcome<PointerValue> {
  const { type, value, place } = block;
  const { to } = type;
  if (to.kind === 'function')
    return badArgument(
      place,
      `${type.spelling} points to a function; give {"$callback": …}, {"$symbol": "name"}, NULL, an address or a saved value`,
    );
  const isBuffer = to.kind === 'void' || isByte(to);
  const buffer = isBuffer ? bufferForm(value) : null;
  if (buffer) return bufferBlock(encoding, block, buffer);
  if (isBuffer && isPlainChar(to) && value.kind === 'string')
    return bufferBlock(encoding, block, textForm(value));
  if (isPlainChar(to) && value.kind === 'word' && value.text.startsWith("'"))
    return badArgument(place, 'a text in quotation marks, or the number of the character, is expected');
  if (block.direction === 'out' && (value.kind === 'word' || value.kind === 'string'))
    return zeroedBlock(encoding, block, value);
  if (to.kind === 'void')
    return badArgument(
      place,
      `void has no value; give bytes with {"$size": 64}, {"$text": "…"} or {"$hex": "…"}, or name the type with "$type"`,
    );
  return valueBlock(encoding, block);
}

function bufferBlock(
  encoding: Encoding,
  block: Block,
  form: Extract<Literal, { readonly kind: 'object' }>,
): Outcome<PointerValue> {
  const { type, place } = block;
  const content = byteContent(encoding.context, form, isCString(type));
  if (!content.ok) return badArgument(place, content.reason);
  const image = encoding.allocate(content.value.size, place);
  if (!image.ok) return image;
  image.value.bytes.set(content.value.bytes);
  const element = type.to.kind === 'void' ? unsignedChar : type.to;
  return succeed(
    finish(block, {
      image: image.value,
      alignment: largestScalarAlignment,
      type: arrayOf(element, content.value.size),
    }),
  );
}

/** `true` for one element, a number for so many. */
function zeroedBlock(
  encoding: Encoding,
  block: Block,
  value: Extract<Literal, { readonly kind: 'word' | 'string' }>,
): Outcome<PointerValue> {
  const { to } = block.type;
  const isOne = value.kind === 'word' && value.text === 'true';
  if (isOne && to.kind === 'void')
    return badArgument(block.place, `void has no size; say how many bytes: {"$out": 64}`);
  const count = isOne ? { ok: true as const, value: 1 } : countOf(value, '$out');
  if (!count.ok) return badArgument(block.place, `${count.reason}, or true for one`);
  const element = to.kind === 'void' ? unsignedChar : to;
  return elements(encoding, block, {
    element,
    count: count.value,
    type: isOne ? element : arrayOf(element, count.value),
  });
}

function valueBlock(encoding: Encoding, block: Block): Outcome<PointerValue> {
  const { type, value } = block;
  const { to } = type;
  // A list for an array type is a list of such arrays, as for every other type.
  const items = value.kind === 'list' ? value.items : [value];
  const read = value.kind === 'list' ? arrayOf(to, items.length) : to;
  return elements(encoding, block, {
    element: to,
    count: items.length,
    type: read,
    items,
    isList: value.kind === 'list',
  });
}

function elements(
  encoding: Encoding,
  block: Block,
  content: {
    readonly element: CType;
    readonly count: number;
    readonly type: CType;
    readonly items?: readonly Literal[];
    readonly isList?: boolean;
  },
): Outcome<PointerValue> {
  const { element, count, items = [] } = content;
  const size = sizeOf(element, encoding.records);
  if (size === null)
    return badArgument(
      block.place,
      `how large ${element.spelling} is, is not known; give NULL, an address or a saved value`,
    );
  // The NULL behind a list of strings ends it, as argv's does.
  const image = encoding.allocate(size * (count + (isCString(element) ? 1 : 0)), block.place);
  if (!image.ok) return image;
  for (const [index, item] of items.entries()) {
    const place = content.isList ? below(block.place, index) : block.place;
    const slot = { type: element, image: image.value, offset: index * size, bits: null, place };
    const failure = encoding.write(slot, item);
    if (failure) return { ok: false, failure };
  }
  return succeed(
    finish(block, {
      image: image.value,
      alignment: alignmentOf(element, encoding.records),
      type: content.type,
    }),
  );
}

function finish(
  block: Block,
  made: { readonly image: ImageBuilder; readonly alignment: number; readonly type: CType },
): PointerValue {
  const readBack = block.direction === 'in' ? null : { label: labelOf(block.place), type: made.type };
  return { kind: 'block', image: made.image.finish(made.alignment), readBack };
}
