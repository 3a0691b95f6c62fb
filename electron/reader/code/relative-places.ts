import { readAvailable, smaller, viewOf } from '../../elf/byte-source.ts';
import type { ElfFile } from '../../elf/elf-file.ts';
import { addressToFile } from '../../elf/program-headers.ts';

const DT_RELRSZ = 35;
const DT_RELR = 36;
const wordSize = 8;
const bitsInWord = 63;
const tableBytesLimit = 4 * 1024 * 1024;
/** Chromium has 600,000. */
const placeLimit = 4_000_000;

/** The places of the relative relocations that DT_RELR packs (gABI, "Relative Relocations"), of a 64-bit file. */
export function readRelativePlaces({ source, segments, dynamic, header }: ElfFile): readonly number[] {
  const address = dynamic.values.get(DT_RELR);
  const from = address === undefined ? null : addressToFile(segments, address);
  if (from === null) return [];
  const size = smaller(smaller(dynamic.values.get(DT_RELRSZ) ?? 0n, from.available), tableBytesLimit);
  const view = viewOf(readAvailable(source, from.offset, size));
  const places: number[] = [];
  let next = 0;
  for (let at = 0; at + wordSize <= view.byteLength && places.length < placeLimit; at += wordSize) {
    const low = view.getUint32(at + (header.little ? 0 : 4), header.little);
    const high = view.getUint32(at + (header.little ? 4 : 0), header.little);
    if ((low & 1) === 0) {
      const place = high * 2 ** 32 + low;
      places.push(place);
      next = place + wordSize;
      continue;
    }
    for (let bit = 1; bit <= bitsInWord; bit += 1) {
      const isSet = bit < 32 ? (low >>> bit) & 1 : (high >>> (bit - 32)) & 1;
      if (isSet === 1) places.push(next + (bit - 1) * wordSize);
    }
    next += bitsInWord * wordSize;
  }
  return places;
}
