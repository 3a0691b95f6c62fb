import type { StringColumn, SymbolColumns } from '../contract/library-model.ts';
import { type UnloadHints, uniqueSymbolLimit } from '../contract/reader-protocol.ts';
import { textAt } from './symbol-rows.ts';

const STB_GNU_UNIQUE = 10;
const encoder = new TextEncoder();

/** `__cxa_thread_atexit` is libstdc++'s, `…_impl` is glibc's: both note a destructor for the end of the thread. */
const threadExitSymbols: readonly string[] = ['__cxa_thread_atexit', '__cxa_thread_atexit_impl'];

/** What the symbol tables of a library say of whether dlclose can unload it. */
export function unloadHints(exports: SymbolColumns, imports: SymbolColumns): UnloadHints {
  const unique: string[] = [];
  for (let row = 0; row < exports.count && unique.length < uniqueSymbolLimit; row += 1) {
    if (exports.bind[row] === STB_GNU_UNIQUE) unique.push(textAt(exports.name, row));
  }
  return { unique, threadLocalDestructors: importsOneOf(imports, threadExitSymbols) };
}

function importsOneOf({ count, name }: SymbolColumns, wanted: readonly string[]): boolean {
  for (let row = 0; row < count; row += 1) {
    if (wanted.includes(textAt(name, row))) return true;
  }
  return false;
}

/** The texts as one column. */
export function columnOf(texts: readonly string[]): StringColumn {
  const parts = texts.map((text) => encoder.encode(text));
  const offsets = new Uint32Array(parts.length + 1);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  for (const [index, part] of parts.entries()) {
    const at = offsets[index] ?? 0;
    bytes.set(part, at);
    offsets[index + 1] = at + part.length;
  }
  return { bytes, offsets };
}
