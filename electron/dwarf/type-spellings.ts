import type { CType } from '../contract/prototype.ts';
import { declare } from '../ctypes/type-spelling.ts';
import { DW_AT, DW_TAG } from './constants.ts';
import type { Entry } from './entries.ts';
import { keywordOf } from './layouts.ts';
import type { TypeSources } from './type-sources.ts';

/** The names of nested templates reach some thousand characters. */
const spellingLimit = 16 * 1024;

/** The type with a spelling of bounded length: types of types of types can grow without end in damaged files. */
export function clipped(type: CType): CType {
  const { spelling } = type;
  return spelling.length > spellingLimit
    ? { ...type, spelling: `${spelling.slice(0, spellingLimit)}…` }
    : type;
}

/** A record or an enumeration as its language writes it: `struct point` in C, `geometry::Circle` in C++. */
export function spellTagged({ names }: TypeSources, entry: Entry, typedefName: string | undefined): string {
  const name = names.qualified(entry);
  const { tag } = entry.abbreviation;
  const keyword = tag === DW_TAG.enumeration_type ? 'enum' : keywordOf(tag);
  if (name === null) return typedefName ?? `${keyword} {...}`;
  return names.style(entry.unit) === 'c' ? `${keyword} ${name}` : name;
}

/** A pointer to a member: `int Point::*`, `double (Circle::*)() const`; `to` is the type of the member. */
export function spellMemberPointer(sources: TypeSources, entry: Entry, to: CType): string {
  const { values, names, definitions } = sources;
  const offset = values.reference(entry, DW_AT.containing_type);
  const owner = offset === null ? null : values.entries.at(offset);
  const mark = `${(owner && names.qualified(definitions.inTypeUnit(owner))) ?? '?'}::*`;
  if (to.kind !== 'function') return declare(to, mark);
  const [object, ...given] = to.parameters;
  const isConst = object?.type.kind === 'pointer' && object.type.toConst;
  const method: CType = { ...to, parameters: object?.type.kind === 'pointer' ? given : to.parameters };
  return `${declare(method, `(${mark})`).replace(/\(void\)$/, '()')}${isConst ? ' const' : ''}`;
}
