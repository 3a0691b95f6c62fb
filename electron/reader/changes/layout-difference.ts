import type { ChangeSeverity } from '../../contract/build-changes.ts';
import type { CType, Member, RecordType } from '../../contract/prototype.ts';
import { listText, shortened } from './change-words.ts';
import { type MatchedMembers, matchMembers, placeOf } from './matched-members.ts';
import { typeTexts } from './type-words.ts';

/** One thing that is different in a type; how much it matters depends on how it is reached. */
export interface Detail {
  /** The end of a sentence; empty where the sizes say it. */
  readonly text: string;
  readonly byValue: ChangeSeverity;
  readonly byPointer: ChangeSeverity;
}

type CompareTypes = (before: CType, after: CType) => ChangeSeverity | null;

/** What is known of two records besides their members. */
interface LayoutContext {
  readonly compare: CompareTypes;
  /** Names of virtual base classes, which are no members. */
  readonly virtualBases: {
    readonly before: () => readonly string[];
    readonly after: () => readonly string[];
  };
}

/** What differs in the layout of a record; members are matched by name. */
export function layoutDetails(
  before: RecordType,
  after: RecordType,
  { compare, virtualBases }: LayoutContext,
): readonly Detail[] {
  const isKnown = before.members !== null && after.members !== null;
  if (!isKnown && (before.size === 0 || after.size === 0)) return [];
  const matched = matchMembers(before.members ?? [], after.members ?? []);
  // The types are compared first, so that the graph learns of every record inside.
  const types = isKnown ? typeDetails(matched, compare) : [];
  return [
    ...(before.size === after.size ? [] : [{ text: '', byValue: 'breaking', byPointer: 'risky' } as const]),
    ...wholeDetails(before, after),
    ...(isKnown ? memberDetails(matched, virtualBases) : []),
    ...types,
  ];
}

function wholeDetails(before: RecordType, after: RecordType): readonly Detail[] {
  const details: Detail[] = [];
  if ((before.keyword === 'union') !== (after.keyword === 'union')) {
    details.push({
      text: `it is a ${after.keyword} now, was a ${before.keyword}`,
      byValue: 'breaking',
      byPointer: 'breaking',
    });
  }
  if (before.alignment !== after.alignment && before.members !== null && after.members !== null) {
    details.push({
      text: `its alignment is ${after.alignment} now, was ${before.alignment}`,
      byValue: 'breaking',
      byPointer: 'risky',
    });
  }
  if (before.passedByReference !== after.passedByReference) {
    const now = after.passedByReference ? 'through its address' : 'in registers or on the stack';
    details.push({ text: `it is passed ${now} now`, byValue: 'breaking', byPointer: 'compatible' });
  }
  return details;
}

function memberDetails(
  { pairs, removed, added, renamed }: MatchedMembers,
  virtualBases: LayoutContext['virtualBases'],
): readonly Detail[] {
  const moved = pairs.filter(({ before, after }) => firstBit(before) !== firstBit(after));
  const isNowVirtual = (member: Member) => isBase(member) && virtualBases.after().includes(member.name ?? '');
  const wasVirtual = (member: Member) => isBase(member) && virtualBases.before().includes(member.name ?? '');
  return [
    ...added.map((member) =>
      wasVirtual(member)
        ? detail(`${nameOf(member)} is no longer virtual`, 'breaking')
        : detail(`${nameOf(member)} was added at ${placeOf(member)}`, 'risky'),
    ),
    ...removed.map((member) =>
      detail(`${nameOf(member)} ${isNowVirtual(member) ? 'is virtual now' : 'was removed'}`, 'breaking'),
    ),
    ...renamed.map(({ before, after }) =>
      detail(`${nameOf(before)} is called ${nameOf(after)} now`, 'compatible'),
    ),
    ...movedDetail(moved),
    ...pairs
      .filter(({ before, after }) => before.bits?.size !== after.bits?.size)
      .map(({ before, after }) => detail(bitsText(before, after), 'breaking')),
  ];
}

function firstBit({ offset, bits }: Member): number {
  return bits?.offset ?? offset * 8;
}

/** A base class is a member that is called like its type, as C++ lets no other be. */
function isBase({ name, type }: Member): boolean {
  return (
    name !== null && type.kind === 'record' && (type.spelling === name || type.spelling.endsWith(`::${name}`))
  );
}

function movedDetail(moved: MatchedMembers['pairs']): readonly Detail[] {
  const [first] = moved;
  if (first === undefined) return [];
  const { before, after } = first;
  if (moved.length === 1) {
    return [detail(`${nameOf(after)} moved from ${placeOf(before)} to ${placeOf(after)}`, 'breaking')];
  }
  return [detail(`${listText(moved.map((pair) => nameOf(pair.after)))} moved`, 'breaking')];
}

function bitsText(before: Member, after: Member): string {
  const size = ({ bits }: Member) => (bits === null ? 'no bit-field' : `a bit-field of ${bits.size}`);
  return `${nameOf(after)} is ${size(after)} now, was ${size(before)}`;
}

function typeDetails({ pairs }: MatchedMembers, compare: CompareTypes): readonly Detail[] {
  return pairs.flatMap(({ before, after }) => {
    const severity = compare(before.type, after.type);
    if (severity === null) return [];
    const { old, now } = typeTexts(before.type, after.type);
    return [detail(`${nameOf(after)} is ${now} now, was ${old}`, severity)];
  });
}

function detail(text: string, severity: ChangeSeverity): Detail {
  return { text, byValue: severity, byPointer: severity };
}

function nameOf(member: Member): string {
  const { name, type, artificial } = member;
  if (artificial === true && name?.startsWith('_vptr')) return 'the table of virtual functions';
  if (isBase(member)) return `the base class ${shortened(name ?? '')}`;
  return name === null ? `the nameless ${shortened(type.spelling)}` : shortened(name);
}
