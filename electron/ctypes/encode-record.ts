import type { Failure } from '../contract/failure.ts';
import type { RecordType } from '../contract/prototype.ts';
import { badArgument, below, type Place } from './encode-place.ts';
import { quoted } from './encoded.ts';
import type { Encoding, RecordReference, Slot } from './encoding.ts';
import type { Literal } from './literal.ts';
import { suggestName } from './name-suggestion.ts';
import type { NamedMember } from './record-members.ts';

/** Writes a struct, union or class from an object: members that are left out stay zero, of a union at most one is given. */
export function encodeRecord(
  encoding: Encoding,
  slot: Slot & { readonly type: RecordReference },
  literal: Literal,
): Failure | null {
  const { type, place } = slot;
  const record = encoding.records[type.record];
  if (!record || record.members === null)
    return badArgument(place, `the layout of ${type.spelling} is not known, so its members cannot be given`)
      .failure;
  if (literal.kind !== 'object')
    return badArgument(
      place,
      `an object like ${exampleOf(encoding, record)} is expected for ${type.spelling}`,
    ).failure;
  const chosen = new Map<string, { readonly arm: number; readonly name: string }>();
  const members = encoding.membersOf(record);
  for (const [name, value] of literal.entries) {
    const member = members.get(name);
    if (!member || member.member.artificial)
      return unknownMember(place, { type, name, members, isKnown: !!member });
    const failure = choose(chosen, member, place) ?? encoding.write(slotOf(slot, member), value);
    if (failure) return failure;
  }
  return null;
}

function slotOf(outer: Slot, found: NamedMember): Slot {
  return {
    type: found.member.type,
    image: outer.image,
    offset: outer.offset + found.offset,
    bits:
      found.bitOffset === null || found.member.bits === null
        ? null
        : { offset: outer.offset * 8 + found.bitOffset, size: found.member.bits.size },
    place: below(outer.place, found.name),
  };
}

/** Remembers which member of each union is given; a second one is the failure. */
function choose(
  chosen: Map<string, { readonly arm: number; readonly name: string }>,
  member: NamedMember,
  place: Place,
): Failure | null {
  for (const { union, arm } of member.choices) {
    const other = chosen.get(union);
    if (other && other.arm !== arm)
      return badArgument(place, `${other.name} and ${member.name} lie in one union; give one of them`)
        .failure;
    chosen.set(union, { arm, name: member.name });
  }
  return null;
}

function unknownMember(
  place: Place,
  member: {
    readonly type: RecordReference;
    readonly name: string;
    readonly members: ReadonlyMap<string, NamedMember>;
    readonly isKnown: boolean;
  },
): Failure {
  const { type, name, members } = member;
  if (member.isKnown)
    return badArgument(below(place, name), `is laid out by the compiler and cannot be given`).failure;
  const names = [...members.values()].filter((one) => !one.member.artificial).map((one) => one.name);
  // A longer name is no slip of the finger, and comparing takes quadratic time.
  const suggestion = name.length > 200 ? null : suggestName(name, names);
  const some = `${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`;
  const there = names.length === 0 ? 'it has none' : `there are ${some}`;
  const hint = suggestion === null ? there : `did you mean ${suggestion}?`;
  return badArgument(place, `${type.spelling} has no member ${quoted(name)}; ${hint}`).failure;
}

function exampleOf(encoding: Encoding, record: RecordType): string {
  const names = [...encoding.membersOf(record).values()]
    .filter((one) => !one.member.artificial)
    .slice(0, 2)
    .map((one) => `${JSON.stringify(one.name)}: …`);
  return names.length === 0 ? '{}' : `{${names.join(', ')}}`;
}
