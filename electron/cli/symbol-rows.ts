import { isAscii } from 'node:buffer';
import {
  type StringColumn,
  type SymbolColumns,
  symbolBindName,
  symbolTypeName,
  symbolVisibilityName,
} from '../contract/library-model.ts';
import type { PrototypeColumns } from '../contract/reader-protocol.ts';

/** One symbol as `symbols` prints it. */
export interface SymbolRow {
  readonly name: string;
  readonly demangled: string;
  readonly type: string;
  readonly bind: string;
  readonly visibility: string;
  /** Null where the symbol has no version. */
  readonly version: string | null;
  readonly defaultVersion: boolean;
  readonly size: number;
  /** st_value as hexadecimal text with 0x. */
  readonly value: string;
  readonly section: string;
  /** As C writes it; null where it is not known or was not asked for. */
  readonly prototype: string | null;
}

/** The rows of a table one by one, in the order of `byName`. */
export function* symbolRows(
  columns: SymbolColumns,
  prototypes: PrototypeColumns | null = null,
): Generator<SymbolRow> {
  const nameOf = textOf(columns.name);
  const versionOf = textOf(columns.version);
  const demangledOf = textOf(columns.demangled);
  const prototypeOf = prototypes === null ? () => '' : textOf(prototypes.prototype);
  for (const index of columns.byName) {
    const version = versionOf(index);
    const section = columns.sectionNames[columns.section[index] ?? 0] ?? '';
    yield {
      name: nameOf(index),
      demangled: demangledOf(index),
      type: symbolTypeName(columns.type[index] ?? 0, section),
      bind: symbolBindName(columns.bind[index] ?? 0),
      visibility: symbolVisibilityName(columns.visibility[index] ?? 0),
      version: version === '' ? null : version,
      defaultVersion: columns.defaultVersion[index] === 1,
      size: Number(columns.size[index] ?? 0n),
      value: `0x${(columns.value[index] ?? 0n).toString(16)}`,
      section,
      prototype: prototypeOf(index) || null,
    };
  }
}

/** Gives the strings of a column by row; bytes that are not UTF-8 become U+FFFD. */
function textOf({ bytes, offsets }: StringColumn): (row: number) => string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isAscii(buffer)) return (row) => buffer.toString('utf8', offsets[row], offsets[row + 1]);
  // One decoding of the whole blob is far cheaper than one for each name.
  const whole = buffer.toString('latin1');
  return (row) => whole.slice(offsets[row], offsets[row + 1]);
}
