import type { ElfFile, WholeSymbolTable } from '../../elf/elf-file.ts';
import { readAllSymbols, readDynamicSymbols } from '../../elf/elf-file.ts';
import { stringIn } from '../../elf/strings.ts';
import { reservedIndexes, SHN_UNDEF, type SymbolRows } from '../../elf/symbol-table.ts';

const STB_LOCAL = 0;
const STT_NOTYPE = 0;
const STT_FUNC = 2;
const STT_SECTION = 3;
const STT_FILE = 4;
const STT_TLS = 6;
const STV_HIDDEN = 2;
const nameLimit = 4096;
/** So many aliases of one place are looked at. */
const aliasLimit = 16;

/** A function or an object of a symbol table; a local one's name begins with that of its source file and a NUL. */
export interface NamedPlace {
  readonly name: string;
  readonly address: number;
  readonly size: number;
  readonly isFunction: boolean;
  /** Other libraries cannot bind to it. */
  readonly isLocal: boolean;
}

/** Names of what lies at an address: all symbols of one place. */
export interface PlaceNames {
  readonly names: readonly string[];
  /** Of the address into the place. */
  readonly offset: number;
  readonly start: number;
  readonly size: number;
  readonly isLocal: boolean;
}

/** The functions and objects that the symbol tables of one build name: .symtab where there is one, else .dynsym. */
export class NamedPlaces {
  readonly #table: WholeSymbolTable;
  readonly #files: Uint32Array;
  readonly #names = new Map<number, string>();
  /** Rows of functions and objects by address, and of thread-local ones by offset. */
  readonly #byAddress: SortedRows;
  readonly #byThreadOffset: SortedRows;
  /** Whether .symtab names what is not exported. */
  readonly hasLocals: boolean;

  constructor(file: ElfFile) {
    const all = readAllSymbols(file);
    this.hasLocals = all.rows.count > 0;
    this.#table = this.hasLocals ? all : readDynamicSymbols(file);
    const { rows } = this.#table;
    this.#files = fileRows(rows);
    this.#byAddress = new SortedRows(rows, isPlace);
    this.#byThreadOffset = new SortedRows(
      rows,
      (row) => typeOf(rows, row) === STT_TLS && isDefined(rows, row),
    );
  }

  /** What the address lies in; null where no symbol says. */
  at(address: number): PlaceNames | null {
    return this.#namesIn(this.#byAddress, address);
  }

  /** What the offset from the start of the thread-local block lies in. */
  atThreadOffset(offset: number): PlaceNames | null {
    return this.#namesIn(this.#byThreadOffset, offset);
  }

  /** What ends at the address: loops over arrays have their ends. */
  endingAt(address: number): PlaceNames | null {
    const found = this.#namesIn(this.#byAddress, address - 1);
    return found !== null && found.start + found.size === address ? found : null;
  }

  /** All functions and objects that other libraries cannot bind to. */
  locals(): readonly NamedPlace[] {
    const { rows } = this.#table;
    return this.#byAddress.rows.flatMap((row) => {
      const size = Number(rows.size[row] ?? 0n);
      if (size === 0 || !isLocal(rows, row)) return [];
      const isFunction = typeOf(rows, row) === STT_FUNC;
      return [
        { name: this.#nameOf(row), address: Number(rows.value[row] ?? 0n), size, isFunction, isLocal: true },
      ];
    });
  }

  #namesIn(sorted: SortedRows, address: number): PlaceNames | null {
    const { rows } = this.#table;
    const found = sorted.at(address);
    const [first] = found;
    if (first === undefined) return null;
    const start = Number(rows.value[first] ?? 0n);
    return {
      names: found.map((row) => this.#nameOf(row)),
      offset: address - start,
      start,
      size: Math.max(...found.map((row) => Number(rows.size[row] ?? 0n))),
      isLocal: found.every((row) => isLocal(rows, row)),
    };
  }

  #nameOf(row: number): string {
    const known = this.#names.get(row);
    if (known !== undefined) return known;
    const name = this.#readName(row);
    this.#names.set(row, name);
    return name;
  }

  #readName(row: number): string {
    const { rows, strings } = this.#table;
    // GNU ld writes versions into the names of .symtab: `f@@V1`.
    const text = (of: number) =>
      (stringIn(strings, rows.nameOffset[of] ?? 0, nameLimit) ?? '').replace(/@.*$/s, '');
    // Compilers number what they cannot name: `table.1`, `part.constprop.0`.
    if ((rows.info[row] ?? 0) >> 4 === STB_LOCAL) {
      const file = ((rows.other[row] ?? 0) & 3) === STV_HIDDEN ? '' : text(this.#files[row] ?? 0);
      return `${file}\0${text(row).replace(/\.\d+$/, '')}`;
    }
    return text(row);
  }
}

/** Rows of a symbol table by their values. */
class SortedRows {
  readonly rows: readonly number[];
  readonly #values: Float64Array;
  readonly #sizes: Float64Array;

  constructor(symbols: SymbolRows, accept: (row: number, symbols: SymbolRows) => boolean) {
    const value = Float64Array.from(symbols.value, Number);
    const chosen: number[] = [];
    for (let row = 1; row < symbols.count; row += 1) if (accept(row, symbols)) chosen.push(row);
    chosen.sort((left, right) => (value[left] ?? 0) - (value[right] ?? 0) || left - right);
    this.rows = chosen;
    this.#values = Float64Array.from(chosen, (row) => value[row] ?? 0);
    this.#sizes = Float64Array.from(chosen, (row) => Number(symbols.size[row] ?? 0n));
  }

  /** All rows of the last place that begins at or before `value` and holds it. */
  at(value: number): readonly number[] {
    let [low, high] = [0, this.rows.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#values[middle] ?? 0) <= value) low = middle + 1;
      else high = middle;
    }
    const start = this.#values[low - 1];
    const found: number[] = [];
    for (let index = low - 1; index >= 0 && this.#values[index] === start; index -= 1) {
      const isInside = value === start || value - (start ?? 0) < (this.#sizes[index] ?? 0);
      const row = this.rows[index];
      if (isInside && row !== undefined) found.push(row);
      if (found.length >= aliasLimit) break;
    }
    return found;
  }
}

function typeOf(rows: SymbolRows, row: number): number {
  return (rows.info[row] ?? 0) & 15;
}

function isDefined(rows: SymbolRows, row: number): boolean {
  const section = rows.section[row] ?? SHN_UNDEF;
  return section !== SHN_UNDEF && section < reservedIndexes;
}

/** Functions, objects, and what the linker names, such as `__TMC_END__`. */
function isPlace(row: number, rows: SymbolRows): boolean {
  const type = typeOf(rows, row);
  const isNamed = type === STT_NOTYPE ? (rows.info[row] ?? 0) >> 4 !== STB_LOCAL : true;
  return isDefined(rows, row) && isNamed && type !== STT_TLS && type !== STT_FILE && type !== STT_SECTION;
}

function isLocal(rows: SymbolRows, row: number): boolean {
  return (rows.info[row] ?? 0) >> 4 === STB_LOCAL || ((rows.other[row] ?? 0) & 3) === STV_HIDDEN;
}

/** The STT_FILE row that each row stands under (gABI, "Symbol Table"). */
function fileRows(rows: SymbolRows): Uint32Array {
  const files = new Uint32Array(rows.count);
  let current = 0;
  for (let row = 0; row < rows.count; row += 1) {
    if (typeOf(rows, row) === STT_FILE) current = row;
    files[row] = current;
  }
  return files;
}
