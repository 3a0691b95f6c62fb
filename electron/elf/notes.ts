import { type ByteSource, readAvailable, smaller, viewOf } from './byte-source.ts';
import { type ProgramHeader, PT_NOTE } from './program-headers.ts';
import { type SectionTable, SHT_NOTE } from './section-headers.ts';

const NT_GNU_BUILD_ID = 3;
/** `GNU` with its NUL. */
const gnuOwner = [0x47, 0x4e, 0x55, 0];

/** Notes hold build-ids and probes; a core file's would be larger but is no library. */
const noteBytesLimit = 256 * 1024;
const noteAreasLimit = 64;
/** SHA-1 has 20 bytes, `--build-id=0x…` may give any number. */
const buildIdLimit = 256;

/** Lower-case hex of NT_GNU_BUILD_ID from the note sections, else the note segments; null when there is none. */
export function readBuildId(
  source: ByteSource,
  little: boolean,
  segments: readonly ProgramHeader[],
  sections: SectionTable,
): string | null {
  const areas = [
    ...sections.all(SHT_NOTE, noteAreasLimit),
    ...segments
      .filter(({ type }) => type === PT_NOTE)
      .map(({ offset, fileSize, align }) => ({ offset, size: fileSize, align })),
  ];
  for (const { offset, size, align } of areas) {
    const length = smaller(size, noteBytesLimit);
    const found = findBuildId(readAvailable(source, offset, length), little, align === 8n ? 8 : 4);
    if (found !== null) return found;
  }
  return null;
}

/** Walks the notes of one area (gABI, "Note Section"); `align` is 4, or 8 for the notes of GNU properties. */
export function findBuildId(bytes: Uint8Array, little: boolean, align: 4 | 8): string | null {
  const view = viewOf(bytes);
  const padded = (length: number) => Math.ceil(length / align) * align;
  let at = 0;
  while (at + 12 <= bytes.length) {
    const nameSize = view.getUint32(at, little);
    const contentSize = view.getUint32(at + 4, little);
    const type = view.getUint32(at + 8, little);
    const content = padded(at + 12 + nameSize);
    const end = content + contentSize;
    if (end > bytes.length) return null;
    const isGnu = nameSize === 4 && gnuOwner.every((byte, index) => bytes[at + 12 + index] === byte);
    if (isGnu && type === NT_GNU_BUILD_ID) {
      return contentSize > 0 ? hex(bytes.subarray(content, Math.min(end, content + buildIdLimit))) : null;
    }
    at = padded(end);
  }
  return null;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
