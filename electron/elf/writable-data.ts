import type { ElfFile } from './elf-file.ts';
import { PT_GNU_RELRO, PT_LOAD } from './program-headers.ts';

/** PF_W (gABI, "Segment Permissions"). */
const writableFlag = 2;

interface AddressRange {
  readonly start: bigint;
  readonly end: bigint;
}

/**
 * Tells whether the byte at a link-time address can be written once the library is loaded: it lies in a writable segment
 * and in none of the parts that are read-only, or meant to be so, after relocation (PT_GNU_RELRO, .data.rel.ro).
 */
export function writableData({ segments, sections }: ElfFile): (address: bigint) => boolean {
  const writable: AddressRange[] = [];
  const constant: AddressRange[] = [];
  for (const { type, flags, address, memorySize } of segments) {
    const range = { start: address, end: address + memorySize };
    if (type === PT_LOAD && (flags & writableFlag) !== 0) writable.push(range);
    else if (type === PT_GNU_RELRO) constant.push(range);
  }
  // Without PT_GNU_RELRO nothing makes this section read-only, and yet its content is constant.
  const relocated = sections.findByName('.data.rel.ro');
  if (relocated !== null) {
    constant.push({ start: relocated.address, end: relocated.address + relocated.size });
  }
  return (address) => liesIn(writable, address) && !liesIn(constant, address);
}

function liesIn(ranges: readonly AddressRange[], address: bigint): boolean {
  return ranges.some(({ start, end }) => address >= start && address < end);
}
