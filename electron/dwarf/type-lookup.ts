import { role } from './abbreviations.ts';
import { DW_TAG } from './constants.ts';
import type { Entry } from './entries.ts';
import type { TypeSources } from './type-sources.ts';

/** The type that a name in the source means: `size_t`, `struct point`, `geometry::Circle`; null when there is none. */
export function findType(sources: TypeSources, text: string): Entry | null {
  const match = /^\s*(struct|union|class|enum)\s+(.+?)\s*$/.exec(text);
  const name = (match?.[2] ?? text).trim();
  const keyword = match?.[1] ?? null;
  const { definitions } = sources;
  return (
    chosen(sources, definitions.named(name), keyword) ??
    chosen(sources, definitions.namedAlike(name), keyword) ??
    chosen(sources, definitions.declared(name), keyword)
  );
}

function chosen(sources: TypeSources, named: readonly Entry[], keyword: string | null): Entry | null {
  const found = named.find((entry) => isOfKeyword(sources, entry, keyword));
  // People leave the keyword out; where the name means nothing else it is clear what they mean.
  return found ?? (keyword === null ? named[0] : undefined) ?? null;
}

/** C's tags are names of their own: `point` alone is no struct there. */
function isOfKeyword({ names }: TypeSources, entry: Entry, keyword: string | null): boolean {
  const { role: what, tag } = entry.abbreviation;
  const isTagged = what === role.record || what === role.enumeration;
  if (keyword === null) return !isTagged || names.style(entry.unit) !== 'c';
  if (keyword === 'enum') return what === role.enumeration;
  if (keyword === 'union') return tag === DW_TAG.union_type;
  return what === role.record && tag !== DW_TAG.union_type;
}
