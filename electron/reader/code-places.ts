import { readAvailable, smaller } from '../elf/byte-source.ts';
import type { ElfFile } from '../elf/elf-file.ts';
import { type SectionHeader, SHT_NOBITS } from '../elf/section-headers.ts';
import type { ComparedBuild } from './compared-build.ts';

const SHF_ALLOC = 2n;
const sectionLimit = 256;
const contentBytes = 32;
const contentCacheLimit = 200_000;

/** What lies at the addresses of one build, as far as two builds can be compared by it. */
export class CodePlaces {
  readonly #file: ElfFile;
  readonly #sections: readonly SectionHeader[];
  /** The first export at each address. */
  readonly #names = new Map<bigint, string>();
  readonly #contents = new Map<bigint, string>();

  constructor({ file, columns }: ComparedBuild) {
    this.#file = file;
    this.#sections = loadedSections(file);
    const decoder = new TextDecoder();
    const { bytes, offsets } = columns.name;
    for (let row = 0; row < columns.count; row += 1) {
      const address = columns.value[row] ?? 0n;
      if (this.#names.has(address)) continue;
      this.#names.set(address, decoder.decode(bytes.subarray(offsets[row], offsets[row + 1])));
    }
  }

  /**
   * Whether `address` here and `otherAddress` in another build are the same thing: the same exported symbol, else the
   * same distance into the section of the same name, else equal content in it.
   */
  corresponds(address: bigint, other: CodePlaces, otherAddress: bigint): boolean {
    const name = this.#names.get(address);
    const otherName = other.#names.get(otherAddress);
    if (name !== undefined || otherName !== undefined) return name === otherName;
    const section = this.#sectionAt(address);
    const otherSection = other.#sectionAt(otherAddress);
    if (section === null || otherSection === null) return false;
    if (this.#file.sections.nameOf(section.index) !== other.#file.sections.nameOf(otherSection.index)) {
      return false;
    }
    if (address - section.address === otherAddress - otherSection.address) return true;
    const content = this.#contentAt(section, address);
    return content !== null && content === other.#contentAt(otherSection, otherAddress);
  }

  #sectionAt(address: bigint): SectionHeader | null {
    return (
      this.#sections.find(
        (section) => address >= section.address && address - section.address < section.size,
      ) ?? null
    );
  }

  /** The first bytes at an address, up to the NUL of a string; null where zeros or nothing would prove nothing. */
  #contentAt(section: SectionHeader, address: bigint): string | null {
    if (section.type === SHT_NOBITS) return null;
    const known = this.#contents.get(address);
    if (known !== undefined) return known;
    const offset = address - section.address;
    const rest = section.size - offset;
    const bytes = readAvailable(this.#file.source, section.offset + offset, smaller(rest, contentBytes));
    const text = String.fromCharCode(...bytes);
    const end = text.indexOf('\0');
    const isString = end > 0 && /^[\x20-\x7e\t\n]+$/.test(text.slice(0, end));
    const content = isString ? text.slice(0, end) : text;
    if (/^\0*$/.test(content)) return null;
    if (this.#contents.size < contentCacheLimit) this.#contents.set(address, content);
    return content;
  }
}

function loadedSections(file: ElfFile): readonly SectionHeader[] {
  const sections: SectionHeader[] = [];
  for (let index = 1; index < file.sections.count && sections.length < sectionLimit; index += 1) {
    const section = file.sections.at(index);
    if (section !== null && (section.flags & SHF_ALLOC) !== 0n && section.size > 0n) sections.push(section);
  }
  return sections;
}
