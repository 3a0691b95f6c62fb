import { viewOf } from '../../elf/byte-source.ts';
import type { CodeComparison } from '../code-comparison.ts';
import type { BuildPlaces } from './build-places.ts';
import type { LoadedSection } from './loaded-image.ts';
import type { PlaceComparison } from './place-comparison.ts';

/** What the linker makes of what is told of otherwise. */
const linkersSections =
  /^\.(?:init|fini|interp|dyn|got|plt|rel|gnu|hash|note|eh_frame|gcc_except|tm_clone|ctors|dtors|jcr|preinit|sframe)/;
const entrySize = 4;

interface SectionPair {
  readonly before: LoadedSection;
  readonly after: LoadedSection;
}

export interface ComparedSections {
  readonly before: BuildPlaces;
  readonly after: BuildPlaces;
  readonly code: CodeComparison;
  readonly places: PlaceComparison;
}

/** The sections of code, constants and data whose content changed, by their names; those that both builds have. */
export function changedSections(compared: ComparedSections): readonly LoadedSection[] {
  const { before, after } = compared;
  const pairs = before.image.sections.flatMap((section) => {
    const other = after.image.sections.find(({ name }) => name === section.name);
    const isOurs = section.hasContent && !linkersSections.test(section.name);
    return other?.hasContent === true && isOurs ? [{ before: section, after: other }] : [];
  });
  const changed = pairs.filter((pair) => isChanged(compared, pair));
  // Texts that a table leads to have a section of their own.
  const isOwn = changed.some((pair) => !pair.after.isWritable)
    ? (pair: SectionPair) => !pair.after.isWritable || !isSameRaw(compared, pair)
    : () => true;
  return changed.filter(isOwn).map((pair) => pair.after);
}

function isSameRaw({ before, after }: ComparedSections, pair: SectionPair): boolean {
  const bytes = before.image.bytesAt(pair.before, pair.before.start, pair.before.size);
  return Buffer.compare(bytes, after.image.bytesAt(pair.after, pair.after.start, pair.after.size)) === 0;
}

function isChanged(compared: ComparedSections, pair: SectionPair): boolean {
  if (pair.before.size !== pair.after.size) return true;
  return pair.before.isExecutable ? isCodeChanged(compared, pair) : isContentChanged(compared, pair);
}

function isCodeChanged({ before, after, code }: ComparedSections, pair: SectionPair): boolean {
  // Without knowing displacements nothing can be said of code that was moved.
  if (!before.isX86 && !isSamePlacing(before, after)) return false;
  code.look(pair.before, pair.after);
  return code.differenceOf(pair.before, pair.after) === 'code';
}

function isSamePlacing(before: BuildPlaces, after: BuildPlaces): boolean {
  const placing = ({ image }: BuildPlaces) =>
    image.sections.map(({ name, start }) => `${name} ${start}`).join('\n');
  return placing(before) === placing(after);
}

function isContentChanged(compared: ComparedSections, pair: SectionPair): boolean {
  const { before, after, places } = compared;
  if (
    !before.relocations.isKnown ||
    places.sameContent(pair.before.start, pair.after.start, pair.after.size)
  ) {
    return false;
  }
  return pair.before.isWritable || !isMovedAlone(compared, pair, movedBetween(before, after, pair));
}

/** How much further the code is from the section than it was: the entries of jump tables count from themselves to code. */
function movedBetween(before: BuildPlaces, after: BuildPlaces, pair: SectionPair): number {
  const [text, textNow] = [before, after].map(
    ({ image }) => image.sections.find(({ name }) => name === '.text')?.start ?? 0,
  );
  return (textNow ?? 0) - pair.after.start - ((text ?? 0) - pair.before.start);
}

/** Whether what differs are words that grew by `moved`. */
function isMovedAlone({ before, after }: ComparedSections, pair: SectionPair, moved: number): boolean {
  const view = viewOf(before.image.bytesAt(pair.before, pair.before.start, pair.before.size));
  const viewNow = viewOf(after.image.bytesAt(pair.after, pair.after.start, pair.after.size));
  const end = Math.min(view.byteLength, viewNow.byteLength) - entrySize + 1;
  for (let at = 0; at < end; at += entrySize) {
    const difference = viewNow.getInt32(at, true) - view.getInt32(at, true);
    if (difference !== 0 && difference !== moved) return false;
  }
  return moved !== 0;
}
