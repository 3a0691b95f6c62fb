import { readAvailable } from '../../elf/byte-source.ts';
import type { ElfFile } from '../../elf/elf-file.ts';
import { LoadedImage, type LoadedSection } from './loaded-image.ts';

const blockBytes = 4 * 1024 * 1024;
/** A build's own number says nothing of what it does. */
const buildId = '.note.gnu.build-id';

/** Whether the loader maps the same bytes to the same places for both, apart from the build ID. */
export function isSameContent(before: ElfFile, after: ElfFile): boolean {
  const [old, now] = [new LoadedImage(before).sections, new LoadedImage(after).sections];
  if (old.length === 0 || old.length !== now.length || before.header.machine !== after.header.machine)
    return false;
  return (
    old.every((section, index) => isSamePlace(section, now[index])) &&
    old.every((section, index) => {
      const other = now[index];
      return other !== undefined && (section.name === buildId || sameBytes(before, section, after, other));
    })
  );
}

function isSamePlace(old: LoadedSection, now: LoadedSection | undefined): boolean {
  return (
    now !== undefined &&
    old.name === now.name &&
    old.start === now.start &&
    (old.size === now.size || old.name === buildId) &&
    old.hasContent === now.hasContent &&
    old.isWritable === now.isWritable &&
    old.isExecutable === now.isExecutable
  );
}

function sameBytes(before: ElfFile, old: LoadedSection, after: ElfFile, now: LoadedSection): boolean {
  if (!old.hasContent) return true;
  for (let at = 0; at < old.size; at += blockBytes) {
    const length = Math.min(blockBytes, old.size - at);
    const bytes = readAvailable(before.source, old.offset + BigInt(at), length);
    const other = readAvailable(after.source, now.offset + BigInt(at), length);
    if (Buffer.compare(bytes, other) !== 0) return false;
    if (bytes.length < length) return true;
  }
  return true;
}
