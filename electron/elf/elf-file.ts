import { type Outcome, succeed } from '../contract/failure.ts';
import type { ElfFacts, SymbolTableName } from '../contract/library-model.ts';
import { type ByteSource, readAvailable, smaller } from './byte-source.ts';
import { type Completeness, checkCompleteness } from './completeness.ts';
import { Diagnostics } from './diagnostics.ts';
import { readDynamic } from './dynamic.ts';
import { dynamicFlagNames } from './dynamic-flags.ts';
import { fileTypeName, readHeader } from './header.ts';
import { type HostMachine, whyNotLoadable } from './loadability.ts';
import { machineName } from './machines.ts';
import { readBuildId } from './notes.ts';
import { PT_INTERP, readProgramHeaders } from './program-headers.ts';
import { readSectionHeaders } from './section-headers.ts';
import { readString, stringIn } from './strings.ts';
import { buildColumns, countSymbols, type PlainSymbolColumns, selectRows } from './symbol-columns.ts';
import { locateAllSymbols, locateDynamicSymbols, type SymbolContext } from './symbol-location.ts';
import {
  readSymbolRows,
  readSymbolStrings,
  readSymbolVersions,
  type SymbolRows,
  type SymbolVersions,
} from './symbol-table.ts';

const interpreterLimit = 4096;
const compilerLimit = 256;
const compilerCountLimit = 32;
const commentBytesLimit = 16 * 1024;
const debugSections = new Set(['.debug_info', '.zdebug_info']);

/** One ELF file whose tables have been found; the big ones are read when asked for. */
export interface ElfFile extends SymbolContext {
  readonly completeness: Completeness;
  /** Null when the file has no dynamic symbol table. */
  readonly dynamicSymbols: DynamicSymbols | null;
}

interface DynamicSymbols {
  readonly location: NonNullable<ReturnType<typeof locateDynamicSymbols>>;
  readonly rows: SymbolRows;
}

/** A whole symbol table: all rows, the string table they point into, and their versions. */
export interface WholeSymbolTable {
  readonly rows: SymbolRows;
  readonly strings: Uint8Array;
  readonly versions: SymbolVersions;
}

/**
 * Finds the tables of an ELF file. Total: every content gives a file with diagnostics or the failure `not-elf` or
 * `incomplete-file`. Only what `source.read` throws passes through.
 */
export function openElf(source: ByteSource): Outcome<ElfFile> {
  const read = readHeader(source);
  if (!read.ok) return read;
  const header = read.value;
  const diagnostics = new Diagnostics();
  const segments = readProgramHeaders(source, header, diagnostics);
  const sections = readSectionHeaders(source, header, diagnostics);
  const dynamic = readDynamic(source, header, segments, sections, diagnostics);
  const context: SymbolContext = { source, header, segments, sections, dynamic, diagnostics };
  const location = locateDynamicSymbols(context);
  return succeed({
    ...context,
    completeness: checkCompleteness(header, segments, sections, source.size),
    dynamicSymbols: location && { location, rows: readSymbolRows(context, location) },
  });
}

/** What the file says of itself; `host` is the machine that would load it, null when unknown. */
export function readFacts(file: ElfFile, host: HostMachine | null): ElfFacts {
  const { source, header, segments, sections, dynamic, completeness } = file;
  const counts = file.dynamicSymbols
    ? countSymbols(file.dynamicSymbols.rows)
    : { exportCount: 0, importCount: 0, functionCount: 0 };
  return {
    elfClass: header.elfClass,
    byteOrder: header.little ? 'little' : 'big',
    machine: { code: header.machine, name: machineName(header.machine) },
    fileType: { code: header.fileType, name: fileTypeName(header.fileType) },
    osAbi: header.osAbi,
    soname: dynamic.soname,
    needed: dynamic.needed,
    rpath: dynamic.rpath,
    runpath: dynamic.runpath,
    flags: dynamicFlagNames(dynamic),
    buildId: readBuildId(source, header.little, segments, sections),
    interpreter: readInterpreter(file),
    compiler: readCompiler(file),
    hasSectionHeaders: sections.count > 0,
    hasDebugInfo: sections.hasName(debugSections),
    ...completeness,
    cannotLoad: whyNotLoadable(header, segments, dynamic, completeness, host),
    ...counts,
    diagnostics: file.diagnostics.list(),
  };
}

function readInterpreter({ source, segments }: ElfFile): string | null {
  const segment = segments.find(({ type }) => type === PT_INTERP);
  if (!segment || segment.fileSize === 0n) return null;
  const limit = Number(smaller(segment.fileSize, interpreterLimit));
  return readString(source, segment.offset, limit);
}

/**
 * The strings of `.comment`, each once, in the order of the file: compilers of all that was linked, those of the C
 * library's start files too, and some linkers.
 */
export function readCompilers({ source, sections }: SymbolContext): readonly string[] {
  const section = sections.findByName('.comment');
  if (section === null) return [];
  const bytes = readAvailable(source, section.offset, smaller(section.size, commentBytesLimit));
  const found = new Set<string>();
  for (let at = 0; at < bytes.length && found.size < compilerCountLimit; ) {
    const end = bytes.indexOf(0, at) < 0 ? bytes.length : bytes.indexOf(0, at);
    const text = end > at ? stringIn(bytes.subarray(0, end), at, compilerLimit) : null;
    if (text !== null) found.add(text);
    at = end + 1;
  }
  return [...found];
}

/** GCC's start files name GCC whatever else compiled the rest, and the linker puts them first. */
function readCompiler(file: SymbolContext): string | null {
  const compilers = readCompilers(file).filter((text) => !text.startsWith('Linker: '));
  return compilers.find((text) => !text.startsWith('GCC: ')) ?? compilers.at(-1) ?? null;
}

/** The exports or imports as columns, without demangled names and order; empty when there is no dynamic symbol table. */
export function readSymbolColumns(file: ElfFile, table: SymbolTableName): PlainSymbolColumns {
  const whole = readDynamicSymbols(file);
  const chosen = selectRows(whole.rows, table);
  return buildColumns(whole.rows, chosen, whole.strings, whole.versions, file.sections, file.diagnostics);
}

/** The whole dynamic symbol table, local and undefined symbols included. */
export function readDynamicSymbols(file: ElfFile): WholeSymbolTable {
  if (file.dynamicSymbols === null) return noSymbols();
  const { location, rows } = file.dynamicSymbols;
  return {
    rows,
    strings: readSymbolStrings(file, location),
    versions: readSymbolVersions(file, location, rows.count),
  };
}

/** The table of all symbols (.symtab); empty in a stripped file. */
export function readAllSymbols(file: ElfFile): WholeSymbolTable {
  const location = locateAllSymbols(file);
  if (location === null) return noSymbols();
  const rows = readSymbolRows(file, location);
  return {
    rows,
    strings: readSymbolStrings(file, location),
    versions: readSymbolVersions(file, location, rows.count),
  };
}

function noSymbols(): WholeSymbolTable {
  return {
    rows: {
      count: 0,
      nameOffset: new Uint32Array(0),
      info: new Uint8Array(0),
      other: new Uint8Array(0),
      section: new Uint32Array(0),
      value: new BigUint64Array(0),
      size: new BigUint64Array(0),
    },
    strings: new Uint8Array(0),
    versions: { entries: new Uint16Array(0), names: { defined: new Map(), needed: new Map() } },
  };
}
