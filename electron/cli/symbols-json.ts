import {
  type ElfFacts,
  type SymbolColumns,
  symbolBindName,
  symbolTypeName,
  symbolVisibilityName,
} from '../contract/library-model.ts';
import { type PrototypeColumns, prototypeSourceCodes } from '../contract/reader-protocol.ts';
import { JsonBytes } from './json-bytes.ts';
import { safeJson } from './terminal.ts';

/** What `symbols --json` prints, but for the symbols. */
export interface SymbolsHeading {
  readonly library: string;
  /** The build-id, else the hash (SHA-256) of the content. */
  readonly build: string;
  readonly soname: ElfFacts['soname'];
  readonly needed: ElfFacts['needed'];
}

/**
 * The document as JSON in pieces, symbols in the order of `byName`. The names of a large library are most of it and
 * go from column to output as bytes: as strings they would take three times as long.
 */
export function* symbolsJson(
  heading: SymbolsHeading,
  columns: SymbolColumns,
  prototypes: PrototypeColumns | null = null,
): Generator<Uint8Array> {
  const bytes = new JsonBytes();
  const writeRow = rowWriter(columns, prototypes, bytes);
  bytes.text(`${safeJson(heading).slice(0, -1)},"symbols":[`);
  for (let position = 0; position < columns.count; position++) {
    if (position > 0) bytes.text(',');
    writeRow(columns.byName[position] ?? 0);
    if (bytes.isFull) yield bytes.take();
  }
  bytes.text(']}\n');
  yield bytes.take();
}

/** A function of its own, because the engine compiles a loop body inside a generator late or never. */
function rowWriter(
  columns: SymbolColumns,
  prototypes: PrototypeColumns | null,
  bytes: JsonBytes,
): (row: number) => void {
  const { name, demangled, version, section } = columns;
  const kindOf = kindsOf(columns);
  const sections = columns.sectionNames.map((text) => `${safeJson(text)}`);
  const writePrototype = prototypes === null ? () => undefined : prototypeWriter(prototypes, bytes);
  return (row) => {
    bytes.text('{"name":');
    bytes.string(name, row);
    bytes.text(',"demangled":');
    bytes.string(demangled, row);
    bytes.text(kindOf(row));
    if (version.offsets[row] === version.offsets[row + 1]) bytes.text('null');
    else bytes.string(version, row);
    bytes.text(numbersOf(columns, row));
    bytes.text(sections[section[row] ?? 0] ?? '""');
    writePrototype(row);
    bytes.text('}');
  };
}

/** Writes `prototype` and `prototypeSource` where they are known. */
function prototypeWriter({ prototype, source }: PrototypeColumns, bytes: JsonBytes): (row: number) => void {
  return (row) => {
    if (prototype.offsets[row] === prototype.offsets[row + 1]) return;
    bytes.text(',"prototype":');
    bytes.string(prototype, row);
    bytes.text(`,"prototypeSource":"${prototypeSourceCodes[source[row] ?? 0] ?? 'none'}"`);
  };
}

/** The fields between the names and the version, of which there are few combinations. */
function kindsOf({ type, bind, visibility, section, sectionNames }: SymbolColumns): (row: number) => string {
  const known = new Map<number, string>();
  return (row) => {
    const codes = { type: type[row] ?? 0, bind: bind[row] ?? 0, visibility: visibility[row] ?? 0 };
    const index = section[row] ?? 0;
    const key = ((index * 16 + codes.type) * 16 + codes.bind) * 4 + codes.visibility;
    const found = known.get(key);
    if (found !== undefined) return found;
    const kind =
      `,"type":"${symbolTypeName(codes.type, sectionNames[index])}","bind":"${symbolBindName(codes.bind)}",` +
      `"visibility":"${symbolVisibilityName(codes.visibility)}","version":`;
    known.set(key, kind);
    return kind;
  };
}

function numbersOf({ defaultVersion, size, value }: SymbolColumns, row: number): string {
  const isDefault = defaultVersion[row] === 1;
  const address = (value[row] ?? 0n).toString(16);
  return `,"defaultVersion":${isDefault},"size":${size[row] ?? 0n},"value":"0x${address}","section":`;
}
