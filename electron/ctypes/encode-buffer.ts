import { blockBytesLimit } from '../contract/call-value.ts';
import type { EncodeContext } from './encode-context.ts';
import { utf8Bytes } from './encode-string.ts';
import { accept, type Encoded, quoted, refuse } from './encoded.ts';
import type { Literal } from './literal.ts';

const contentKeys = ['$text', '$hex', '$file'] as const;
const bufferKeys: ReadonlySet<string> = new Set([...contentKeys, '$size']);

type ObjectLiteral = Extract<Literal, { readonly kind: 'object' }>;

/** `{"$text": …}`, `{"$hex": …}`, `{"$file": …}`, each with or without `$size`, or `{"$size": …}` alone; null for all else. */
export function bufferForm(literal: Literal): ObjectLiteral | null {
  if (literal.kind !== 'object' || literal.entries.length === 0) return null;
  return literal.entries.every(([key]) => bufferKeys.has(key)) ? literal : null;
}

/** A text as the buffer form that holds it. */
export function textForm(text: Literal): ObjectLiteral {
  return { kind: 'object', entries: [['$text', text]] };
}

/** What a buffer holds; behind `bytes` it is zero up to `size`, in bytes. */
export interface BufferContent {
  readonly bytes: Uint8Array;
  readonly size: number;
}

/** The content that a buffer form describes; one that is longer than its `$size` is refused. `closesText` adds the NUL behind a text. */
export function byteContent(
  context: EncodeContext,
  form: ObjectLiteral,
  closesText = false,
): Encoded<BufferContent> {
  const contents = form.entries.filter(([key]) => key !== '$size');
  if (contents.length > 1) return refuse('one of $text, $hex and $file is expected, not several');
  const size = form.entries.find(([key]) => key === '$size');
  const wanted = size ? countOf(size[1], '$size') : accept(null);
  if (!wanted.ok) return wanted;
  const [content] = contents;
  const bytes = content
    ? contentOf(context, { key: content[0], value: content[1], closesText })
    : accept(new Uint8Array(0));
  if (!bytes.ok) return bytes;
  const length = bytes.value.length;
  if (wanted.value !== null && length > wanted.value)
    return refuse(`${length} bytes do not fit $size ${wanted.value}`);
  return accept({ bytes: bytes.value, size: wanted.value ?? length });
}

/** A number of elements or bytes: a word or a string, as JSON may have it. */
export function countOf(literal: Literal, what: string): Encoded<number> {
  const text = literal.kind === 'word' ? literal.text : literal.kind === 'string' ? literal.value : '';
  if (!/^(?:0x[0-9a-f]{1,16}|\d{1,20})$/i.test(text))
    return refuse(`${what} takes a whole number, 0 or more`);
  const count = Number(text);
  if (count > blockBytesLimit)
    return refuse(
      `${what} ${text} is too much; the arguments of one call may take ${blockBytesLimit} bytes of new memory`,
    );
  return accept(count);
}

function contentOf(
  context: EncodeContext,
  content: { readonly key: string; readonly value: Literal; readonly closesText: boolean },
): Encoded<Uint8Array> {
  const { key, value, closesText } = content;
  const text =
    value.kind === 'string' ? value.value : value.kind === 'word' && key === '$hex' ? value.text : null;
  if (text === null) return refuse(`${key} takes a text in quotation marks`);
  if (key === '$hex') return hexBytes(text);
  if (key === '$file') return fileBytes(context, text);
  return utf8Bytes(closesText ? `${text}\0` : text);
}

function hexBytes(text: string): Encoded<Uint8Array> {
  const digits = text.replace(/\s+/g, '');
  const wrong = /[^0-9a-f]/i.exec(digits);
  if (wrong) return refuse(`${quoted(wrong[0])} is no hexadecimal digit; $hex takes bytes like "00 ff 7a"`);
  if (digits.length % 2 === 1) return refuse('$hex has half a byte: two digits make one');
  const bytes = new Uint8Array(digits.length / 2);
  for (let index = 0; index < bytes.length; index++)
    bytes[index] = Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16);
  return accept(bytes);
}

function fileBytes(context: EncodeContext, path: string): Encoded<Uint8Array> {
  if (!context.file) return refuse('files cannot be read here; give the bytes with $hex or $text');
  const content = context.file(path);
  return content.ok ? accept(content.value) : refuse(content.failure.message);
}
