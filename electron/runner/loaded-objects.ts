import { dlclose, dlFlags, dlopen } from './libc.ts';
import { readCString, readMemory } from './memory.ts';
import { readMappings } from './memory-maps.ts';
import { linkMapAddress } from './shared-object.ts';

/** A range of addresses, the end exclusive. */
export interface AddressRange {
  readonly start: bigint;
  readonly end: bigint;
}

/** An object that the loader has mapped: the program itself, a library, the vDSO. */
export interface LoadedObject {
  /** l_name of the link map (<link.h>): the path it was opened by; empty for the program itself. */
  readonly name: string;
  /** l_ld: where its dynamic section lies; no two objects have the same. */
  readonly dynamicSection: bigint;
  readonly soname: string | null;
  /** DT_NEEDED, in order. */
  readonly needed: readonly string[];
  /** All of its segments together; null when its program headers cannot be found. */
  readonly image: AddressRange | null;
  /** Its writable segments, those included that the loader has made read-only after relocation. */
  readonly data: readonly AddressRange[];
}

const objectLimit = 10_000;
const dynamicEntryLimit = 1000;
const longestName = 8192;

const DT_NULL = 0n;
const DT_NEEDED = 1n;
const DT_STRTAB = 5n;
const DT_SONAME = 14n;
const PT_LOAD = 1;
const PT_TLS = 7;
const PF_W = 2;

/** What the program headers of an image say. */
interface Segments extends Pick<LoadedObject, 'image' | 'data'> {
  readonly thread: ThreadSegment | null;
}

/** Where the loader keeps what it knows of an object: struct link_map of <link.h>. */
export interface LinkMap {
  /** l_addr: the load bias. */
  readonly base: bigint;
  /** Reads l_name: programs have a hundred libraries and more, and most of their names are never asked for. */
  readonly name: () => string;
  /** l_ld. */
  readonly dynamicSection: bigint;
}

/** The loader's list of objects, in its order, the program itself first; what cannot be read ends it. */
export function listLinkMaps(): readonly LinkMap[] {
  const list: LinkMap[] = [];
  let at = firstLinkMap();
  while (at !== 0n && list.length < objectLimit) {
    // l_addr, l_name, l_ld, l_next
    const words = readMemory(at, 32);
    if (words === null) break;
    const [base, name, dynamicSection] = [0, 8, 16].map((offset) => words.readBigUInt64LE(offset));
    list.push({
      base: base ?? 0n,
      name: () => textAt(name ?? 0n),
      dynamicSection: dynamicSection ?? 0n,
    });
    at = words.readBigUInt64LE(24);
  }
  return list;
}

/** Every object of the loader's list with what its headers say. */
export function loadedObjects(): readonly LoadedObject[] {
  const headers = headerPlaces();
  return listLinkMaps().map((linkMap) => readObject(linkMap, headers));
}

/** Where the image with this dynamic section lies; null when that cannot be told. */
export function imageOf(dynamicSection: bigint): AddressRange | null {
  const linkMap = listLinkMaps().find((object) => object.dynamicSection === dynamicSection);
  return linkMap ? segmentsOf(linkMap.base, dynamicSection).image : null;
}

/** The writable segments of the image with this load bias and dynamic section. */
export function writableSegments(base: bigint, dynamicSection: bigint): readonly AddressRange[] {
  return segmentsOf(base, dynamicSection).data;
}

/** What the thread-local variables of an image begin with: bytes, and zeros up to `size`. */
export interface ThreadSegment extends AddressRange {
  readonly size: bigint;
}

/** The PT_TLS segment of the image with this load bias and dynamic section; null when it has none. */
export function threadSegment(base: bigint, dynamicSection: bigint): ThreadSegment | null {
  return segmentsOf(base, dynamicSection).thread;
}

function segmentsOf(base: bigint, dynamicSection: bigint): Segments {
  // The first segment mostly has the address 0, and then the header lies at the load bias.
  const atBias = readSegments(base, base);
  return atBias.image === null ? readSegments(headerPlaces().of(dynamicSection), base) : atBias;
}

let first: bigint | null = null;

/** The program's own, which stays at its place for as long as the process lives. */
function firstLinkMap(): bigint {
  if (first !== null) return first;
  const program = dlopen(null, dlFlags.lazy);
  first = program === null ? 0n : linkMapAddress(program);
  if (program !== null) dlclose(program);
  return first;
}

function readObject({ base, name, dynamicSection }: LinkMap, headers: HeaderPlaces): LoadedObject {
  const { image, data } = readSegments(headers.of(dynamicSection), base);
  return { name: name(), dynamicSection, ...readDynamic(dynamicSection, base), image, data };
}

function readDynamic(at: bigint, base: bigint): Pick<LoadedObject, 'soname' | 'needed'> {
  const needed: bigint[] = [];
  let soname: bigint | null = null;
  let strings = 0n;
  for (let index = 0; index < dynamicEntryLimit; index += 1) {
    const tag = wordAt(at + BigInt(index) * 16n);
    const value = wordAt(at + BigInt(index) * 16n + 8n);
    if (tag === DT_NULL) break;
    if (tag === DT_NEEDED) needed.push(value);
    else if (tag === DT_SONAME) soname = value;
    else if (tag === DT_STRTAB) strings = value;
  }
  // glibc writes the relocated address into the section, except where that is read-only (the vDSO).
  if (strings < base) strings += base;
  return {
    soname: soname === null ? null : textAt(strings + soname),
    needed: needed.map((offset) => textAt(strings + offset)),
  };
}

/** Elf64_Ehdr and Elf64_Phdr (gABI, chapters 4 and 5). */
function readSegments(header: bigint | null, base: bigint): Segments {
  const none = { image: null, data: [], thread: null };
  const start = header === null ? null : readMemory(header, 64);
  if (header === null || start === null || start.readUInt32BE() !== 0x7f454c46) return none;
  const entrySize = start.readUInt16LE(54);
  const count = start.readUInt16LE(56);
  const table = readMemory(header + start.readBigUInt64LE(32), entrySize * count);
  if (table === null || entrySize < 56) return none;
  const segments: AddressRange[] = [];
  const data: AddressRange[] = [];
  let thread: ThreadSegment | null = null;
  for (let at = 0; at < table.length; at += entrySize) {
    const type = table.readUInt32LE(at);
    const from = base + table.readBigUInt64LE(at + 16);
    const size = table.readBigUInt64LE(at + 40);
    if (type === PT_TLS) thread = { start: from, end: from + table.readBigUInt64LE(at + 32), size };
    if (type !== PT_LOAD) continue;
    const range = { start: from, end: from + size };
    segments.push(range);
    if ((table.readUInt32LE(at + 4) & PF_W) !== 0) data.push(range);
  }
  // PT_LOAD entries are in ascending order of their addresses (gABI, chapter 5).
  const [first, last] = [segments.at(0), segments.at(-1)];
  return { image: first && last ? { start: first.start, end: last.end } : null, data, thread };
}

interface HeaderPlaces {
  /** Where the ELF header of the object lies whose image holds this address. */
  of(address: bigint): bigint | null;
}

function headerPlaces(): HeaderPlaces {
  const mappings = readMappings() ?? [];
  return {
    of: (address) => {
      const index = mappings.findIndex(({ start, end }) => address >= start && address < end);
      const file = mappings[index]?.file;
      if (file === undefined) return null;
      // The same file may be mapped more than once: the nearest beginning below is this image's.
      for (let row = index; row >= 0; row -= 1) {
        const mapping = mappings[row];
        if (mapping?.file === file && mapping.offset === 0n) return mapping.start;
      }
      return null;
    },
  };
}

function wordAt(address: bigint): bigint {
  return readMemory(address, 8)?.readBigUInt64LE() ?? 0n;
}

function textAt(address: bigint): string {
  return address === 0n ? '' : (readCString(address, longestName)?.bytes.toString('utf8') ?? '');
}
