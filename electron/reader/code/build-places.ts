import { viewOf } from '../../elf/byte-source.ts';
import type { ElfFile } from '../../elf/elf-file.ts';
import { LoadedImage } from './loaded-image.ts';
import { NamedPlaces } from './named-places.ts';
import { type Relocation, Relocations } from './relocations.ts';

const EM_X86_64 = 62;
const stubBytes = 16;

/** What lies at the addresses of one build. */
export class BuildPlaces {
  readonly image: LoadedImage;
  readonly relocations: Relocations;
  /** Whether places in code are understood. */
  readonly isX86: boolean;
  readonly #file: ElfFile;
  #names: NamedPlaces | null = null;

  constructor(file: ElfFile) {
    this.#file = file;
    this.isX86 = file.header.machine === EM_X86_64;
    this.image = new LoadedImage(file);
    this.relocations = new Relocations(file);
  }

  get names(): NamedPlaces {
    this.#names ??= new NamedPlaces(this.#file);
    return this.#names;
  }

  /** What the loader writes into the slot that the stub at an x86-64 address of the PLT jumps through (psABI, "PLT"). */
  stubSlot(address: number): Relocation | null {
    const section = this.image.sectionAt(address);
    if (section === null || !section.isStubs) return null;
    const stub = this.image.bytesAt(section, address, stubBytes);
    for (let at = 0; at + 6 <= stub.length; at += 1) {
      // jmp *displacement(%rip)
      if (stub[at] !== 0xff || stub[at + 1] !== 0x25) continue;
      return this.relocations.at(address + at + 6 + viewOf(stub).getInt32(at + 2, true));
    }
    return null;
  }
}
