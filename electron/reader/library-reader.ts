import { type Outcome, succeed } from '../contract/failure.ts';
import type { ElfFacts, SymbolColumns, SymbolTableName } from '../contract/library-model.ts';
import type {
  BuildComparison,
  Inspection,
  ReaderRequests,
  Snapshot,
  UnloadHints,
} from '../contract/reader-protocol.ts';
import type { Demangler } from '../demangle/demangle.ts';
import { type ElfFile, openElf, readFacts, readSymbolColumns } from '../elf/elf-file.ts';
import type { HostMachine } from '../elf/loadability.ts';
import { sortRows } from '../elf/sort-rows.ts';
import { compareExports } from './compare-exports.ts';
import type { ComparedBuild } from './compared-build.ts';
import { fileSource, type OpenFile, withFile } from './file-source.ts';
import { PrototypeRequests } from './prototype-requests.ts';
import { RecentFiles } from './recent-files.ts';
import { takeSnapshot } from './snapshot.ts';
import { textAt } from './symbol-rows.ts';
import { columnOf, unloadHints } from './unload-hints.ts';

/** Facts and tables of one file at one identity; the tables are read when first asked for. */
interface CachedLibrary {
  readonly facts: ElfFacts;
  readonly tables: Map<SymbolTableName, SymbolColumns>;
}

export interface LibraryReaderOptions {
  readonly demangle: Demangler;
  readonly host: HostMachine | null;
  /** How many libraries are kept; a library of 46,000 symbols takes about 15 MB. */
  readonly cacheSize?: number;
  /** What `byName` sorts by: the demangled names, for a window, or the names themselves, for a script. */
  readonly sortBy?: 'demangled' | 'name';
}

type Handlers = {
  readonly [M in keyof ReaderRequests]: (
    input: ReaderRequests[M]['input'],
  ) => Outcome<ReaderRequests[M]['output']> | Promise<Outcome<ReaderRequests[M]['output']>>;
};

/**
 * Answers the reader's requests. Those about the file are synchronous: one runs at a time, in the order in which they
 * come. Those about prototypes take their time and let others in between.
 */
export class LibraryReader implements Handlers {
  readonly #demangle: Demangler;
  readonly #host: HostMachine | null;
  readonly #sortBy: 'demangled' | 'name';
  readonly #recent: RecentFiles<CachedLibrary>;
  readonly #prototypes = new PrototypeRequests((path) => this.symbols({ path, table: 'exports' }));

  constructor({ demangle, host, cacheSize = 6, sortBy = 'demangled' }: LibraryReaderOptions) {
    this.#demangle = demangle;
    this.#host = host;
    this.#sortBy = sortBy;
    this.#recent = new RecentFiles(cacheSize);
  }

  inspect({ path }: ReaderRequests['inspect']['input']): Outcome<Inspection> {
    return withFile(path, (file) => {
      const library = this.#library(file);
      return library.ok ? succeed({ identity: file.identity, facts: library.value.facts }) : library;
    });
  }

  symbols({ path, table }: ReaderRequests['symbols']['input']): Outcome<SymbolColumns> {
    return withFile(path, (file) => this.#symbols(file, table));
  }

  snapshot(input: ReaderRequests['snapshot']['input']): Outcome<Snapshot> {
    return takeSnapshot(input, (copy) => {
      const library = this.#library(copy);
      return library.ok ? succeed(library.value.facts) : library;
    });
  }

  compare({ before, after, kept }: ReaderRequests['compare']['input']): Outcome<BuildComparison> {
    return withFile(before, (oldFile) =>
      withFile(after, (newFile) => {
        const oldBuild = this.#comparedBuild(oldFile);
        if (!oldBuild.ok) return oldBuild;
        const newBuild = this.#comparedBuild(newFile);
        return newBuild.ok ? succeed(compareExports(oldBuild.value, newBuild.value, kept)) : newBuild;
      }),
    );
  }

  compareTypes(input: ReaderRequests['compareTypes']['input']) {
    return this.#prototypes.compareTypes(input);
  }

  unloadHints({ path }: ReaderRequests['unloadHints']['input']): Outcome<UnloadHints> {
    return withFile(path, (file) => {
      const exports = this.#symbols(file, 'exports');
      if (!exports.ok) return exports;
      const imports = this.#symbols(file, 'imports');
      return imports.ok ? succeed(unloadHints(exports.value, imports.value)) : imports;
    });
  }

  demangle({ names }: ReaderRequests['demangle']['input']): Outcome<{ readonly names: readonly string[] }> {
    const { column } = this.#demangle(columnOf(names));
    return succeed({ names: names.map((_, row) => textAt(column, row)) });
  }

  describe(input: ReaderRequests['describe']['input']) {
    return this.#prototypes.describe(input);
  }

  prototypes(input: ReaderRequests['prototypes']['input']) {
    return this.#prototypes.prototypes(input);
  }

  variables(input: ReaderRequests['variables']['input']) {
    return this.#prototypes.variables(input);
  }

  type(input: ReaderRequests['type']['input']) {
    return this.#prototypes.type(input);
  }

  #comparedBuild(file: OpenFile): Outcome<ComparedBuild> {
    const library = this.#library(file);
    if (!library.ok) return library;
    const columns = this.#symbols(file, 'exports');
    if (!columns.ok) return columns;
    const opened = openFile(file);
    if (!opened.ok) return opened;
    return succeed({ file: opened.value, facts: library.value.facts, columns: columns.value });
  }

  #symbols(file: OpenFile, table: SymbolTableName): Outcome<SymbolColumns> {
    const library = this.#library(file);
    if (!library.ok) return library;
    const known = library.value.tables.get(table);
    if (known) return succeed(known);
    const opened = openFile(file);
    if (!opened.ok) return opened;
    const columns = this.#readColumns(opened.value, table);
    library.value.tables.set(table, columns);
    return succeed(columns);
  }

  #library(file: OpenFile): Outcome<CachedLibrary> {
    const known = this.#recent.find(file.path, file.identity);
    if (known) return succeed(known);
    const opened = openFile(file);
    if (!opened.ok) return opened;
    const library = { facts: readFacts(opened.value, this.#host), tables: new Map() };
    this.#recent.remember(file.path, file.identity, library);
    return succeed(library);
  }

  #readColumns(file: ElfFile, table: SymbolTableName): SymbolColumns {
    const plain = readSymbolColumns(file, table);
    const demangled = this.#demangle(plain.name).column;
    const plainOrder = [plain.name, plain.version];
    const byName = sortRows(plain.count, this.#sortBy === 'name' ? plainOrder : [demangled, ...plainOrder]);
    return { ...plain, demangled, byName };
  }
}

function openFile(file: OpenFile): Outcome<ElfFile> {
  const opened = openElf(fileSource(file));
  return opened.ok ? opened : { ok: false, failure: { ...opened.failure, path: file.path } };
}
