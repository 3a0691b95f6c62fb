import type { SavedValue } from '../../electron/contract/shown-value.ts';

/** The address that a saved pointer holds, `0x…`, or null: of other types, of NULL, and where the text tells none. */
export function addressIn({ type, text }: Pick<SavedValue, 'type' | 'text'>): string | null {
  if (!/[*&]/.test(type)) return null;
  const address = /\b0x[0-9a-f]{1,16}\b/i.exec(text)?.[0].toLowerCase() ?? null;
  return address === null || BigInt(address) === 0n ? null : address;
}
