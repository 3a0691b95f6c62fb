import { type Abbreviation, AbbreviationTable, readAbbreviations, skipAttributes } from './abbreviations.ts';
import { DW_FORM } from './constants.ts';
import { Cursor } from './cursor.ts';
import type { DebugSections } from './debug-sections.ts';
import { formSize, readIndirectForm, skipValue } from './forms.ts';
import { Problems, WorkBudget } from './problems.ts';
import { readUnits, type Unit } from './units.ts';

/** One debugging information entry (DIE): where it is, and how it is read. Offsets count from the start of .debug_info. */
export interface Entry {
  readonly unit: Unit;
  readonly offset: number;
  readonly abbreviation: Abbreviation;
  /** Of its first attribute's value. */
  readonly valuesAt: number;
}

/**
 * The entries of one file: finds them by offset, steps from one to the next and to its children. All bounded: by the unit's
 * end, by siblings that must lie ahead, and by the budget of work.
 */
export class Entries {
  readonly sections: DebugSections;
  readonly problems = new Problems();
  readonly budget: WorkBudget;
  readonly units: readonly Unit[];
  /** .debug_info and behind it .debug_types. */
  readonly cursor: Cursor;
  /** The value of the attribute that `seek` found when its form is DW_FORM_implicit_const. */
  implicitConstant = 0n;
  readonly #abbreviations: Cursor;
  readonly #tables = new Map<number, AbbreviationTable>();
  #abbreviationBytesLeft: number;
  #lastUnit: Unit | null = null;

  constructor(sections: DebugSections) {
    this.sections = sections;
    const bytes = joined(sections.info, sections.types);
    this.cursor = new Cursor(bytes, sections.little);
    this.budget = new WorkBudget(bytes.length, this.problems);
    this.units = readUnits(this.cursor, sections.info.length, this.problems);
    this.#abbreviations = new Cursor(sections.abbrev, sections.little);
    // Sound tables do not overlap: together they are as long as their section, once for each width of addresses.
    this.#abbreviationBytesLeft = sections.abbrev.length * 4 + 1_000_000;
  }

  /** The abbreviations of a unit; empty where its table cannot be read. */
  tableOf(unit: Unit): AbbreviationTable {
    const variant =
      (unit.offsetSize === 8 ? 1 : 0) + (unit.addressSize === 8 ? 2 : 0) + (unit.version === 2 ? 4 : 0);
    const key = unit.abbreviations * 8 + variant;
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const table = this.#readTable(unit);
    this.#tables.set(key, table);
    return table;
  }

  #readTable(unit: Unit): AbbreviationTable {
    const cursor = this.#abbreviations;
    if (unit.abbreviations >= cursor.bytes.length) {
      return this.#noTable('The abbreviations of a unit lie outside their section.');
    }
    if (this.#abbreviationBytesLeft < 0) {
      return this.#noTable('The tables of abbreviations overlap; some were not read.');
    }
    cursor.at = unit.abbreviations;
    const table = readAbbreviations(cursor, unit, this.problems);
    this.#abbreviationBytesLeft -= cursor.at - unit.abbreviations;
    return table;
  }

  #noTable(problem: string): AbbreviationTable {
    this.problems.add(problem);
    const table = new AbbreviationTable();
    table.isComplete = false;
    return table;
  }

  /** The unit that holds this offset, its header included, or null. */
  unitAt(offset: number): Unit | null {
    const last = this.#lastUnit;
    if (last !== null && offset >= last.offset && offset < last.end) return last;
    let low = 0;
    let high = this.units.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const unit = this.units[middle];
      if (unit === undefined || offset < unit.offset) high = middle - 1;
      else if (offset >= unit.end) low = middle + 1;
      else {
        this.#lastUnit = unit;
        return unit;
      }
    }
    return null;
  }

  /** The entry at an offset; null where there is none. */
  at(offset: number): Entry | null {
    const unit = this.unitAt(offset);
    return unit === null || offset < unit.start ? null : this.#entryIn(unit, offset);
  }

  /** The entry of the unit itself; null when the unit is empty. */
  rootOf(unit: Unit): Entry | null {
    return this.#entryIn(unit, unit.start);
  }

  #entryIn(unit: Unit, offset: number): Entry | null {
    this.cursor.at = offset;
    const code = this.cursor.uleb();
    const abbreviation = code === 0 ? undefined : this.abbreviation(unit, code);
    return abbreviation === undefined ? null : { unit, offset, abbreviation, valuesAt: this.cursor.at };
  }

  /** The abbreviation of a code; one that the table lacks is a problem. */
  abbreviation(unit: Unit, code: number): Abbreviation | undefined {
    const table = this.tableOf(unit);
    const found = table.get(code);
    if (found === undefined && table.isComplete) {
      this.problems.add('A unit uses an abbreviation that its table lacks.');
    }
    return found;
  }

  /** Moves the cursor to an attribute's value and returns its form; 0 when the entry lacks it. */
  seek(entry: Entry, attribute: number): number {
    const { abbreviation, unit } = entry;
    const { names, forms } = abbreviation;
    const wanted = names.indexOf(attribute);
    if (wanted < 0) return 0;
    const cursor = this.cursor;
    cursor.at = entry.valuesAt;
    for (let index = 0; index < wanted; index += 1) {
      if (!skipValue(cursor, formSize(forms[index] ?? 0, unit), unit)) return 0;
    }
    if (cursor.at > unit.end) return 0;
    const form = forms[wanted] ?? 0;
    if (form === DW_FORM.indirect) return readIndirectForm(cursor);
    if (form === DW_FORM.implicit_const) this.implicitConstant = abbreviation.constants.get(wanted) ?? 0n;
    return form;
  }

  has(entry: Entry, attribute: number): boolean {
    return entry.abbreviation.names.includes(attribute);
  }

  /** The children whose tag is accepted, in their order. */
  children(entry: Entry, accept: (tag: number) => boolean): readonly Entry[] {
    const found: Entry[] = [];
    const { unit } = entry;
    const { cursor } = this;
    let at = this.behindValues(entry);
    if (at < 0 || !entry.abbreviation.hasChildren) return found;
    while (at >= 0 && at < unit.end && this.budget.spend(1)) {
      cursor.at = at;
      const code = cursor.uleb();
      const abbreviation = code === 0 ? undefined : this.abbreviation(unit, code);
      if (abbreviation === undefined) return found;
      const child: Entry = { unit, offset: at, abbreviation, valuesAt: cursor.at };
      if (accept(abbreviation.tag)) found.push(child);
      at = this.next(unit, abbreviation, cursor.at);
    }
    return found;
  }

  /** The offset behind an entry's values; -1 when one cannot be read. */
  behindValues(entry: Entry): number {
    this.cursor.at = entry.valuesAt;
    return this.#skip(entry.abbreviation, entry.unit) ? this.cursor.at : -1;
  }

  #skip(abbreviation: Abbreviation, unit: Unit): boolean {
    if (skipAttributes(this.cursor, abbreviation, unit)) return true;
    // Of all other forms the table says already that they are not known.
    if (abbreviation.forms.includes(DW_FORM.indirect)) {
      this.problems.add('An indirect form is not known; the unit that uses it is read up to there.');
    }
    return false;
  }

  /** The offset behind an entry and its children; -1 when it cannot be found. */
  next(unit: Unit, abbreviation: Abbreviation, valuesAt: number): number {
    const { cursor } = this;
    cursor.at = valuesAt;
    if (abbreviation.hasChildren && abbreviation.siblingAt >= 0) {
      cursor.at = valuesAt + abbreviation.siblingAt;
      const sibling = unit.offset + cursor.u32();
      if (sibling > cursor.at && sibling <= unit.end) return sibling;
      cursor.at = valuesAt;
    }
    if (!this.#skip(abbreviation, unit)) return -1;
    return abbreviation.hasChildren ? this.#behindChildren(unit) : cursor.at;
  }

  /** Walks from the first child, at the cursor, to the end of the children. */
  #behindChildren(unit: Unit): number {
    const { cursor } = this;
    const table = this.tableOf(unit);
    let depth = 1;
    let count = 0;
    while (cursor.at < unit.end) {
      count += 1;
      if (count === 4096) {
        if (!this.budget.spend(count)) return -1;
        count = 0;
      }
      const code = cursor.uleb();
      if (code === 0) {
        depth -= 1;
        if (depth > 0) continue;
        this.budget.spend(count);
        return cursor.at;
      }
      const abbreviation = table.get(code) ?? this.abbreviation(unit, code);
      if (abbreviation === undefined) return -1;
      if (abbreviation.hasChildren && abbreviation.siblingAt >= 0) {
        const valuesAt = cursor.at;
        cursor.at = valuesAt + abbreviation.siblingAt;
        const sibling = unit.offset + cursor.u32();
        if (sibling > cursor.at && sibling <= unit.end) {
          cursor.at = sibling;
          continue;
        }
        cursor.at = valuesAt;
      }
      if (!this.#skip(abbreviation, unit)) return -1;
      if (abbreviation.hasChildren) depth += 1;
    }
    return unit.end;
  }
}

function joined(info: Uint8Array, types: Uint8Array): Uint8Array {
  if (types.length === 0) return info;
  const both = new Uint8Array(info.length + types.length);
  both.set(info);
  both.set(types, info.length);
  return both;
}
