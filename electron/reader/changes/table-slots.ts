import { readAvailable, smaller, viewOf } from '../../elf/byte-source.ts';
import type { ElfFile } from '../../elf/elf-file.ts';
import { SHN_UNDEF } from '../../elf/symbol-table.ts';

const SHT_RELA = 4;
/** The relocations that write an address: of a symbol, and of a place in the library itself (psABIs, "Relocation"). */
const addressRelocations: ReadonlyMap<number, { readonly symbol: number; readonly relative: number }> =
  new Map([
    [62, { symbol: 1, relative: 8 }],
    [183, { symbol: 257, relative: 1027 }],
  ]);
const entrySize = 24;
/** Chromium's are 30 MB. */
const relocationBytesLimit = 64 * 1024 * 1024;

/** What the loader writes into chosen places: the address that stands there in the file's own terms. */
export function readSlots(file: ElfFile, wanted: ReadonlySet<number>): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const kinds = addressRelocations.get(file.header.machine);
  if (wanted.size === 0 || kinds === undefined || file.header.elfClass !== 64 || !file.header.little)
    return found;
  const view = relocationsOf(file);
  const symbols = file.dynamicSymbols?.rows;
  for (let at = 0; at + entrySize <= view.byteLength; at += entrySize) {
    const place = wordAt(view, at);
    if (!wanted.has(place)) continue;
    const type = view.getUint32(at + 8, true);
    const index = view.getUint32(at + 12, true);
    const addend = wordAt(view, at + 16);
    if (type === kinds.relative) found.set(place, addend);
    if (
      type === kinds.symbol &&
      symbols !== undefined &&
      (symbols.section[index] ?? SHN_UNDEF) !== SHN_UNDEF
    ) {
      found.set(place, Number(symbols.value[index] ?? 0n) + addend);
    }
  }
  return found;
}

/** Addresses of real libraries fit a double. */
function wordAt(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}

function relocationsOf({ sections, source }: ElfFile): DataView {
  const section = sections.findByName('.rela.dyn');
  if (section === null || section.type !== SHT_RELA) return new DataView(new ArrayBuffer(0));
  return viewOf(readAvailable(source, section.offset, smaller(section.size, relocationBytesLimit)));
}
