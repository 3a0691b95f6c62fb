import type { Completeness } from './completeness.ts';
import { DT_STRTAB, DT_SYMTAB, type DynamicSection } from './dynamic.ts';
import { DF_1_NOOPEN, DF_1_PIE } from './dynamic-flags.ts';
import { type ElfHeader, fileTypeName } from './header.ts';
import { machineName } from './machines.ts';
import { type ProgramHeader, PT_LOAD, programHeaderEntrySize } from './program-headers.ts';

/** The machine whose loader would take the library. */
export interface HostMachine {
  readonly machine: number;
  readonly elfClass: 32 | 64;
  readonly little: boolean;
}

const ET_REL = 1;
const ET_EXEC = 2;
const ET_DYN = 3;
const ET_CORE = 4;
/** glibc takes System V (0) and GNU/Linux (3) only (`VALID_ELF_OSABI`). */
const loadableOsAbis: readonly number[] = [0, 3];

/**
 * Why dlopen cannot take the file on `host`, as one sentence: what it is comes first, then whether it is
 * whole, then its tables; null when it can be tried. `host` is null when this machine is not known: then only the file itself is judged.
 */
export function whyNotLoadable(
  header: ElfHeader,
  segments: readonly ProgramHeader[],
  dynamic: DynamicSection,
  completeness: Completeness,
  host: HostMachine | null,
): string | null {
  return (
    whyForeign(header, host) ??
    whyNotLibrary(header.fileType) ??
    (completeness.complete ? null : whyIncomplete(completeness)) ??
    whyNotMappable(header, segments, dynamic)
  );
}

function whyForeign(header: ElfHeader, host: HostMachine | null): string | null {
  if (host !== null && header.machine !== host.machine) {
    return `It is for ${machineName(header.machine)}, this machine is ${machineName(host.machine)}.`;
  }
  if (host !== null && header.elfClass !== host.elfClass) {
    return `It is a ${header.elfClass}-bit file, programs here are ${host.elfClass}-bit.`;
  }
  if (host !== null && header.little !== host.little) {
    const order = (little: boolean) => (little ? 'little-endian' : 'big-endian');
    return `It is ${order(header.little)}, this machine is ${order(host.little)}.`;
  }
  if (!loadableOsAbis.includes(header.osAbi)) {
    return `It is for another operating system (OS ABI ${header.osAbi}).`;
  }
  return header.version === 1 ? null : `Its ELF version is ${header.version}; only version 1 can be loaded.`;
}

function whyNotLibrary(fileType: number): string | null {
  switch (fileType) {
    case ET_DYN:
      return null;
    case ET_EXEC:
      return 'It is an executable at a fixed address, not a shared library.';
    case ET_REL:
      return 'It is an object file (.o); link it with -shared first.';
    case ET_CORE:
      return 'It is a core dump, not a shared library.';
    default:
      return `Its file type is ${fileTypeName(fileType)}, not a shared library.`;
  }
}

function whyNotMappable(
  header: ElfHeader,
  segments: readonly ProgramHeader[],
  dynamic: DynamicSection,
): string | null {
  if (header.programHeaderCount > 0 && header.programHeaderSize !== programHeaderEntrySize(header)) {
    return 'The entries of its program header table have the wrong size.';
  }
  if ((dynamic.flags1 & DF_1_PIE) !== 0n) {
    return 'It is a position-independent executable; the loader opens only shared libraries.';
  }
  if ((dynamic.flags1 & DF_1_NOOPEN) !== 0n) return 'It was linked with -z nodlopen: dlopen refuses it.';
  if (!segments.some(({ type }) => type === PT_LOAD)) return 'It has no loadable segments.';
  if (!dynamic.present) return 'It has no dynamic section, so the loader finds no symbols in it.';
  if (!dynamic.values.has(DT_STRTAB) || !dynamic.values.has(DT_SYMTAB)) {
    return 'Its dynamic section names no symbol table; loading it would crash the loader.';
  }
  return null;
}

function whyIncomplete({ expectedSize }: Completeness): string {
  return `It is not complete: its tables need ${expectedSize} bytes, or its end is not written yet.`;
}
