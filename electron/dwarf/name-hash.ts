import type { TextPlace } from './values.ts';

/** `<`: what a template is called by stands before it. */
export const leftBracket = 0x3c;

/**
 * FNV-1a over a name in a section that ends at a NUL, or at the byte `end` where it comes first: names are compared
 * without decoding each.
 */
export function hashAt(bytes: Uint8Array, offset: number, end = 0): number {
  let hash = 0x811c9dc5;
  for (let at = offset; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0 || byte === end) break;
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash >>> 0;
}

/** Whether the name has template arguments. */
export function isTemplateName({ bytes, offset }: TextPlace): boolean {
  for (let at = offset; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0) return false;
    if (byte === leftBracket) return true;
  }
  return false;
}

const encoder = new TextEncoder();

function hashOf(name: string): number {
  return hashAt(encoder.encode(name), 0);
}

/** Offsets of entries by the hashes of their names; a bucket may hold others, whose names the caller compares. */
export class NameHashes {
  readonly #offsets = new Map<number, number | number[]>();

  add(hash: number, offset: number): void {
    const known = this.#offsets.get(hash);
    if (known === undefined) this.#offsets.set(hash, offset);
    else if (typeof known === 'number') this.#offsets.set(hash, [known, offset]);
    else known.push(offset);
  }

  find(name: string): readonly number[] {
    const found = this.#offsets.get(hashOf(name));
    if (found === undefined) return [];
    return typeof found === 'number' ? [found] : found;
  }
}
