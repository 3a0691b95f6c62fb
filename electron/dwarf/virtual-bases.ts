import { DW_AT, DW_TAG } from './constants.ts';
import type { Entry } from './entries.ts';
import type { TypeSources } from './type-sources.ts';

/** The names of a class's virtual base classes, which have no fixed place in it (DWARF 5, 5.7.3). */
export function virtualBasesOf({ values, names, shapes }: TypeSources, record: Entry): readonly string[] {
  const parts = values.entries.children(record, (tag) => tag === DW_TAG.inheritance);
  return parts.flatMap((part) => {
    if ((values.number(part, DW_AT.virtuality) ?? 0) === 0) return [];
    const type = values.reference(part, DW_AT.type);
    const base = type === null ? null : shapes.strip(type);
    return (base === null ? null : names.simple(base)) ?? [];
  });
}
