import type { ElfFacts } from '../../contract/library-model.ts';
import { type ByteSource, memorySource } from '../byte-source.ts';
import { openElf, readAllSymbols, readFacts, readSymbolColumns } from '../elf-file.ts';
import { sortRows } from '../sort-rows.ts';
import type { PlainSymbolColumns } from '../symbol-columns.ts';

/** All that the reader can say of a file. */
export interface Everything {
  readonly facts: ElfFacts;
  readonly exports: PlainSymbolColumns;
  readonly imports: PlainSymbolColumns;
}

export const testHost = { machine: 62, elfClass: 64, little: true } as const;

/** Reads every table of a file; the failure's code where there is no model. */
export function readEverything(bytes: Uint8Array | ByteSource): Everything | string {
  const opened = openElf('read' in bytes ? bytes : memorySource(bytes));
  if (!opened.ok) return opened.failure.code;
  const file = opened.value;
  const exports = readSymbolColumns(file, 'exports');
  const imports = readSymbolColumns(file, 'imports');
  readAllSymbols(file);
  sortRows(exports.count, [exports.name, exports.version]);
  return { facts: readFacts(file, testHost), exports, imports };
}

/** Symbol names of a table with their versions: `f@@V2`. */
export function namesOf({ count, name, version, defaultVersion }: PlainSymbolColumns): readonly string[] {
  const decoder = new TextDecoder();
  return Array.from({ length: count }, (_, row) => {
    const text = ({ bytes, offsets }: PlainSymbolColumns['name']) =>
      decoder.decode(bytes.subarray(offsets[row], offsets[row + 1]));
    const mark = defaultVersion[row] === 1 ? '@@' : '@';
    return text(name) + (text(version) === '' ? '' : mark + text(version));
  });
}
