import { readAvailable, smaller, viewOf } from '../../elf/byte-source.ts';
import type { ElfFile } from '../../elf/elf-file.ts';
import { addressToFile } from '../../elf/program-headers.ts';
import { readString } from '../../elf/strings.ts';
import { SHN_UNDEF } from '../../elf/symbol-table.ts';
import { readRelativePlaces } from './relative-places.ts';

const DT_PLTRELSZ = 2;
const DT_RELA = 7;
const DT_RELASZ = 8;
const DT_JMPREL = 23;
const entrySize = 24;
/** Chromium's are 30 MB. */
const relocationBytesLimit = 64 * 1024 * 1024;
const nameLimit = 4096;

/** How relocations of a machine are numbered (psABIs, "Relocation"): those that write an address of the library itself. */
interface RelocationTypes {
  /** The address of a symbol: with an addend, for the GOT, and for the PLT. */
  readonly symbol: ReadonlySet<number>;
  readonly relative: number;
}

const typesOfMachines: ReadonlyMap<number, RelocationTypes> = new Map([
  [62, { symbol: new Set([1, 6, 7]), relative: 8 }],
  [183, { symbol: new Set([257, 1025, 1026]), relative: 1027 }],
]);

/** What the loader writes into one word. */
export interface Relocation {
  /** What differs by kind and not by place; numbers of the psABI. */
  readonly type: number;
  /** The name of the symbol; empty where there is none. */
  readonly symbol: string;
  readonly addend: number;
  /** The address that comes to stand there, in the file's own terms; null where another library may decide it. */
  readonly target: number | null;
}

/** The relocations of a 64-bit little-endian file of x86-64 or AArch64, by place; of others none are known. */
export class Relocations {
  /** False where nothing is known of the machine's relocations. */
  readonly isKnown: boolean;
  readonly #file: ElfFile;
  readonly #types: RelocationTypes | null;
  readonly #tables: readonly DataView[];
  #places: ReadonlyMap<number, number> | null = null;
  #relative: ReadonlySet<number> | null = null;

  constructor(file: ElfFile) {
    const { machine, elfClass, little } = file.header;
    this.#file = file;
    this.#types = elfClass === 64 && little ? (typesOfMachines.get(machine) ?? null) : null;
    this.isKnown = this.#types !== null;
    this.#tables = this.isKnown ? relocationTables(file) : [];
  }

  /** What is written at an address; null where nothing is. */
  at(place: number): Relocation | null {
    if (this.#types === null) return null;
    const entry = this.#entryAt(place);
    if (entry !== undefined) return this.#read(entry);
    this.#relative ??= new Set(readRelativePlaces(this.#file));
    return this.#relative.has(place) ? this.#inPlace(place) : null;
  }

  /** Of chosen places the addresses that come to stand there; those that the library itself has. */
  targetsOf(places: ReadonlySet<number>): ReadonlyMap<number, number> {
    const found = new Map<number, number>();
    if (places.size === 0) return found;
    for (const place of places) {
      const target = this.at(place)?.target ?? null;
      if (target !== null) found.set(place, target);
    }
    return found;
  }

  #entryAt(place: number): number | undefined {
    this.#places ??= placesOf(this.#tables);
    return this.#places.get(place);
  }

  #read(entry: number): Relocation | null {
    const view = this.#tables[Math.floor(entry / relocationBytesLimit)];
    const at = entry % relocationBytesLimit;
    if (view === undefined) return null;
    const type = view.getUint32(at + 8, true);
    const index = view.getUint32(at + 12, true);
    const addend = Number(view.getBigInt64(at + 16, true));
    const symbol = index === 0 ? '' : this.#symbolName(index);
    return { type, symbol, addend, target: this.#targetOf(type, index, addend) };
  }

  #targetOf(type: number, index: number, addend: number): number | null {
    if (type === this.#types?.relative) return addend;
    const symbols = this.#file.dynamicSymbols?.rows;
    if (this.#types?.symbol.has(type) !== true || symbols === undefined) return null;
    if ((symbols.section[index] ?? SHN_UNDEF) === SHN_UNDEF) return null;
    return Number(symbols.value[index] ?? 0n) + addend;
  }

  /** DT_RELR keeps the addend where it is added to. */
  #inPlace(place: number): Relocation | null {
    const from = addressToFile(this.#file.segments, BigInt(place));
    const bytes = from === null ? null : readAvailable(this.#file.source, from.offset, 8);
    if (bytes === null || bytes.length < 8) return null;
    const addend = Number(viewOf(bytes).getBigUint64(0, true));
    return { type: this.#types?.relative ?? 0, symbol: '', addend, target: addend };
  }

  #symbolName(index: number): string {
    const { dynamicSymbols, source } = this.#file;
    const nameOffset = dynamicSymbols?.rows.nameOffset[index];
    if (!dynamicSymbols || nameOffset === undefined) return '';
    return readString(source, dynamicSymbols.location.strings.offset + BigInt(nameOffset), nameLimit) ?? '';
  }
}

/** Table and offset of the entry for each place, as one number; the first of several. */
function placesOf(tables: readonly DataView[]): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (const [table, view] of tables.entries()) {
    for (let at = 0; at + entrySize <= view.byteLength; at += entrySize) {
      const place = view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
      if (!places.has(place)) places.set(place, table * relocationBytesLimit + at);
    }
  }
  return places;
}

function relocationTables({ source, segments, dynamic }: ElfFile): readonly DataView[] {
  return [
    [DT_RELA, DT_RELASZ],
    [DT_JMPREL, DT_PLTRELSZ],
  ].flatMap(([tag = 0, sizeTag = 0]) => {
    const address = dynamic.values.get(tag);
    const place = address === undefined ? null : addressToFile(segments, address);
    if (place === null) return [];
    const size = smaller(smaller(dynamic.values.get(sizeTag) ?? 0n, place.available), relocationBytesLimit);
    return [viewOf(readAvailable(source, place.offset, size))];
  });
}
