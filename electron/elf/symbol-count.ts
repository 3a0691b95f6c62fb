import { type ByteSource, readAvailable, viewOf } from './byte-source.ts';
import type { Diagnostics } from './diagnostics.ts';
import { DT_GNU_HASH, DT_HASH, DT_SYMTAB } from './dynamic.ts';
import type { ElfHeader } from './header.ts';
import { addressToFile, type ProgramHeader } from './program-headers.ts';

const EM_S390 = 22;
const EM_ALPHA = 0x9026;
const DT_MIPS_SYMTABNO = 0x70000011;
const bucketBytesLimit = 64 * 1024 * 1024;
const chainBlock = 64 * 1024;

/**
 * How many entries the dynamic symbol table has, from DT_HASH (gABI, "Hash Table") or DT_GNU_HASH, for files
 * without section headers: the dynamic section itself does not say. 0 when nothing tells.
 */
export function countDynamicSymbols(
  source: ByteSource,
  header: ElfHeader,
  segments: readonly ProgramHeader[],
  values: ReadonlyMap<number, bigint>,
  diagnostics: Diagnostics,
): number {
  const told = values.get(DT_MIPS_SYMTABNO);
  if (header.machine === 8 && told !== undefined) return told <= 0xffff_ffffn ? Number(told) : 0;
  const place = (tag: number) => {
    const address = values.get(tag);
    return address === undefined ? null : addressToFile(segments, address);
  };
  const hash = place(DT_HASH);
  if (hash !== null) return countByHash(source, header, hash.offset);
  const gnuHash = place(DT_GNU_HASH);
  const counted = gnuHash === null ? null : countByGnuHash(source, header, gnuHash.offset);
  if (counted !== null && counted > 0) return counted;
  if (counted === null) {
    diagnostics.add('hash-table', 'No hash table tells how many symbols there are; the number is estimated.');
  }
  return countByNextTable(header, values);
}

/** nchain of DT_HASH equals the number of symbols; its fields have 8 bytes on Alpha and 64-bit S/390. */
function countByHash(source: ByteSource, header: ElfHeader, offset: bigint): number {
  const wide = header.elfClass === 64 && (header.machine === EM_S390 || header.machine === EM_ALPHA);
  const bytes = readAvailable(source, offset, wide ? 16 : 8);
  if (bytes.length < (wide ? 16 : 8)) return 0;
  const view = viewOf(bytes);
  if (!wide) return view.getUint32(4, header.little);
  const count = view.getBigUint64(8, header.little);
  return count <= 0xffff_ffffn ? Number(count) : 0;
}

/** The last chain of DT_GNU_HASH ends at the last symbol; 0 when it holds none, null when it is damaged. */
function countByGnuHash(source: ByteSource, header: ElfHeader, offset: bigint): number | null {
  const head = readAvailable(source, offset, 16);
  if (head.length < 16) return null;
  const view = viewOf(head);
  const bucketCount = view.getUint32(0, header.little);
  const firstHashed = view.getUint32(4, header.little);
  const bloomBytes = BigInt(view.getUint32(8, header.little)) * BigInt(header.elfClass / 8);
  if (bucketCount * 4 > bucketBytesLimit) return null;
  const bucketsAt = offset + 16n + bloomBytes;
  const buckets = readAvailable(source, bucketsAt, bucketCount * 4);
  if (buckets.length < bucketCount * 4) return null;
  let last = 0;
  const bucketView = viewOf(buckets);
  for (let index = 0; index < bucketCount; index += 1) {
    last = Math.max(last, bucketView.getUint32(index * 4, header.little));
  }
  if (last < firstHashed) return 0;
  const chainsAt = bucketsAt + BigInt(bucketCount) * 4n;
  return endOfChain(source, header.little, chainsAt, firstHashed, last);
}

/** One more than the symbol whose chain word has the stop bit, from `symbol` on; null when the file ends first. */
function endOfChain(
  source: ByteSource,
  little: boolean,
  chainsAt: bigint,
  firstHashed: number,
  symbol: number,
): number | null {
  for (let current = symbol; ; ) {
    const block = readAvailable(source, chainsAt + BigInt(current - firstHashed) * 4n, chainBlock);
    const words = Math.floor(block.length / 4);
    if (words === 0) return null;
    const view = viewOf(block);
    for (let word = 0; word < words; word += 1) {
      if ((view.getUint32(word * 4, little) & 1) === 1) return current + word + 1;
    }
    current += words;
  }
}

/** An upper bound: the table cannot reach beyond the next thing that the dynamic section points to. */
function countByNextTable(header: ElfHeader, values: ReadonlyMap<number, bigint>): number {
  const start = values.get(DT_SYMTAB);
  if (start === undefined) return 0;
  const following = pointerTags
    .map((tag) => values.get(tag))
    .filter((address) => address !== undefined && address > start);
  const next = following.reduce<bigint | null>(
    (nearest, address) =>
      address !== undefined && (nearest === null || address < nearest) ? address : nearest,
    null,
  );
  if (next === null) return 0;
  const count = (next - start) / (header.elfClass === 64 ? 24n : 16n);
  return count <= 0xffff_ffffn ? Number(count) : 0;
}

/** HASH, STRTAB, RELA, INIT, FINI, REL, JMPREL, INIT_ARRAY, GNU_HASH, VERSYM, VERDEF, VERNEED, RELR. */
const pointerTags = [4, 5, 7, 12, 13, 17, 23, 25, 36, 0x6ffffef5, 0x6ffffff0, 0x6ffffffc, 0x6ffffffe];
