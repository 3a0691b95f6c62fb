/** Strings as one UTF-8 blob: string i is bytes[offsets[i] .. offsets[i + 1]). */
export interface StringColumn {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** count + 1 ascending byte offsets. */
  readonly offsets: Uint32Array<ArrayBuffer>;
}

/** One symbol table as columns, so that 50,000 rows cross a process as a dozen buffers. Row order is file order. */
export interface SymbolColumns {
  readonly count: number;
  /** Names as in the string table, without version; bytes that are not UTF-8 are kept. */
  readonly name: StringColumn;
  /** Demangled names; the raw name where there is nothing to demangle or demangling failed. */
  readonly demangled: StringColumn;
  /** Version names without `@` (gABI symbol versioning, LSB), empty where there is none. */
  readonly version: StringColumn;
  /** st_value. */
  readonly value: BigUint64Array<ArrayBuffer>;
  /** st_size, in bytes. */
  readonly size: BigUint64Array<ArrayBuffer>;
  /** STT_*: the low four bits of st_info. */
  readonly type: Uint8Array<ArrayBuffer>;
  /** STB_*: the high four bits of st_info. */
  readonly bind: Uint8Array<ArrayBuffer>;
  /** STV_*: the low two bits of st_other. */
  readonly visibility: Uint8Array<ArrayBuffer>;
  /** 1 where the version is the default one (`f@@V2`), else 0. */
  readonly defaultVersion: Uint8Array<ArrayBuffer>;
  /** Index into `sectionNames`. */
  readonly section: Uint32Array<ArrayBuffer>;
  /** `.text`, `.data`, …, and `UND`, `ABS`, `COM`; a number as text when the file has no section headers. */
  readonly sectionNames: readonly string[];
  /** Row numbers sorted by demangled name, then name, then version: UTF-8 byte order, stable. */
  readonly byName: Uint32Array<ArrayBuffer>;
}

export type SymbolTableName = 'exports' | 'imports';

/** Something odd in the file that did not stop the reading; one bad table costs that table. */
export interface Diagnostic {
  readonly code: string;
  readonly message: string;
}

/** What the file says of itself, without its symbol tables: small enough to travel with every state change. */
export interface ElfFacts {
  readonly elfClass: 32 | 64;
  readonly byteOrder: 'little' | 'big';
  readonly machine: { readonly code: number; readonly name: string };
  readonly fileType: { readonly code: number; readonly name: string };
  readonly osAbi: number;
  readonly soname: string | null;
  readonly needed: readonly string[];
  readonly rpath: string | null;
  readonly runpath: string | null;
  /** Names of the set bits of DT_FLAGS and DT_FLAGS_1: `BIND_NOW`, `NODELETE`, … */
  readonly flags: readonly string[];
  readonly buildId: string | null;
  readonly interpreter: string | null;
  /** Of the strings of `.comment` the one that tells most: a compiler other than that of the C library's start files, else the last one. */
  readonly compiler: string | null;
  readonly hasSectionHeaders: boolean;
  readonly hasDebugInfo: boolean;
  /** False while the end of a PT_LOAD segment or of the section header table lies outside the file. */
  readonly complete: boolean;
  /** Smallest file size, in bytes, that holds every segment and the section header table. */
  readonly expectedSize: bigint;
  /** Why dlopen cannot take it on this machine, as one sentence; null when it can be tried. */
  readonly cannotLoad: string | null;
  readonly exportCount: number;
  readonly importCount: number;
  readonly functionCount: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** STT_* names as INTERFACES use them; an unknown code is its number. */
export function symbolTypeName(code: number, sectionName = ''): string {
  if (code === 5 || sectionName === 'COM') return 'COMMON';
  const names: Readonly<Record<number, string>> = {
    0: 'NOTYPE',
    1: 'OBJECT',
    2: 'FUNC',
    3: 'SECTION',
    4: 'FILE',
    6: 'TLS',
    10: 'IFUNC',
  };
  return names[code] ?? String(code);
}

/** STB_* names; an unknown code is its number. */
export function symbolBindName(code: number): string {
  const names: Readonly<Record<number, string>> = { 0: 'LOCAL', 1: 'GLOBAL', 2: 'WEAK', 10: 'UNIQUE' };
  return names[code] ?? String(code);
}

/** STV_* names. */
export function symbolVisibilityName(code: number): string {
  return ['DEFAULT', 'INTERNAL', 'HIDDEN', 'PROTECTED'][code & 3] ?? 'DEFAULT';
}
