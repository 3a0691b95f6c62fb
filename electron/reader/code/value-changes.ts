import type { ElfFile } from '../../elf/elf-file.ts';
import { PT_TLS } from '../../elf/program-headers.ts';
import type { ExportPair, PairedExports } from '../changes/paired-exports.ts';
import type { ExportSides } from '../changes/renamed-exports.ts';
import type { BuildPlaces } from './build-places.ts';
import type { PlaceComparison } from './place-comparison.ts';

const STT_OBJECT = 1;
const STT_TLS = 6;
/** Tables of virtual functions, typeinfo and guards are in no source. */
const compilersNames = /^_Z(?:T[VTIS]|GV)/;

export interface ComparedValues {
  readonly files: { readonly before: ElfFile; readonly after: ElfFile };
  readonly before: BuildPlaces;
  readonly after: BuildPlaces;
  readonly places: PlaceComparison;
}

/** The exported data objects of the same size whose bytes are others when the library is loaded. */
export function changedValues(
  { files, before, after, places }: ComparedValues,
  sides: ExportSides,
  { pairs }: PairedExports,
): readonly ExportPair[] {
  if (!before.relocations.isKnown || !after.relocations.isKnown) return [];
  const [old, now] = [sides.before.columns, sides.after.columns];
  const starts = { before: threadLocalStart(files.before), after: threadLocalStart(files.after) };
  return pairs.filter((pair) => {
    const type = now.type[pair.after];
    const size = Number(now.size[pair.after] ?? 0n);
    const isOfSameSize = size > 0 && size === Number(old.size[pair.before] ?? 0n);
    if (
      !isOfSameSize ||
      type !== old.type[pair.before] ||
      compilersNames.test(sides.after.name(pair.after))
    ) {
      return false;
    }
    const address = Number(old.value[pair.before] ?? 0n);
    const addressNow = Number(now.value[pair.after] ?? 0n);
    if (type === STT_OBJECT) return !places.sameContent(address, addressNow, size);
    if (type !== STT_TLS) return false;
    const first = threadLocalBytes(before, starts.before + address, size);
    const firstNow = threadLocalBytes(after, starts.after + addressNow, size);
    // With content in both the loader may write into it.
    if (first.hasContent && firstNow.hasContent) {
      return !places.sameContent(starts.before + address, starts.after + addressNow, size);
    }
    return Buffer.compare(first.bytes, firstNow.bytes) !== 0;
  });
}

/** What a thread finds there first; the sections of zeros lie where other sections lie too. */
function threadLocalBytes(
  { image }: BuildPlaces,
  address: number,
  size: number,
): { readonly hasContent: boolean; readonly bytes: Uint8Array } {
  const section = image.sections.find(
    ({ isThreadLocal, start, size: length }) => isThreadLocal && address >= start && address - start < length,
  );
  if (section === undefined) return { hasContent: false, bytes: new Uint8Array(0) };
  return { hasContent: section.hasContent, bytes: image.bytesAt(section, address, size) };
}

/** A thread-local symbol's value counts from there. */
function threadLocalStart({ segments }: ElfFile): number {
  return Number(segments.find(({ type }) => type === PT_TLS)?.address ?? 0n);
}
