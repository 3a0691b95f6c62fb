import { symbolTypeName } from '../../contract/library-model.ts';
import { openElf, readSymbolColumns } from '../../elf/elf-file.ts';
import { withSource } from '../../elf/testing/system-libraries.ts';

/** The exported functions of a library and their addresses in it; each name once. */
export function exportedFunctions(path: string): ReadonlyMap<string, bigint> {
  return exportedAddresses(path, ['FUNC']);
}

/** The exported symbols of these types. */
export function exportedAddresses(path: string, types: readonly string[]): ReadonlyMap<string, bigint> {
  return withSource(path, (source) => {
    const opened = openElf(source);
    if (!opened.ok) throw new Error(`${path} is no ELF file`);
    const { count, name, type, value } = readSymbolColumns(opened.value, 'exports');
    const decoder = new TextDecoder();
    const functions = new Map<string, bigint>();
    for (let row = 0; row < count; row++) {
      if (!types.includes(symbolTypeName(type[row] ?? 0))) continue;
      const text = decoder.decode(name.bytes.subarray(name.offsets[row], name.offsets[row + 1]));
      functions.set(text, value[row] ?? 0n);
    }
    return functions;
  });
}
