import type { GuardPlace } from '../contract/variables.ts';
import { type ElfFile, readAllSymbols, readDynamicSymbols, type WholeSymbolTable } from '../elf/elf-file.ts';
import { stringIn } from '../elf/strings.ts';

/** `_ZGV` and then the name of the variable without its `_Z` (Itanium C++ ABI, 5.1.4.1). */
const guardPrefix = '_ZGV';
const longestName = 4096;
/** 64 bits; the ABI of 32-bit Arm has half of them. */
const guardBytes = 8;
const STB_LOCAL = 0;
const STT_OBJECT = 1;

/** The guard of each variable that is initialised when its function is called first, by the variable's address. */
export function guardsOf(file: ElfFile): ReadonlyMap<bigint, GuardPlace> {
  const all = readAllSymbols(file);
  const table = all.rows.count > 0 ? all : readDynamicSymbols(file);
  const guards = new Map<string, GuardPlace>();
  const addresses = new Map<string, bigint>();
  for (const [name, row] of mangledNames(table)) {
    const address = table.rows.value[row] ?? 0n;
    if (!name.startsWith(guardPrefix)) {
      addresses.set(name, address);
      continue;
    }
    const isLocal =
      (table.rows.info[row] ?? 0) >> 4 === STB_LOCAL || ((table.rows.other[row] ?? 0) & 3) !== 0;
    const size = Number(table.rows.size[row] ?? 0n);
    if (size < 1 || size > guardBytes) continue;
    const place = { symbol: isLocal ? null : name, offset: address, size };
    guards.set(`_Z${name.slice(guardPrefix.length)}`, place);
  }
  return new Map(
    [...guards].flatMap(([name, place]): [bigint, GuardPlace][] => {
      const address = addresses.get(name);
      return address === undefined ? [] : [[address, place]];
    }),
  );
}

/** Guards, and what a guard may belong to. */
function* mangledNames({ rows, strings }: WholeSymbolTable): Generator<readonly [string, number]> {
  for (let row = 0; row < rows.count; row += 1) {
    const at = rows.nameOffset[row] ?? 0;
    if (strings[at] !== 0x5f || strings[at + 1] !== 0x5a || (rows.info[row] ?? 0) % 16 !== STT_OBJECT)
      continue;
    const name = stringIn(strings, at, longestName);
    if (name !== null) yield [name, row];
  }
}
