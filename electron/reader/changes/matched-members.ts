import type { Member } from '../../contract/prototype.ts';
import { canonicalName } from '../../dwarf/canonical-name.ts';

interface MemberPair {
  readonly before: Member;
  readonly after: Member;
}

/** The members of a record in two builds. */
export interface MatchedMembers {
  readonly pairs: readonly MemberPair[];
  readonly removed: readonly Member[];
  readonly added: readonly Member[];
  /** Of the same type at the same place, under another name. */
  readonly renamed: readonly MemberPair[];
}

/** `8`, or `8, bit 3` for a bit-field: bytes from the start of the record. */
export function placeOf({ offset, bits }: Member): string {
  if (bits === null) return String(offset);
  return `${Math.floor(bits.offset / 8)}, bit ${bits.offset % 8}`;
}

/** Matches members by name, nameless ones by their order, and the rest by place and type. */
export function matchMembers(before: readonly Member[], after: readonly Member[]): MatchedMembers {
  const waiting = membersByKey(before);
  const pairs: MemberPair[] = [];
  const fresh: Member[] = [];
  const keyOf = memberKeys();
  for (const member of after) {
    const key = keyOf(member);
    const old = waiting.get(key);
    if (old === undefined) fresh.push(member);
    else pairs.push({ before: old, after: member });
    waiting.delete(key);
  }
  const renamed: MemberPair[] = [];
  const added: Member[] = [];
  const gone = new Map([...waiting.values()].map((member) => [placeAndType(member), member]));
  for (const member of fresh) {
    const old = gone.get(placeAndType(member));
    if (old === undefined) added.push(member);
    else renamed.push({ before: old, after: member });
    gone.delete(placeAndType(member));
  }
  const unmatched = new Set(renamed.map((pair) => pair.before));
  return { pairs, added, renamed, removed: [...waiting.values()].filter((member) => !unmatched.has(member)) };
}

function membersByKey(members: readonly Member[]): Map<string, Member> {
  const keyOf = memberKeys();
  return new Map(members.map((member) => [keyOf(member), member]));
}

/** Names may stand twice: a base class and a member, or nameless members. */
function memberKeys(): (member: Member) => string {
  const counts = new Map<string, number>();
  return ({ name }) => {
    // Base classes have the names of their types, which may be templates.
    const text = name?.includes('<') === true ? canonicalName(name) : (name ?? '');
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    return `${text}\n${count}`;
  };
}

function placeAndType(member: Member): string {
  return `${placeOf(member)}\n${member.bits?.size ?? ''}\n${member.type.kind}\n${member.type.spelling}`;
}
