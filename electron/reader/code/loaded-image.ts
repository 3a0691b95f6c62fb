import { readAvailable, smaller } from '../../elf/byte-source.ts';
import type { ElfFile } from '../../elf/elf-file.ts';
import { SHT_NOBITS } from '../../elf/section-headers.ts';

const SHF_WRITE = 1n;
const SHF_ALLOC = 2n;
const SHF_EXECINSTR = 4n;
const SHF_TLS = 0x400n;
const sectionLimit = 256;
/** Sections up to this size are read whole, when anything in them is asked for. */
const keptSectionBytes = 64 * 1024 * 1024;

/** A section that the loader maps; addresses of real libraries fit a double. */
export interface LoadedSection {
  readonly index: number;
  readonly name: string;
  readonly start: number;
  readonly size: number;
  readonly offset: bigint;
  readonly hasContent: boolean;
  readonly isWritable: boolean;
  readonly isExecutable: boolean;
  readonly isThreadLocal: boolean;
  /** Code that jumps through a slot. */
  readonly isStubs: boolean;
  /** Addresses that the loader writes for code to use. */
  readonly isSlots: boolean;
  /** Nothing writes there once the library is loaded. */
  readonly isConstant: boolean;
}

/** What the loader maps of one file, by address. */
export class LoadedImage {
  readonly sections: readonly LoadedSection[];
  readonly #file: ElfFile;
  readonly #contents = new Map<number, Uint8Array>();
  #last: LoadedSection | null = null;

  constructor(file: ElfFile) {
    this.#file = file;
    this.sections = loadedSections(file);
  }

  /** The section at an address; the zeros that each thread starts with have none. */
  sectionAt(address: number): LoadedSection | null {
    const last = this.#last;
    if (last !== null && holds(last, address)) return last;
    const section = this.sections.find((candidate) => holds(candidate, address)) ?? null;
    this.#last = section;
    return section;
  }

  /** Up to `length` bytes of a section from an address in it; zeros where the file has none, fewer at its end. */
  bytesAt(section: LoadedSection, address: number, length: number): Uint8Array {
    const start = address - section.start;
    const wanted = Math.max(0, Math.min(length, section.size - start));
    if (!section.hasContent) return new Uint8Array(Math.min(wanted, keptSectionBytes));
    if (section.size > keptSectionBytes) {
      return readAvailable(this.#file.source, section.offset + BigInt(start), wanted);
    }
    let content = this.#contents.get(section.index);
    if (content === undefined) {
      content = readAvailable(this.#file.source, section.offset, section.size);
      this.#contents.set(section.index, content);
    }
    return content.subarray(start, start + wanted);
  }
}

function holds({ start, size, hasContent, isThreadLocal }: LoadedSection, address: number): boolean {
  return address >= start && address - start < size && (hasContent || !isThreadLocal);
}

function loadedSections({ sections, source }: ElfFile): readonly LoadedSection[] {
  const found: LoadedSection[] = [];
  for (let index = 1; index < sections.count && found.length < sectionLimit; index += 1) {
    const section = sections.at(index);
    if (section === null || (section.flags & SHF_ALLOC) === 0n || section.size === 0n) continue;
    const name = sections.nameOf(index);
    const hasContent = section.type !== SHT_NOBITS;
    const isWritable = (section.flags & SHF_WRITE) !== 0n;
    const isExecutable = (section.flags & SHF_EXECINSTR) !== 0n;
    found.push({
      index,
      name,
      start: Number(section.address),
      size: Number(hasContent ? smaller(section.size, source.size) : section.size),
      offset: section.offset,
      hasContent,
      isWritable,
      isExecutable,
      isThreadLocal: (section.flags & SHF_TLS) !== 0n,
      isStubs: name.startsWith('.plt'),
      isSlots: name.startsWith('.got'),
      isConstant: hasContent && !isExecutable && (!isWritable || name.startsWith('.data.rel.ro')),
    });
  }
  return found;
}
