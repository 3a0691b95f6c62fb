import type { ResultValue } from '../contract/call-value.ts';
import type { CType } from '../contract/prototype.ts';
import { isPlainChar } from './type-size.ts';
import { quoteForDisplay } from './visible-text.ts';

// Bytes that a line of text still shows whole.
const shownBytes = 64;

/** An array of char as the quoted text up to its NUL, of other bytes in hexadecimal, clipped; `hex` and `json` hold all bytes that were read. */
export function bytesShown(
  type: CType,
  value: Extract<ResultValue, { readonly kind: 'bytes' }>,
): { readonly text: string; readonly hex: string; readonly json: string } {
  const hex = hexText(value.bytes);
  const json = JSON.stringify({ $hex: hex });
  const text = type.kind === 'array' && isPlainChar(type.of) ? textUpToNul(value.bytes) : null;
  if (text !== null) return { text: quoteForDisplay(text), hex, json: JSON.stringify(text) };
  const isClipped = value.bytes.length > shownBytes || value.total > value.bytes.length;
  return { text: `${hexText(value.bytes.subarray(0, shownBytes))}${isClipped ? ' …' : ''}`, hex, json };
}

/** Null when the bytes are not UTF-8: then no text says them exactly. */
function textUpToNul(bytes: Uint8Array): string | null {
  const end = bytes.indexOf(0);
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** `68 65 6c`. */
export function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
