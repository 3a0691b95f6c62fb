import { inflateSync } from 'node:zlib';
import { type DebugSections, debugSectionNames, noDebugSections } from '../dwarf/debug-sections.ts';
import { readExactly, viewOf } from '../elf/byte-source.ts';
import type { ElfFile } from '../elf/elf-file.ts';
import { readWord } from '../elf/header.ts';
import { type SectionHeader, SHT_NOBITS } from '../elf/section-headers.ts';
import { decompressZstd } from './zstd.ts';

/** SHF_COMPRESSED and the types of ch_type (gABI, "Compressed Sections"). */
const SHF_COMPRESSED = 0x800n;
const ELFCOMPRESS_ZLIB = 1;
const ELFCOMPRESS_ZSTD = 2;

/** All debug sections of one file together, decompressed, in bytes. Chromium's are larger, and would not fit one buffer. */
const totalLimit = 1024 ** 3;
/** A kilobyte that claims to be a gigabyte is an attack: zlib reaches 1032 to 1, zstd more on zeros alone. */
const ratioLimit = 2000;

/** The debug sections of a file, and what could not be read of them, a sentence each. */
export interface FoundSections {
  readonly sections: DebugSections;
  readonly problems: readonly string[];
}

interface NamedSection {
  readonly name: string;
  readonly isOldStyle: boolean;
  readonly header: SectionHeader;
}

/** Reads the debug sections that prototypes need; null when the file has no .debug_info with content. */
export function readDebugSections(file: ElfFile): FoundSections | null {
  const named = findSections(file);
  if (!named.some(({ name }) => name === '.debug_info')) return null;
  const problems: string[] = [];
  const found: Record<string, Uint8Array> = {};
  let left = totalLimit;
  for (const section of named) {
    const content = readContent(file, section, left);
    if (typeof content === 'string') problems.push(`${section.name} ${content}.`);
    else {
      left -= content.length;
      found[debugSectionNames[section.name as keyof typeof debugSectionNames]] = content;
    }
  }
  const { little, elfClass } = file.header;
  const sections = { ...noDebugSections, ...found, little, addressSize: elfClass === 64 ? 8 : 4 } as const;
  return { sections, problems };
}

/** The first section of each name that is read, `.zdebug_…` under the name without its z. */
function findSections({ sections }: ElfFile): readonly NamedSection[] {
  const found = new Map<string, NamedSection>();
  for (let index = 1; index < sections.count; index += 1) {
    const written = sections.nameOf(index);
    if (!written.startsWith('.debug_') && !written.startsWith('.zdebug_')) continue;
    const isOldStyle = written.startsWith('.z');
    const name = isOldStyle ? `.${written.slice(2)}` : written;
    const header = sections.at(index);
    const isKnown = Object.hasOwn(debugSectionNames, name) && !found.has(name);
    if (isKnown && header !== null && header.type !== SHT_NOBITS && header.size > 0n) {
      found.set(name, { name, isOldStyle, header });
    }
  }
  return [...found.values()];
}

/** The content as it is after decompression, or what is wrong with it. */
function readContent(
  file: ElfFile,
  { header, isOldStyle }: NamedSection,
  limit: number,
): Uint8Array | string {
  if (header.size > BigInt(limit)) return 'is larger than is read';
  const raw = readExactly(file.source, header.offset, header.size);
  if (raw === null) return 'lies outside the file';
  if (isOldStyle) return readOldStyle(raw, limit);
  return (header.flags & SHF_COMPRESSED) === 0n ? raw : readCompressed(file, raw, limit);
}

/** GNU's own format before SHF_COMPRESSED: `ZLIB`, the size in eight bytes big-endian, the stream. */
function readOldStyle(raw: Uint8Array, limit: number): Uint8Array | string {
  const isZlib = raw.length > 12 && String.fromCharCode(...raw.subarray(0, 4)) === 'ZLIB';
  if (!isZlib) return raw;
  return decompress(ELFCOMPRESS_ZLIB, raw.subarray(12), viewOf(raw).getBigUint64(4, false), limit);
}

/** Elf32_Chdr is type, size, align; Elf64_Chdr has four reserved bytes behind the type. */
function readCompressed({ header }: ElfFile, raw: Uint8Array, limit: number): Uint8Array | string {
  const wide = header.elfClass === 64;
  const headerSize = wide ? 24 : 12;
  if (raw.length < headerSize) return 'ends inside the header of its compression';
  const view = viewOf(raw);
  const size = readWord(view, wide ? 8 : 4, header);
  return decompress(view.getUint32(0, header.little), raw.subarray(headerSize), size, limit);
}

function decompress(type: number, stream: Uint8Array, claimed: bigint, limit: number): Uint8Array | string {
  if (claimed > BigInt(limit)) return 'is larger than is read once it is decompressed';
  if (claimed > BigInt(stream.length) * BigInt(ratioLimit))
    return 'claims a size that its compression cannot have';
  const size = Number(claimed);
  try {
    if (type === ELFCOMPRESS_ZLIB)
      return exactly(inflateSync(stream, { maxOutputLength: Math.max(size, 1) }), size);
    if (type !== ELFCOMPRESS_ZSTD) return `is compressed in the unknown way ${type}`;
    const content = decompressZstd(stream, size);
    return content === null
      ? 'is compressed with zstd, which this version of Node cannot read'
      : exactly(content, size);
  } catch {
    return 'cannot be decompressed: its stream is damaged';
  }
}

function exactly(content: Uint8Array, size: number): Uint8Array | string {
  return content.length === size ? content : 'has another size than its header says';
}
