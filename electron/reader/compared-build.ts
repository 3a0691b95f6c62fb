import type { ElfFacts, SymbolColumns } from '../contract/library-model.ts';
import type { ElfFile } from '../elf/elf-file.ts';

/** One build: its file, what that says of itself, and its exports. */
export interface ComparedBuild {
  readonly file: ElfFile;
  readonly facts: ElfFacts;
  readonly columns: SymbolColumns;
}
