import { readAvailable, smaller, viewOf } from '../elf/byte-source.ts';
import type { ElfFile } from '../elf/elf-file.ts';
import { crc32 } from './crc32.ts';

/** What .gnu_debuglink says: the name of the separate file, without folder, and the CRC-32 of its content. */
export interface DebugLink {
  readonly name: string;
  readonly checksum: number;
}

/** A file name and its padding. */
const linkLimit = 4096;

/** The section .gnu_debuglink (gdb's manual, "Separate Debug Files"); null where there is none that makes sense. */
export function readDebugLink({ sections, source, header }: ElfFile): DebugLink | null {
  const section = sections.findByName('.gnu_debuglink');
  if (section === null) return null;
  const bytes = readAvailable(source, section.offset, smaller(section.size, linkLimit));
  const end = bytes.indexOf(0);
  // The checksum follows the name at a multiple of four.
  const at = Math.ceil((end + 1) / 4) * 4;
  if (end <= 0 || at + 4 > bytes.length) return null;
  const name = new TextDecoder().decode(bytes.subarray(0, end));
  if (name.includes('/') || name === '.' || name === '..') return null;
  return { name, checksum: viewOf(bytes).getUint32(at, header.little) };
}

/** Whether the content has the checksum of the link. */
export function fitsLink({ checksum }: DebugLink, chunks: Iterable<Uint8Array>): boolean {
  return crc32(chunks) === checksum;
}
