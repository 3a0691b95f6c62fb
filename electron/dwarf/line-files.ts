import type { SourceLocation } from '../contract/prototype.ts';
import { DW_AT, DW_FORM } from './constants.ts';
import { Cursor, stringAt } from './cursor.ts';
import type { Entry } from './entries.ts';
import { type Encoding, formSize, skipValue } from './forms.ts';
import { readLength, type Unit } from './units.ts';
import type { Values } from './values.ts';

/** The names of the source files of one line table by the number that DW_AT_decl_file gives. */
type FileTable = readonly (string | null)[];

/** The Linux kernel's largest unit has some 2,000 files. */
const fileLimit = 100_000;
const formatLimit = 32;
const DW_LNCT = { path: 1, directory_index: 2 };

/** Tells where something is declared, through the file tables of the line tables (DWARF 5, 6.2.4). */
export class LineFiles {
  readonly #values: Values;
  readonly #tables = new Map<number, FileTable>();

  constructor(values: Values) {
    this.#values = values;
  }

  /**
   * DW_AT_decl_file and DW_AT_decl_line, each of the first entry that has it: a definition writes only what its
   * declaration says differently (DWARF 5, 2.13.2).
   */
  locationOf(chain: readonly Entry[]): SourceLocation | null {
    let line: number | null = null;
    let file: string | null = null;
    for (const entry of chain) {
      line ??= positive(this.#values.number(entry, DW_AT.decl_line));
      file ??= this.#fileOf(entry);
      if (line !== null && file !== null) return { file, line };
    }
    return null;
  }

  #fileOf(entry: Entry): string | null {
    const index = this.#values.number(entry, DW_AT.decl_file);
    return index === null ? null : (this.#tableOf(entry.unit)[index] ?? null);
  }

  #tableOf(unit: Unit): FileTable {
    const { lines, compilationFolder } = this.#values.factsOf(unit);
    if (lines === null) return [];
    const known = this.#tables.get(lines);
    if (known !== undefined) return known;
    const table = this.#read(lines, unit, compilationFolder);
    this.#tables.set(lines, table);
    return table;
  }

  #read(offset: number, unit: Unit, compilationFolder: string | null): FileTable {
    const { sections, problems } = this.#values.entries;
    if (offset >= sections.line.length) {
      problems.add('A table of lines lies outside its section.');
      return [];
    }
    const cursor = new Cursor(sections.line, sections.little);
    cursor.at = offset;
    const { bytes, offsetSize } = readLength(cursor);
    const end = Math.min(cursor.at + bytes, cursor.bytes.length);
    const version = cursor.u16();
    if (version < 2 || version > 5) {
      problems.add(`A table of lines has version ${version}, which is not read.`);
      return [];
    }
    const addressSize = version >= 5 ? cursor.u8() : unit.addressSize;
    if (version >= 5) cursor.at += 1;
    cursor.at += offsetSize + (version >= 4 ? 5 : 4);
    const opcodeBase = cursor.u8();
    cursor.at += Math.max(0, opcodeBase - 1);
    const encoding = { version, offsetSize, addressSize };
    if (version < 5) return readOldTables(cursor, end, compilationFolder);
    return this.#readTables(cursor, end, encoding, { unit, compilationFolder });
  }

  #readTables(
    cursor: Cursor,
    end: number,
    encoding: Encoding,
    { unit, compilationFolder }: { readonly unit: Unit; readonly compilationFolder: string | null },
  ): FileTable {
    const folders = this.#readEntries(cursor, end, encoding, unit).map(({ path }) => path);
    const files = this.#readEntries(cursor, end, encoding, unit);
    const root = folders[0] ?? compilationFolder;
    return files.map(({ path, folder }) => join(root, join(folders[folder] ?? null, path)));
  }

  #readEntries(
    cursor: Cursor,
    end: number,
    encoding: Encoding,
    unit: Unit,
  ): readonly { readonly path: string | null; readonly folder: number }[] {
    const format = Array.from(
      { length: Math.min(cursor.u8(), formatLimit) },
      () => [cursor.uleb(), cursor.uleb()] as const,
    );
    const count = Math.min(cursor.uleb(), fileLimit);
    const found: { path: string | null; folder: number }[] = [];
    while (found.length < count && cursor.at < end && format.length > 0) {
      const entry = { path: null as string | null, folder: 0 };
      for (const [kind, form] of format) {
        if (kind === DW_LNCT.path) entry.path = this.#readPath(cursor, form, encoding, unit);
        else if (kind === DW_LNCT.directory_index) entry.folder = readIndex(cursor, form, encoding);
        else skipValue(cursor, formSize(form, encoding), encoding);
      }
      found.push(entry);
    }
    return found;
  }

  #readPath(cursor: Cursor, form: number, encoding: Encoding, unit: Unit): string | null {
    const { sections } = this.#values.entries;
    if (form === DW_FORM.string) return cursor.string();
    if (form === DW_FORM.line_strp) return stringAt(sections.lineStr, cursor.unsigned(encoding.offsetSize));
    if (form === DW_FORM.strp) return stringAt(sections.str, cursor.unsigned(encoding.offsetSize));
    const at = cursor.at;
    skipValue(cursor, formSize(form, encoding), encoding);
    return this.#values.indexedText(
      unit,
      form,
      new Cursor(cursor.bytes.subarray(at, cursor.at), cursor.little),
    );
  }
}

function positive(line: number | null): number | null {
  return line !== null && line > 0 ? line : null;
}

function readIndex(cursor: Cursor, form: number, encoding: Encoding): number {
  if (form === DW_FORM.udata) return cursor.uleb();
  const size = formSize(form, encoding);
  const isNumber =
    form === DW_FORM.data1 || form === DW_FORM.data2 || form === DW_FORM.data4 || form === DW_FORM.data8;
  if (isNumber) return cursor.unsigned(size);
  skipValue(cursor, size, encoding);
  return 0;
}

/** Folders and files of versions 2 to 4, counted from 1 (DWARF 4, 6.2.4). */
function readOldTables(cursor: Cursor, end: number, compilationFolder: string | null): FileTable {
  const folders: (string | null)[] = [compilationFolder];
  while (cursor.at < end && folders.length < fileLimit) {
    const folder = cursor.string();
    if (folder === '') break;
    folders.push(folder);
  }
  const files: (string | null)[] = [null];
  while (cursor.at < end && files.length < fileLimit) {
    const name = cursor.string();
    if (name === '') break;
    const folder = folders[cursor.uleb()] ?? null;
    cursor.skipLeb();
    cursor.skipLeb();
    files.push(join(compilationFolder, join(folder, name)));
  }
  return files;
}

/** `path` in `folder`, unless it is absolute or there is no folder. */
function join(folder: string | null, path: string | null): string | null {
  if (path === null || folder === null || folder === '' || path.startsWith('/')) return path;
  return `${folder.replace(/\/+$/, '')}/${path.replace(/^(\.\/)+/, '')}`;
}
