import type { ElfHeader } from './header.ts';
import { type ProgramHeader, PT_LOAD, programHeaderEntrySize } from './program-headers.ts';
import { type SectionTable, sectionHeaderEntrySize } from './section-headers.ts';

export interface Completeness {
  readonly complete: boolean;
  /** Smallest file size, in bytes, that holds every segment and both header tables. */
  readonly expectedSize: bigint;
}

/**
 * Whether every byte that the loader would map is in the file. dlopen of a cut file is a SIGBUS, not a dlerror.
 * A section header table that is still all zeros counts as missing: linkers reserve it and write it last.
 */
export function checkCompleteness(
  header: ElfHeader,
  segments: readonly ProgramHeader[],
  sections: SectionTable,
  fileSize: number,
): Completeness {
  const ends = segments
    .filter(({ type, fileSize: size }) => type === PT_LOAD && size > 0n)
    .map(({ offset, fileSize: size }) => offset + size);
  ends.push(header.elfClass === 64 ? 64n : 52n);
  if (header.programHeaderCount > 0) {
    const size = BigInt(header.programHeaderCount * programHeaderEntrySize(header));
    ends.push(header.programHeaderOffset + size);
  }
  if (header.sectionHeaderOffset > 0n) {
    // A count of 0 with an offset means extended numbering: at least the first entry must be there.
    const count = Math.max(header.sectionHeaderCount, 1);
    ends.push(header.sectionHeaderOffset + BigInt(count) * BigInt(sectionHeaderEntrySize(header)));
  }
  let expectedSize = 0n;
  for (const end of ends) {
    if (end > expectedSize) expectedSize = end;
  }
  return { complete: expectedSize <= BigInt(fileSize) && !sections.isBlank(), expectedSize };
}
