import type { ChangeSides } from '../../contract/build-changes.ts';
import type { Member, RecordType } from '../../contract/prototype.ts';
import { declare } from '../../ctypes/type-spelling.ts';
import { bytesText, sideText } from './change-words.ts';
import { placeOf } from './matched-members.ts';
import type { EnumType, TypePair } from './type-graph.ts';

/** Of one type: what is longer is no picture any more. */
const shownLines = 200;

/** A type in both builds as texts whose lines can be set beside each other. */
export function layoutSides({ kind, before, after }: TypePair['types']): ChangeSides {
  return kind === 'enum'
    ? { before: enumText(before), after: enumText(after) }
    : { before: recordText(before), after: recordText(after) };
}

/** A line for each member, its place in bytes first, as pahole shows it; the size at the end. */
function recordText(record: RecordType): string {
  if (record.members === null) {
    return `${sideText(record.spelling)}, ${record.size === 0 ? 'of unknown layout' : bytesText(record.size)}`;
  }
  const lines = record.members.slice(0, shownLines).map(memberText);
  return [
    ...lines,
    ...restText(record.members),
    `${bytesText(record.size)}, alignment ${record.alignment}`,
  ].join('\n');
}

function memberText(member: Member): string {
  const { name, type, bits } = member;
  const width = bits === null ? '' : ` : ${bits.size}`;
  return `${placeOf(member)}: ${sideText(declare(type, name ?? ''))}${width}`;
}

function enumText({ constants, bits }: EnumType): string {
  const lines = constants.slice(0, shownLines).map(({ name, value }) => `${sideText(name)} = ${value}`);
  return [...lines, ...restText(constants), `${bits} bits`].join('\n');
}

function restText(items: readonly unknown[]): readonly string[] {
  return items.length > shownLines ? [`… and ${items.length - shownLines} more`] : [];
}
