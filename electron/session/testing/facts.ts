import type { BuildKey, FileIdentity } from '../../contract/identity.ts';
import type { ElfFacts, StringColumn, SymbolColumns } from '../../contract/library-model.ts';

/** Facts of a library that can be loaded. */
export function loadableFacts(changes: Partial<ElfFacts> = {}): ElfFacts {
  return {
    elfClass: 64,
    byteOrder: 'little',
    machine: { code: 62, name: 'x86-64' },
    fileType: { code: 3, name: 'DYN' },
    osAbi: 0,
    soname: null,
    needed: [],
    rpath: null,
    runpath: null,
    flags: [],
    buildId: null,
    interpreter: null,
    compiler: null,
    hasSectionHeaders: true,
    hasDebugInfo: false,
    complete: true,
    expectedSize: 100n,
    cannotLoad: null,
    exportCount: 1,
    importCount: 0,
    functionCount: 1,
    diagnostics: [],
    ...changes,
  };
}

/** An identity that differs from others by its inode. */
export function identityOf(ino: bigint): FileIdentity {
  return { dev: 1n, ino, size: 100n, mtimeNs: ino, ctimeNs: ino };
}

/** A build without build-id. */
export function buildOf(hash: string): BuildKey {
  return { buildId: null, hash };
}

function stringColumn(texts: readonly string[]): StringColumn {
  const encoder = new TextEncoder();
  const parts = texts.map((text) => encoder.encode(text));
  const offsets = new Uint32Array(texts.length + 1);
  for (const [index, part] of parts.entries()) offsets[index + 1] = (offsets[index] ?? 0) + part.length;
  const bytes = new Uint8Array(offsets[texts.length] ?? 0);
  for (const [index, part] of parts.entries()) bytes.set(part, offsets[index]);
  return { bytes, offsets };
}

export interface SymbolRow {
  readonly name: string;
  readonly demangled?: string;
  /** STT_*; FUNC when left out. */
  readonly type?: number;
}

/** A table of exports in `.text`. */
export function symbolTable(rows: readonly SymbolRow[]): SymbolColumns {
  const count = rows.length;
  return {
    count,
    name: stringColumn(rows.map(({ name }) => name)),
    demangled: stringColumn(rows.map(({ name, demangled }) => demangled ?? name)),
    version: stringColumn(rows.map(() => '')),
    value: new BigUint64Array(count),
    size: new BigUint64Array(count),
    type: Uint8Array.from(rows, ({ type }) => type ?? 2),
    bind: new Uint8Array(count).fill(1),
    visibility: new Uint8Array(count),
    defaultVersion: new Uint8Array(count),
    section: new Uint32Array(count),
    sectionNames: ['.text'],
    byName: Uint32Array.from(rows.keys()),
  };
}
