import type { PointerValue } from '../contract/call-value.ts';
import { type CharacterPart, readEscaped } from './c-escapes.ts';
import { accept, type Encoded, refuse } from './encoded.ts';

/** The text as it is, a quoted text with C escapes, or NULL; a NUL or what is not UTF-8 is refused. */
export function encodeString(text: string): Encoded<PointerValue> {
  if (text === 'NULL' || text === 'nullptr') return accept({ kind: 'address', value: 0n });
  const value = text.startsWith('"') ? readQuoted(text) : accept(text);
  return value.ok ? stringValue(value.value) : value;
}

/** A string in new memory, or why it cannot be one in C. */
export function stringValue(value: string): Encoded<PointerValue> {
  if (value.includes('\0')) {
    return refuse(
      'a NUL character inside the string would end it early; the function would see only the part before it',
    );
  }
  const bytes = utf8Bytes(value);
  return bytes.ok ? accept({ kind: 'string', value }) : bytes;
}

/** The text in UTF-8, without a NUL at its end. */
export function utf8Bytes(value: string): Encoded<Uint8Array> {
  if (/\p{Surrogate}/u.test(value))
    return refuse('half of a character (a lone surrogate) cannot be written in UTF-8');
  return accept(new TextEncoder().encode(value));
}

function readQuoted(text: string): Encoded<string> {
  if (text.length < 2 || !text.endsWith('"')) {
    return refuse(
      'the quotation mark is not closed; end with ", or begin with \\" inside quotes for a literal one',
    );
  }
  const parts = readEscaped(text.slice(1, -1), '"');
  return parts.ok ? decodeParts(parts.value) : parts;
}

/** Bytes written as `\xc3\xa9` are joined with the rest before decoding, so that they may spell a character. */
function decodeParts(parts: readonly CharacterPart[]): Encoded<string> {
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  for (const part of parts) {
    if (part.kind === 'byte') bytes.push(part.value);
    else bytes.push(...encoder.encode(String.fromCodePoint(part.value)));
  }
  try {
    return accept(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes)));
  } catch (error) {
    if (error instanceof TypeError)
      return refuse('the bytes written with \\x are not UTF-8; strings are passed as UTF-8');
    throw error;
  }
}
