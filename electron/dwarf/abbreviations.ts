import { DW_AT, DW_FORM, DW_TAG } from './constants.ts';
import type { Cursor } from './cursor.ts';
import { type Encoding, formSize, skipValue, variableSize } from './forms.ts';
import type { Problems } from './problems.ts';

/** What a walk over a unit does with entries of a tag. */
export const role = {
  none: 0,
  scope: 1,
  record: 2,
  enumeration: 3,
  function: 4,
  variable: 5,
  type: 6,
} as const;

const roles: Readonly<Record<number, number>> = {
  [DW_TAG.namespace]: role.scope,
  [DW_TAG.module]: role.scope,
  [DW_TAG.class_type]: role.record,
  [DW_TAG.structure_type]: role.record,
  [DW_TAG.union_type]: role.record,
  [DW_TAG.interface_type]: role.record,
  [DW_TAG.enumeration_type]: role.enumeration,
  [DW_TAG.subprogram]: role.function,
  [DW_TAG.variable]: role.variable,
  [DW_TAG.typedef]: role.type,
  [DW_TAG.template_alias]: role.type,
  [DW_TAG.base_type]: role.type,
  [DW_TAG.unspecified_type]: role.type,
};

/** One abbreviation, compiled to a plan of how its entries are skipped (DWARF 5, 7.5.3). */
export interface Abbreviation {
  readonly code: number;
  readonly tag: number;
  readonly hasChildren: boolean;
  readonly names: readonly number[];
  readonly forms: readonly number[];
  /** Values of DW_FORM_implicit_const by the attribute's position. */
  readonly constants: ReadonlyMap<number, bigint>;
  /** Sizes of all values in bytes, or -1 when one has no fixed size. */
  readonly fixedSize: number;
  /** What `skipValue` takes, neighbours of fixed size put together; empty when all are fixed. */
  readonly plan: readonly number[];
  /** Bytes from the first value to DW_AT_sibling when that is a DW_FORM_ref4 at a fixed place, else -1. */
  readonly siblingAt: number;
  readonly role: number;
}

/** The abbreviations of one or more units by their codes. */
export class AbbreviationTable {
  readonly #dense: Abbreviation[] = [];
  readonly #sparse = new Map<number, Abbreviation>();
  /** False when the table could not be read to its end, which was said already. */
  isComplete = true;

  add(abbreviation: Abbreviation): void {
    // Compilers number them 1, 2, 3, …
    if (abbreviation.code === this.#dense.length + 1) this.#dense.push(abbreviation);
    else if (this.get(abbreviation.code) === undefined) this.#sparse.set(abbreviation.code, abbreviation);
  }

  get(code: number): Abbreviation | undefined {
    return this.#dense[code - 1] ?? (this.#sparse.size > 0 ? this.#sparse.get(code) : undefined);
  }

  get size(): number {
    return this.#dense.length + this.#sparse.size;
  }
}

/** GCC's longest have some 20; a hostile table could give one abbreviation a million. */
const attributeLimit = 1000;

/** Reads the table at the cursor up to its end mark; what lies behind the end of the section is left out with a problem. */
export function readAbbreviations(cursor: Cursor, encoding: Encoding, problems: Problems): AbbreviationTable {
  const table = new AbbreviationTable();
  const end = cursor.bytes.length;
  for (;;) {
    if (cursor.at >= end) {
      problems.add('A table of abbreviations has no end.');
      table.isComplete = false;
      return table;
    }
    const code = cursor.uleb();
    if (code === 0) return table;
    const abbreviation = readAbbreviation(code, cursor, encoding, problems);
    if (abbreviation === null) {
      table.isComplete = false;
      return table;
    }
    table.add(abbreviation);
  }
}

function readAbbreviation(
  code: number,
  cursor: Cursor,
  encoding: Encoding,
  problems: Problems,
): Abbreviation | null {
  const tag = cursor.uleb();
  const hasChildren = cursor.u8() !== 0;
  const names: number[] = [];
  const forms: number[] = [];
  const constants = new Map<number, bigint>();
  for (;;) {
    const name = cursor.uleb();
    const form = cursor.uleb();
    if (form === DW_FORM.implicit_const) constants.set(names.length, cursor.slebBig());
    if (name === 0 && form === 0) break;
    if (cursor.at > cursor.bytes.length) {
      problems.add('A table of abbreviations has no end.');
      return null;
    }
    if (names.length === attributeLimit) {
      problems.add(
        `An abbreviation has more than ${attributeLimit} attributes; its table was not read further.`,
      );
      return null;
    }
    names.push(name);
    forms.push(form);
  }
  const ofTag = { code, tag, hasChildren, role: roles[tag] ?? role.none };
  return { ...ofTag, names, forms, constants, ...compile(names, forms, encoding, problems) };
}

function compile(
  names: readonly number[],
  forms: readonly number[],
  encoding: Encoding,
  problems: Problems,
): Pick<Abbreviation, 'fixedSize' | 'plan' | 'siblingAt'> {
  const plan: number[] = [];
  let fixed = 0;
  let siblingAt = -1;
  forms.forEach((form, index) => {
    const isFirstRun = plan.length === 0;
    if (names[index] === DW_AT.sibling && form === DW_FORM.ref4 && isFirstRun) siblingAt = fixed;
    const size = formSize(form, encoding);
    if (size === variableSize.unknown) problems.add(unknownForm(form));
    if (size >= 0) {
      fixed += size;
      return;
    }
    if (fixed > 0 || isFirstRun) plan.push(fixed);
    plan.push(size);
    fixed = 0;
  });
  if (plan.length === 0) return { fixedSize: fixed, plan, siblingAt };
  if (fixed > 0) plan.push(fixed);
  return { fixedSize: -1, plan, siblingAt };
}

function unknownForm(form: number): string {
  return `The form 0x${form.toString(16)} of an attribute is not known; units that use it are read up to there.`;
}

/** Moves the cursor from the first value of an entry behind its last; false when a form is not known. */
export function skipAttributes(cursor: Cursor, abbreviation: Abbreviation, encoding: Encoding): boolean {
  if (abbreviation.fixedSize >= 0) {
    cursor.at += abbreviation.fixedSize;
    return true;
  }
  for (const size of abbreviation.plan) {
    if (size >= 0) cursor.at += size;
    else if (!skipValue(cursor, size, encoding)) return false;
  }
  return true;
}
