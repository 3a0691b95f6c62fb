import { type SymbolColumns, symbolTypeName } from '../../contract/library-model.ts';
import { textReader } from '../symbol-rows.ts';
import { shortened } from './change-words.ts';

/** The exports of one build as changes speak of them; rows are those of its table. */
export class ExportSide {
  readonly columns: SymbolColumns;
  /** As dlsym takes it. */
  readonly name: (row: number) => string;
  readonly demangled: (row: number) => string;
  readonly version: (row: number) => string;

  constructor(columns: SymbolColumns) {
    this.columns = columns;
    this.name = textReader(columns.name);
    this.demangled = textReader(columns.demangled);
    this.version = textReader(columns.version);
  }

  /** The demangled name, with `@@V` or `@V` where the symbol has a version. */
  title(row: number): string {
    const version = this.version(row);
    if (version === '') return this.demangled(row);
    return `${this.demangled(row)}${this.columns.defaultVersion[row] === 1 ? '@@' : '@'}${version}`;
  }

  /** The title as a sentence shows it. */
  quoted(row: number): string {
    return `\`${shortened(this.title(row))}\``;
  }

  /** `FUNC`, `OBJECT`, `IFUNC`, … */
  type(row: number): string {
    const { type, section, sectionNames } = this.columns;
    return symbolTypeName(type[row] ?? 0, sectionNames[section[row] ?? 0]);
  }

  isFunction(row: number): boolean {
    const type = this.type(row);
    return type === 'FUNC' || type === 'IFUNC';
  }
}
