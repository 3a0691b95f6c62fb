import { DW_AT, DW_TAG } from './constants.ts';
import type { Entry } from './entries.ts';
import type { Names } from './names.ts';
import type { Values } from './values.ts';

/** Defaulted in the class: as trivial as the members let it be (DWARF 5, 5.7.8). */
const DW_DEFAULTED_in_class = 1;

/**
 * Whether a class declares a destructor, or a constructor that copies or moves, of its own: then it is non-trivial for
 * the purposes of calls (Itanium C++ ABI, 1.1). For units that name no calling convention of their classes.
 */
export function isNonTrivial(values: Values, names: Names, record: Entry): boolean {
  const simple = names.simple(record)?.replace(/<.*$/, '') ?? null;
  if (simple === null) return false;
  return values.entries
    .children(record, (tag) => tag === DW_TAG.subprogram)
    .some((method) => {
      if (values.flag(method, DW_AT.artificial)) return false;
      if (values.number(method, DW_AT.defaulted) === DW_DEFAULTED_in_class) return false;
      const name = values.text(method, DW_AT.name)?.replace(/<.*$/, '');
      if (name === `~${simple}`) return true;
      return name === simple && copies(values, method, record);
    });
}

/** Whether a constructor's first parameter is a reference to its own class. */
function copies(values: Values, method: Entry, record: Entry): boolean {
  const parameters = values.entries.children(method, (tag) => tag === DW_TAG.formal_parameter);
  const first = parameters.find((parameter) => !values.flag(parameter, DW_AT.artificial));
  let offset = first === undefined ? null : values.reference(first, DW_AT.type);
  for (let count = 0; offset !== null && count < 4; count += 1) {
    if (offset === record.offset) return count > 0;
    const type = values.entries.at(offset);
    const tag = type?.abbreviation.tag;
    const leadsOn =
      tag === DW_TAG.reference_type || tag === DW_TAG.rvalue_reference_type || tag === DW_TAG.const_type;
    offset = type !== null && type !== undefined && leadsOn ? values.reference(type, DW_AT.type) : null;
  }
  return false;
}
