import { DW_TAG } from './constants.ts';
import type { Entries, Entry } from './entries.ts';

/** The call library takes no more, and no compiler's test has as many. */
const parameterLimit = 256;

/** The parameters of a function or of a function's type. */
export interface ParameterEntries {
  readonly entries: readonly Entry[];
  readonly variadic: boolean;
}

/** DW_TAG_formal_parameter and `...` (DWARF 5, 4.1), what GCC puts into packs of template parameters included. */
export function parametersOf(entries: Entries, owner: Entry): ParameterEntries {
  const found: Entry[] = [];
  let variadic = false;
  for (const child of entries.children(owner, isParameter)) {
    const { tag } = child.abbreviation;
    if (tag === DW_TAG.formal_parameter) found.push(child);
    else if (tag === DW_TAG.unspecified_parameters) variadic = true;
    else found.push(...entries.children(child, (inner) => inner === DW_TAG.formal_parameter));
  }
  return { entries: found.slice(0, parameterLimit), variadic };
}

function isParameter(tag: number): boolean {
  return (
    tag === DW_TAG.formal_parameter ||
    tag === DW_TAG.unspecified_parameters ||
    tag === DW_TAG.GNU_formal_parameter_pack
  );
}
