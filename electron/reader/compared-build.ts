import type { SymbolColumns } from '../contract/library-model.ts';
import type { ElfFile } from '../elf/elf-file.ts';

/** One build: its file and its exports. */
export interface ComparedBuild {
  readonly file: ElfFile;
  readonly columns: SymbolColumns;
}
