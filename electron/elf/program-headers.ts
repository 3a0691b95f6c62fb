import { type ByteSource, readAvailable, viewOf } from './byte-source.ts';
import type { Diagnostics } from './diagnostics.ts';
import { type ElfHeader, readWord } from './header.ts';

export const PT_LOAD = 1;
export const PT_DYNAMIC = 2;
export const PT_INTERP = 3;
export const PT_NOTE = 4;
export const PT_TLS = 7;
export const PT_GNU_RELRO = 0x6474e552;

/** One entry of the program header table (gABI, "Program Header"). */
export interface ProgramHeader {
  readonly type: number;
  readonly flags: number;
  readonly offset: bigint;
  readonly address: bigint;
  readonly fileSize: bigint;
  readonly memorySize: bigint;
  readonly align: bigint;
}

/** Real libraries have about ten; each lookup of an address walks them. */
const programHeaderLimit = 512;

/** Size of one entry for the file's class, in bytes. */
export function programHeaderEntrySize(header: ElfHeader): number {
  return header.elfClass === 64 ? 56 : 32;
}

/** The program headers that lie inside the file, in file order. */
export function readProgramHeaders(
  source: ByteSource,
  header: ElfHeader,
  diagnostics: Diagnostics,
): readonly ProgramHeader[] {
  const { programHeaderCount: count, programHeaderOffset: offset } = header;
  if (count === 0) return [];
  const size = programHeaderEntrySize(header);
  if (header.programHeaderSize !== size) {
    diagnostics.add(
      'program-headers',
      `A program header should have ${size} bytes, the file says ${header.programHeaderSize}.`,
    );
    return [];
  }
  const wanted = Math.min(count, programHeaderLimit);
  const bytes = readAvailable(source, offset, wanted * size);
  const present = Math.floor(bytes.length / size);
  if (present < count) {
    diagnostics.add('program-headers', `Only ${present} of ${count} program headers were read.`);
  }
  const view = viewOf(bytes);
  return Array.from({ length: present }, (_, index) => parse(view, index * size, header));
}

function parse(view: DataView, at: number, header: ElfHeader): ProgramHeader {
  const wide = header.elfClass === 64;
  const word = (narrowOffset: number, wideOffset: number) =>
    readWord(view, at + (wide ? wideOffset : narrowOffset), header);
  return {
    type: view.getUint32(at, header.little),
    flags: view.getUint32(at + (wide ? 4 : 24), header.little),
    offset: word(4, 8),
    address: word(8, 16),
    fileSize: word(16, 32),
    memorySize: word(20, 40),
    align: word(28, 48),
  };
}

/** A place in the file and how many bytes of its segment follow it. */
export interface FilePlace {
  readonly offset: bigint;
  readonly available: bigint;
}

/** Where the byte at a virtual address lies in the file; null when no PT_LOAD segment takes it from the file. */
export function addressToFile(segments: readonly ProgramHeader[], address: bigint): FilePlace | null {
  for (const segment of segments) {
    if (segment.type !== PT_LOAD) continue;
    const distance = address - segment.address;
    if (distance < 0n || distance >= segment.fileSize) continue;
    return { offset: segment.offset + distance, available: segment.fileSize - distance };
  }
  return null;
}
