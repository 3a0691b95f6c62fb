import type { CType, RecordType } from '../contract/prototype.ts';
import { suggestName } from './name-suggestion.ts';
import { knownTypeNames } from './scalar-types.ts';

/** Where a type stands: `Parameter 2` or `The result`, and the name that is declared with it. */
export interface TypePlace {
  readonly place: string;
  readonly name: string | null;
}

/** Why a value of this type cannot be passed or returned, as one sentence with the way out; null when it can. */
export function valueProblem(type: CType, records: readonly RecordType[], where: TypePlace): string | null {
  if (type.kind === 'record') return recordProblem(type, records, where);
  if (type.kind === 'pointer' || type.kind === 'function') {
    return misspelledType(type, where);
  }
  if (type.kind !== 'opaque') return null;
  const { spelling } = type;
  if (type.size !== null) {
    return `${labelOf(where)}: ${spelling} by value is not supported; a pointer to it (${spelling} *) can be passed.`;
  }
  if (spelling.startsWith('enum ')) {
    return `${where.place}: the width of ${spelling} is not known; write int or unsigned int, whichever the compiler chose.`;
  }
  if (/^(?:struct|union|class) /.test(spelling)) return layoutUnknown(spelling, where);
  return unknownType(spelling, where);
}

/** A plain name that is not known, by value in the type of a callback: a slip of the finger would pass unseen. */
export function misspelledType(type: CType, where: TypePlace): string | null {
  if (type.kind === 'pointer') return type.to.kind === 'opaque' ? null : misspelledType(type.to, where);
  if (type.kind === 'array') return misspelledType(type.of, where);
  if (type.kind === 'opaque' && type.size === null && /^[^ :<]+$/.test(type.spelling)) {
    return unknownType(type.spelling, where);
  }
  if (type.kind !== 'function') return null;
  const inside = [type.result, ...type.parameters.map((parameter) => parameter.type)];
  return inside.map((one) => misspelledType(one, where)).find((problem) => problem !== null) ?? null;
}

/** The sentence that says that a type name is not known, with the nearest known one. */
export function unknownType(spelling: string, { place, name }: TypePlace): string {
  const suggestion = suggestName(spelling, knownTypeNames);
  const wayOut = suggestion
    ? `did you mean ${suggestion}?`
    : `write the C type behind it (int, unsigned long, …), or ${spelling} * if it is a pointer.`;
  const whose = name === null ? '' : ` of ${name}`;
  return `${place}: the type name ${spelling}${whose} is unknown; ${wayOut}`;
}

function layoutUnknown(spelling: string, where: TypePlace): string {
  return `${labelOf(where)}: the layout of ${spelling} is not known, so it cannot be passed by value; add a header that defines it, or write ${spelling} * if it is a pointer.`;
}

function labelOf({ place, name }: TypePlace): string {
  if (name === null) return place;
  return place === 'The result' ? `The result of ${name}` : `${place} (${name})`;
}

function recordProblem(
  type: Extract<CType, { readonly kind: 'record' }>,
  records: readonly RecordType[],
  where: TypePlace,
): string | null {
  const hidden = hiddenPart(type, records, new Set());
  if (hidden === null) return null;
  if (hidden === type) return layoutUnknown(type.spelling, where);
  return `${labelOf(where)}: ${type.spelling} holds a ${hidden.spelling}, so it cannot be passed by value; a pointer to it (${type.spelling} *) can be passed.`;
}

/** The first type in a value whose layout, or way into registers, is not known. */
function hiddenPart(type: CType, records: readonly RecordType[], seen: Set<number>): CType | null {
  if (type.kind === 'opaque') return type;
  if (type.kind === 'array') return hiddenPart(type.of, records, seen);
  if (type.kind !== 'record' || seen.has(type.record)) return null;
  seen.add(type.record);
  const members = records[type.record]?.members;
  if (!members) return type;
  for (const member of members) {
    const hidden = hiddenPart(member.type, records, seen);
    if (hidden) return hidden;
  }
  return null;
}
