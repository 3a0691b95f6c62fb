import type { AddressRange } from './loaded-objects.ts';
import { readMemory } from './memory.ts';

const blockBytes = 1024 * 1024;
const pageBytes = 4096;

/**
 * The words in `where` that are addresses in `range`, in order, at most `limit` of them; parts that cannot be read are
 * passed over. Words are aligned, as the psABI lays pointers out.
 */
export function addressesIn(where: AddressRange, range: AddressRange, limit: number): readonly bigint[] {
  const found: bigint[] = [];
  const first = where.start + ((8n - (where.start % 8n)) % 8n);
  for (let at = first; at < where.end && found.length < limit; ) {
    const length = Number(where.end - at > BigInt(blockBytes) ? BigInt(blockBytes) : where.end - at) & ~7;
    if (length === 0) break;
    const block = readMemory(at, length);
    // A hole in the middle hides the rest of its block only page by page.
    const step = block === null ? pageBytes - Number(at % BigInt(pageBytes)) : length;
    const bytes = block ?? readMemory(at, Math.min(step, length));
    if (bytes !== null) collect(bytes, range, found, limit);
    at += BigInt(step);
  }
  return found;
}

function collect(bytes: Buffer, { start, end }: AddressRange, found: bigint[], limit: number): void {
  const lowest = Number(start >> 32n);
  const highest = Number(end >> 32n);
  for (let at = 0; at + 8 <= bytes.length && found.length < limit; at += 8) {
    // The upper half alone decides for nearly every word, without a bigint.
    const upper = bytes.readUInt32LE(at + 4);
    if (upper < lowest || upper > highest) continue;
    const word = bytes.readBigUInt64LE(at);
    if (word >= start && word < end) found.push(word);
  }
}
